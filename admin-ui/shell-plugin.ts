// SPDX-License-Identifier: Apache-2.0
// Puts the list of the build's files into the service worker, so that it keeps just them.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const worker = 'sw.js';
const place = /(["'`])__MINGJING_BUILD__\1/;

export function keptShell(publicDir: string): Plugin {
  return {
    name: 'mingjing-kept-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const hash = createHash('sha256');
        const files = ['/index.html'];
        for (const [name, part] of Object.entries(bundle).sort(([a], [b]) => a.localeCompare(b))) {
          if (name === worker || name.endsWith('.map')) continue;
          if (name !== 'index.html') files.push(`/${name}`);
          hash.update(name).update(part.type === 'chunk' ? part.code : part.source);
        }
        for (const name of readdirSync(publicDir).sort()) {
          files.push(`/${name}`);
          hash.update(name).update(readFileSync(`${publicDir}/${name}`));
        }
        const built = bundle[worker];
        if (built?.type !== 'chunk' || !place.test(built.code))
          this.error('the service worker was not built');
        const build = { version: hash.digest('hex').slice(0, 16), files };
        built.code = built.code.replace(place, () => JSON.stringify(JSON.stringify(build)));
      },
    },
  };
}

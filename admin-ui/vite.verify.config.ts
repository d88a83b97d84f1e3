// SPDX-License-Identifier: Apache-2.0
// The verifying page as one file, dist/verify.html: script and style inside, and a rule in it that forbids the network,
// so that it can lie on a disc and be opened anywhere. Built after the pages, into the same folder.
import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

const page = 'verify.html';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Puts script and style into the page. */
function oneFile(): Plugin {
  return {
    name: 'mingjing-one-file',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const parts = Object.values(bundle);
        const html = bundle[page];
        const script = parts.find((part) => part.type === 'chunk');
        const style = parts.find((part) => part.type === 'asset' && part.fileName.endsWith('.css'));
        if (html?.type !== 'asset' || !script || style?.type !== 'asset' || parts.length !== 3)
          this.error(`the verifying page is not of one script and one style: ${Object.keys(bundle)}`);
        const code = script.type === 'chunk' ? script.code.replaceAll('</script', '<\\/script') : '';
        const look = String(style.source);
        const policy = `default-src 'none'; script-src ${hashOf(code)}; style-src ${hashOf(look)}; base-uri 'none'; form-action 'none'`;
        html.source = String(html.source)
          .replace(/\s*<(script|link)\b[^>]*\b(src|href)="[^"]*"[^>]*>(<\/script>)?/g, '')
          .replace(
            '<title>',
            () => `<meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <title>`,
          )
          .replace('</head>', () => `  <style>${look}</style>\n  </head>`)
          .replace('</body>', () => `  <script type="module">${code}</script>\n  </body>`);
        for (const part of parts) if (part !== html) delete bundle[part.fileName];
      },
    },
  };
}

export default defineConfig({
  plugins: [oneFile()],
  publicDir: false,
  build: {
    target: 'es2020',
    emptyOutDir: false,
    modulePreload: false,
    rollupOptions: { input: page },
  },
});

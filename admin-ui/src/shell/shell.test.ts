// SPDX-License-Identifier: Apache-2.0
// The pages open while the centre is away, are the newest while it is there, and no answer of the centre is ever kept.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { activate, answer, type Build, cachePrefix, install } from './shell-cache';

const build: Build = { version: 'v2', files: ['/index.html', '/assets/a-1.js', '/look.js'] };
const origin = window.location.origin;

class Store {
  readonly all = new Map<string, Map<string, string>>();
  readonly cache = (name: string) => {
    const found = this.all.get(name) ?? new Map<string, string>();
    this.all.set(name, found);
    return found;
  };
  readonly open = async (name: string) => {
    const entries = this.cache(name);
    return {
      addAll: async (requests: Request[]) => {
        for (const { url } of requests) {
          if (url.endsWith('missing.js')) throw new TypeError('not found');
          entries.set(new URL(url).pathname, `${name} ${url}`);
        }
      },
      match: async (path: string) => {
        const text = entries.get(path);
        return text === undefined ? undefined : new Response(text);
      },
    };
  };
  readonly keys = async () => [...this.all.keys()];
  readonly delete = async (name: string) => this.all.delete(name);
  readonly match = async (request: Request) => {
    for (const entries of this.all.values()) {
      const text = entries.get(new URL(request.url).pathname);
      if (text !== undefined) return new Response(text);
    }
    return undefined;
  };
}

let store: Store;
const caches_ = () => store as unknown as CacheStorage;
const away = () => Promise.reject(new TypeError('failed to fetch'));
const there = (text: string, status = 200) => vi.fn(async () => new Response(text, { status }));
const ask = (path: string, mode = 'cors', method = 'GET') =>
  ({ url: new URL(path, origin).href, mode, method }) as Request;
const textOf = async (response: Promise<Response> | undefined) => (await response)?.text();

beforeEach(async () => {
  store = new Store();
  vi.stubGlobal(
    'Request',
    class {
      readonly url: string;
      constructor(path: string) {
        this.url = new URL(path, origin).href;
      }
    },
  );
  await install(build, caches_());
});

describe('the pages', () => {
  test('come from the centre while it answers', async () => {
    expect(await textOf(answer(ask('/', 'navigate'), build, caches_(), there('new')))).toBe('new');
  });
  test('come from here while it does not: refused, broken, or hanging', async () => {
    const kept = `${cachePrefix}v2 ${origin}/index.html`;
    expect(await textOf(answer(ask('/', 'navigate'), build, caches_(), away))).toBe(kept);
    expect(await textOf(answer(ask('/', 'navigate'), build, caches_(), there('', 503)))).toBe(kept);
    vi.useFakeTimers();
    const hanging = (_: unknown, init?: RequestInit) =>
      new Promise<Response>((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
      );
    const answered = answer(ask('/', 'navigate'), build, caches_(), hanging);
    await vi.advanceTimersByTimeAsync(4_000);
    vi.useRealTimers();
    expect(await textOf(answered)).toBe(kept);
  });
  test('have their files from here without asking, those of the build before, too', async () => {
    const asked = there('asked');
    expect(await textOf(answer(ask('/assets/a-1.js'), build, caches_(), asked))).toContain('a-1.js');
    store.cache(`${cachePrefix}v1`).set('/assets/old-9.js', 'old');
    expect(await textOf(answer(ask('/assets/old-9.js'), build, caches_(), asked))).toBe('old');
    expect(asked).not.toHaveBeenCalled();
    expect(await textOf(answer(ask('/assets/new-1.js'), build, caches_(), asked))).toBe('asked');
    expect(await textOf(answer(ask('/look.js'), build, caches_(), away))).toContain('look.js');
    expect(await textOf(answer(ask('/look.js'), build, caches_(), asked))).toBe('asked');
  });
  test('fail as they would without us when nothing is kept', async () => {
    store = new Store();
    await expect(answer(ask('/', 'navigate'), build, caches_(), away)).rejects.toThrow('failed to fetch');
    await expect(answer(ask('/assets/x.js'), build, caches_(), away)).rejects.toThrow('failed to fetch');
  });
});

test.each([
  ['an answer of the centre', ask('/api/v1/board')],
  ['the stream of hints', ask('/api/v1/events/stream')],
  ['a picture', ask('/media/v1/live')],
  ['a PDF in a window of its own', ask('/api/v1/stays/x/prints?seq=1', 'navigate')],
  ['what is sent', ask('/', 'cors', 'POST')],
  ['another origin', ask('https://elsewhere.example/')],
  ['what is no file of the build', ask('/unknown.txt')],
])('%s is left alone', (_, request) => {
  expect(answer(request, build, caches_(), away)).toBeUndefined();
});

test('a build is kept whole or not at all, and the one before the last goes', async () => {
  const broken: Build = { version: 'v3', files: ['/index.html', '/assets/missing.js'] };
  await expect(install(broken, caches_())).rejects.toThrow('not found');
  store = new Store();
  for (const name of [`${cachePrefix}v0`, 'other', `${cachePrefix}v1`, `${cachePrefix}v2`]) store.cache(name);
  await activate(build, caches_());
  expect(await store.keys()).toEqual(['other', `${cachePrefix}v1`, `${cachePrefix}v2`]);
});

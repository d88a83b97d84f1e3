// SPDX-License-Identifier: Apache-2.0
// The pages themselves, kept by the browser so that they open while the centre is away: the files of one build, never an
// answer of the centre. On line the newest page is asked for first.
export const cachePrefix = 'mingjing-shell-';
const page = '/index.html';
/** A centre that hangs is away. */
const pageWithinMs = 4_000;

export interface Build {
  version: string;
  /** Absolute paths of every file of the build. */
  files: readonly string[];
}

type Fetch = (request: Request | string, init?: RequestInit) => Promise<Response>;

const nameOf = ({ version }: Build) => cachePrefix + version;

/** All or nothing: half a build does not open. */
export async function install(build: Build, store: CacheStorage): Promise<void> {
  const cache = await store.open(nameOf(build));
  await cache.addAll(build.files.map((file) => new Request(file, { cache: 'reload' })));
}

/** The build before this one stays for pages that are still open on it; what is older goes. */
export async function activate(build: Build, store: CacheStorage): Promise<void> {
  const kept = (await store.keys()).filter((name) => name.startsWith(cachePrefix));
  const before = kept.filter((name) => name !== nameOf(build)).slice(0, -1);
  await Promise.all(before.map((name) => store.delete(name)));
}

/** Undefined: not ours, the browser goes to the centre as if nobody stood between. */
export function answer(
  request: Request,
  build: Build,
  store: CacheStorage,
  fetchIt: Fetch,
): Promise<Response> | undefined {
  if (request.method !== 'GET') return undefined;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || /^\/(api|media|health|node)(\/|$)/.test(url.pathname))
    return undefined;
  if (request.mode === 'navigate') return pageAnswer(request, build, store, fetchIt);
  if (url.pathname.startsWith('/assets/') || build.files.includes(url.pathname))
    return fileAnswer(request, build, store, fetchIt);
  return undefined;
}

async function pageAnswer(request: Request, build: Build, store: CacheStorage, fetchIt: Fetch) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), pageWithinMs);
  try {
    const fresh = await fetchIt(request, { signal: limit.signal });
    if (fresh.status < 500) return fresh;
    return (await keptFile(page, build, store)) ?? fresh;
  } catch (error) {
    const kept = await keptFile(page, build, store);
    if (kept) return kept;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Names of files change with their content, so that what is kept is right. */
async function fileAnswer(request: Request, build: Build, store: CacheStorage, fetchIt: Fetch) {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith('/assets/')) {
    try {
      return await fetchIt(request);
    } catch (error) {
      const kept = await keptFile(pathname, build, store);
      if (kept) return kept;
      throw error;
    }
  }
  return (
    (await keptFile(pathname, build, store)) ??
    (await store.match(request, { ignoreVary: true })) ??
    fetchIt(request)
  );
}

async function keptFile(path: string, build: Build, store: CacheStorage): Promise<Response | undefined> {
  return (await store.open(nameOf(build))).match(path, { ignoreVary: true });
}

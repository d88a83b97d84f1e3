// SPDX-License-Identifier: Apache-2.0
// The only file that calls the centre's HTTP API. Types come from the contract; failures become the three error classes.
import { isProblem, NetworkError, ProblemError, UnexpectedAnswer } from './problem';
import type { paths } from './schema.gen';

type Method = 'get' | 'post' | 'put' | 'delete';
export type PathsWith<M extends Method> = {
  [P in keyof paths]: [NonNullable<paths[P][M]>] extends [never] ? never : P;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type JsonOf<R> = R extends { content: { 'application/json': infer Body } } ? Body : undefined;
export type AnswerOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? JsonOf<R[keyof R & (200 | 201 | 204)]> : never;
export type BodyOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { requestBody: { content: { 'application/json': infer Body } } } ? Body : undefined;
type QueryOf<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { parameters: { query?: infer Query } } ? Query : undefined;

export interface CallOptions<P extends keyof paths, M extends Method> {
  path?: Record<string, string>;
  query?: QueryOf<P, M>;
  body?: BodyOf<P, M>;
  /** Idempotency key of the intended act. With a key, a lost answer is asked for again. */
  key?: string;
  /** The caller tries again by itself: a lost answer is told at once. */
  once?: boolean;
  /** It should arrive although the page is being left; the browser takes only small bodies so. */
  leaving?: boolean;
  signal?: AbortSignal;
}

const base = '/api/v1';
const answerWithinMs = 15_000;
const retryAfterMs = [400, 1_000, 2_000, 4_000];

type Listener = () => void;
const unauthenticatedListeners = new Set<Listener>();

/** Called whenever the centre says that nobody is signed in any more. */
export function onUnauthenticated(listener: Listener): () => void {
  unauthenticatedListeners.add(listener);
  return () => unauthenticatedListeners.delete(listener);
}

function tellUnauthenticated(): void {
  for (const listener of unauthenticatedListeners) listener();
}

export async function call<M extends Method, P extends PathsWith<M>>(
  method: M,
  path: P,
  options: CallOptions<P, M> = {},
): Promise<AnswerOf<P, M>> {
  const url = urlOf(String(path), options.path, options.query as Record<string, unknown> | undefined);
  for (let attempt = 0; ; attempt++) {
    try {
      return (await once(method, url, options)) as AnswerOf<P, M>;
    } catch (error) {
      const wait = retryAfterMs[attempt];
      if (
        !options.key ||
        options.once ||
        wait === undefined ||
        !worthRetrying(error) ||
        options.signal?.aborted
      )
        throw error;
      await pause(wait, options.signal);
    }
  }
}

interface Sendable {
  body?: unknown;
  key?: string;
  leaving?: boolean;
  signal?: AbortSignal;
}

async function once(method: Method, url: string, { body, key, leaving, signal }: Sendable): Promise<unknown> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  const limit = AbortSignal.timeout(answerWithinMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: method.toUpperCase(),
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      keepalive: leaving,
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NetworkError(url);
  }
  // A refused sign-in says nothing about who is signed in already.
  if (response.status === 401 && !(method === 'post' && url === `${base}/session`)) tellUnauthenticated();
  return readAnswer(response, text);
}

function readAnswer(response: Response, text: string): unknown {
  const answer = parseJson(text);
  if (response.ok) {
    if (response.status !== 204 && answer === undefined) throw new UnexpectedAnswer(response.status);
    return answer;
  }
  if (isProblem(answer)) throw new ProblemError(answer);
  throw new UnexpectedAnswer(response.status);
}

function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function worthRetrying(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  const status = error instanceof ProblemError || error instanceof UnexpectedAnswer ? error.status : 0;
  return status === 502 || status === 503 || status === 504;
}

function urlOf(
  path: string,
  inPath: Record<string, string> = {},
  query: Record<string, unknown> = {},
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(inPath[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return `${base}${filled}${text ? `?${text}` : ''}`;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

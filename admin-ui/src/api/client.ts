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
  Operation<P, M> extends { requestBody?: infer Request } ? JsonBodyOf<NonNullable<Request>> : undefined;
type JsonBodyOf<Request> = [Request] extends [never]
  ? undefined
  : Request extends { content: { 'application/json': infer Body } }
    ? Body
    : undefined;
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
  /** Told how much of a large body is under way, from 0 to 1. The answer is waited for as long as it moves. */
  onPart?: (part: number) => void;
  signal?: AbortSignal;
}

const base = '/api/v1';
const answerWithinMs = 15_000;
/** A large body is given up when nothing of it has moved, and no answer has come, for so long. */
const stillWithinMs = 30_000;
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
  onPart?: (part: number) => void;
  signal?: AbortSignal;
}

interface Answer {
  ok: boolean;
  status: number;
  text: string;
}

async function once(method: Method, url: string, options: Sendable): Promise<unknown> {
  const { body, key, onPart, signal } = options;
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (key) headers['Idempotency-Key'] = key;
  const text = body === undefined ? undefined : JSON.stringify(body);
  let response: Answer;
  try {
    response = onPart
      ? await sendLarge(method, url, headers, text, onPart, signal)
      : await send(method, url, headers, text, options);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new NetworkError(url);
  }
  // A refused sign-in says nothing about who is signed in already.
  const signsIn = method === 'post' && (url === `${base}/session` || url === `${base}/session/switch`);
  if (response.status === 401 && !signsIn) tellUnauthenticated();
  return readAnswer(response);
}

async function send(
  method: Method,
  url: string,
  headers: Record<string, string>,
  body: string | undefined,
  { leaving, signal }: Sendable,
): Promise<Answer> {
  const limit = AbortSignal.timeout(answerWithinMs);
  const response = await fetch(url, {
    method: method.toUpperCase(),
    headers,
    body,
    credentials: 'same-origin',
    cache: 'no-store',
    keepalive: leaving,
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
  return { ok: response.ok, status: response.status, text: await response.text() };
}

/** Only this older way tells how much was sent. */
function sendLarge(
  method: Method,
  url: string,
  headers: Record<string, string>,
  body: string | undefined,
  onPart: (part: number) => void,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let quiet: ReturnType<typeof setTimeout>;
    const alive = () => {
      clearTimeout(quiet);
      quiet = setTimeout(() => request.abort(), stillWithinMs);
    };
    const stop = () => request.abort();
    request.upload.onprogress = ({ loaded, total }) => {
      alive();
      onPart(total > 0 ? loaded / total : 0);
    };
    request.onload = () => {
      const { status } = request;
      resolve({ ok: status >= 200 && status < 300, status, text: request.responseText });
    };
    request.onerror = () => reject(new NetworkError(url));
    request.onabort = () => reject(signal?.aborted ? signal.reason : new NetworkError(url));
    request.onloadend = () => {
      clearTimeout(quiet);
      signal?.removeEventListener('abort', stop);
    };
    request.open(method.toUpperCase(), url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    signal?.addEventListener('abort', stop);
    alive();
    request.send(body);
  });
}

function readAnswer(response: Answer): unknown {
  const answer = parseJson(response.text);
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

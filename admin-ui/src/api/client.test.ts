// SPDX-License-Identifier: Apache-2.0
// The client asks again with the same key when an answer is lost, and never after one has come.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { call, onUnauthenticated } from './client';
import { topicOf } from './events';
import { NetworkError, ProblemError, UnexpectedAnswer } from './problem';

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const problem = (status: number) => ({
  type: '',
  title: '',
  status,
  code: 'c',
  detail: '',
  detailEn: '',
  traceId: '',
});
const care = { path: { id: 'a b' }, body: { kind: 'meal' as const }, key: 'key-1' };

beforeEach(() => vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 500 }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function stub(...answers: (Response | Error)[]) {
  const fetched = vi.fn();
  for (const one of answers) {
    if (one instanceof Error) fetched.mockRejectedValueOnce(one);
    else fetched.mockResolvedValueOnce(one);
  }
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

describe('a call', () => {
  test('fills the path, sends the key, reads the answer', async () => {
    const fetched = stub(answer(201, { id: 'x' }));
    await expect(call('post', '/stays/{id}/care', care)).resolves.toEqual({ id: 'x' });
    const [url, init] = fetched.mock.calls[0] as [string, RequestInit];
    expect(url).toBe('/api/v1/stays/a%20b/care');
    expect((init.headers as Record<string, string>)['Idempotency-Key']).toBe('key-1');
  });
  test('is repeated with the same key after a lost network and a centre that is away', async () => {
    const fetched = stub(new TypeError('network'), answer(503, problem(503)), answer(201, { id: 'x' }));
    await call('post', '/stays/{id}/care', care);
    expect(fetched).toHaveBeenCalledTimes(3);
    const keys = fetched.mock.calls.map(
      ([, init]) => (init as { headers: Record<string, string> }).headers['Idempotency-Key'],
    );
    expect(new Set(keys)).toEqual(new Set(['key-1']));
  });
  test('without a key is not repeated', async () => {
    const fetched = stub(new TypeError('network'));
    await expect(call('get', '/board')).rejects.toBeInstanceOf(NetworkError);
    expect(fetched).toHaveBeenCalledTimes(1);
  });
  test('that was refused is not repeated', async () => {
    const fetched = stub(answer(409, problem(409)));
    await expect(call('post', '/stays/{id}/care', care)).rejects.toBeInstanceOf(ProblemError);
    expect(fetched).toHaveBeenCalledTimes(1);
  });
  test('that meets a stranger says so', async () => {
    stub(new Response('<html>', { status: 404 }));
    await expect(call('get', '/board')).rejects.toBeInstanceOf(UnexpectedAnswer);
  });
  test('tells when nobody is signed in', async () => {
    const told = vi.fn();
    const stop = onUnauthenticated(told);
    stub(answer(401, problem(401)));
    await expect(call('get', '/board')).rejects.toBeInstanceOf(ProblemError);
    expect(told).toHaveBeenCalledTimes(1);
    stub(answer(401, problem(401)));
    const signIn = call('post', '/session', { body: { login: 'a', password: 'wrong' } });
    await expect(signIn).rejects.toBeInstanceOf(ProblemError);
    expect(told).toHaveBeenCalledTimes(1);
    stop();
  });
});

test('hints are only believed when they are of a known topic', () => {
  expect(topicOf('{"topic":"stays","stream":"x","seq":3}')).toBe('stays');
  expect(topicOf('{"topic":"weather"}')).toBeUndefined();
  expect(topicOf('nonsense')).toBeUndefined();
});

describe('a large body', () => {
  class Sending {
    static last: Sending;
    upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
    status = 0;
    responseText = '';
    headers: Record<string, string> = {};
    onload = () => undefined;
    onerror = () => undefined;
    onabort = () => undefined;
    onloadend = () => undefined;
    open = vi.fn();
    send = vi.fn();
    constructor() {
      Sending.last = this;
    }
    setRequestHeader(name: string, value: string) {
      this.headers[name] = value;
    }
    abort() {
      this.onabort();
      this.onloadend();
    }
    answer(status: number, body: unknown) {
      Object.assign(this, { status, responseText: JSON.stringify(body) });
      this.onload();
      this.onloadend();
    }
  }
  const scan = { path: { id: 's' }, body: { scan: 'AA', signed: true }, key: 'key-1' };
  const sendScan = (onPart: (part: number) => void, signal?: AbortSignal) =>
    call('post', '/stays/{id}/scans', { ...scan, once: true, onPart, signal });
  beforeEach(() => {
    vi.useRealTimers();
    vi.stubGlobal('XMLHttpRequest', Sending);
  });

  test('tells how much is under way and reads the answer as any other', async () => {
    const onPart = vi.fn();
    const stored = sendScan(onPart);
    const { last } = Sending;
    last.upload.onprogress?.({ loaded: 1, total: 4 });
    last.answer(201, { seq: 7 });
    await expect(stored).resolves.toEqual({ seq: 7 });
    expect(onPart).toHaveBeenCalledWith(0.25);
    expect(last.open).toHaveBeenCalledWith('POST', '/api/v1/stays/s/scans');
    expect(last.headers).toMatchObject({ 'Idempotency-Key': 'key-1', 'Content-Type': 'application/json' });
    expect(last.send).toHaveBeenCalledWith(JSON.stringify(scan.body));
    const refused = sendScan(onPart);
    Sending.last.answer(422, problem(422));
    await expect(refused).rejects.toBeInstanceOf(ProblemError);
  });

  test('without an answer is open, also when nothing moves any more; stopped by the page it is not', async () => {
    const lost = sendScan(() => undefined);
    Sending.last.onerror();
    await expect(lost).rejects.toBeInstanceOf(NetworkError);

    vi.useFakeTimers();
    const still = expect(sendScan(() => undefined)).rejects.toBeInstanceOf(NetworkError);
    await vi.advanceTimersByTimeAsync(20_000);
    Sending.last.upload.onprogress?.({ loaded: 1, total: 2 });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(11_000);
    await still;

    const stop = new AbortController();
    const stopped = expect(sendScan(() => undefined, stop.signal)).rejects.toHaveProperty(
      'name',
      'AbortError',
    );
    stop.abort();
    await stopped;
  });
});

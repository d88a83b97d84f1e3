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

// SPDX-License-Identifier: Apache-2.0
// What was entered without a network is sent later: in order, once, as it was, and never silently lost.
import { describe, expect, test, vi } from 'vitest';
import { NetworkError, ProblemError, UnexpectedAnswer } from './api/problem';
import { countUnsent, SendQueue, type Unsent } from './unsent';

const entry = (key: string): Unsent => ({
  key,
  kind: 'care',
  target: 's',
  stayIds: ['s'],
  body: { mode: 'report', happenedAtUs: 5, kind: key },
  what: key,
  atUs: 5,
});
const refusal = (status: number) =>
  new ProblemError({ type: '', title: '', status, code: 'x', detail: '不行', detailEn: 'no', traceId: '' });
const keys = (queue: SendQueue) => queue.current().map((one) => one.key);

describe('entries made without a network', () => {
  test('are sent in the order in which they were made, and leave the list one by one', async () => {
    const sent: string[] = [];
    const queue = new SendQueue('u', async (one) => sent.push(one.key));
    for (const key of ['a', 'b', 'c']) queue.add(entry(key));
    await queue.flush();
    expect(sent).toEqual(['a', 'b', 'c']);
    expect(keys(queue)).toEqual([]);
    expect(Object.keys(localStorage)).toEqual([]);
  });

  test('wait when the centre does not answer, and go under the same key with the same body', async () => {
    const send = vi.fn().mockRejectedValueOnce(new NetworkError('x')).mockResolvedValue(undefined);
    const queue = new SendQueue('u', send);
    queue.add(entry('a'));
    queue.add(entry('b'));
    await queue.flush();
    expect(keys(queue)).toEqual(['a', 'b']);
    expect(send).toHaveBeenCalledTimes(1);
    await queue.flush();
    expect(send.mock.calls.map(([one]) => [one.key, one.body])).toEqual([
      ['a', entry('a').body],
      ['a', entry('a').body],
      ['b', entry('b').body],
    ]);
    expect(keys(queue)).toEqual([]);
  });

  test.each([
    ['an error of the centre', refusal(500)],
    ['a sign-in that has ended', refusal(401)],
    ['too many requests', refusal(429)],
    ['an answer of something in between', new UnexpectedAnswer(404)],
  ])('wait after %s', async (_, error) => {
    const queue = new SendQueue('u', vi.fn().mockRejectedValue(error));
    queue.add(entry('a'));
    await queue.flush();
    expect(queue.current()).toMatchObject([{ key: 'a', tried: true }]);
    expect(queue.current()[0]?.refused).toBeUndefined();
  });

  test('that are refused stay in sight with the reason, and do not hold up the rest', async () => {
    const send = vi.fn().mockRejectedValueOnce(refusal(409)).mockResolvedValue(undefined);
    const queue = new SendQueue('u', send);
    queue.add(entry('a'));
    queue.add(entry('b'));
    await queue.flush();
    expect(queue.current()).toMatchObject([{ key: 'a', refused: { zh: '不行', en: 'no' } }]);
    await queue.flush();
    expect(send).toHaveBeenCalledTimes(2);
    queue.remove('a');
    expect(keys(queue)).toEqual([]);
  });

  test('survive a reload and belong to who made them', async () => {
    new SendQueue('u', vi.fn()).add(entry('a'));
    expect(keys(new SendQueue('u', vi.fn()))).toEqual(['a']);
    expect(keys(new SendQueue('v', vi.fn()))).toEqual([]);
    expect(countUnsent()).toBe(1);
  });

  test('can be taken back as long as they were never sent', async () => {
    const queue = new SendQueue('u', vi.fn().mockRejectedValue(new NetworkError('x')));
    queue.add(entry('a'));
    queue.remove('a');
    expect(keys(queue)).toEqual([]);
    queue.add(entry('b'));
    await queue.flush();
    queue.remove('b');
    expect(keys(queue)).toEqual(['b']);
  });

  test('are sent by one flush at a time', async () => {
    let release: () => void = () => undefined;
    const send = vi.fn(() => new Promise<void>((resolve) => (release = resolve)));
    const queue = new SendQueue('u', send);
    queue.add(entry('a'));
    const both = Promise.all([queue.flush(), queue.flush()]);
    await vi.waitFor(() => expect(send).toHaveBeenCalled());
    release();
    await both;
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('are never sent in the name of another user', async () => {
    const send = vi.fn();
    const queue = new SendQueue('u', send, async () => false);
    queue.add(entry('a'));
    await queue.flush();
    expect(send).not.toHaveBeenCalled();
    expect(keys(queue)).toEqual(['a']);
  });

  test('are kept when the user leaves while they are being sent', async () => {
    const send = vi.fn(
      (_: Unsent, signal: AbortSignal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const queue = new SendQueue('u', send);
    queue.add(entry('a'));
    queue.add(entry('b'));
    const flushed = queue.flush();
    await vi.waitFor(() => expect(send).toHaveBeenCalled());
    queue.pause();
    await flushed;
    expect(send).toHaveBeenCalledTimes(1);
    expect(keys(queue)).toEqual(['a', 'b']);
  });

  test('added by another page of the user are kept', async () => {
    const here = new SendQueue('u', vi.fn());
    new SendQueue('u', vi.fn()).add(entry('a'));
    here.add(entry('b'));
    expect(keys(here)).toEqual(['a', 'b']);
  });

  test('last as long as the page where nothing can be stored', async () => {
    const full = {
      getItem: () => null,
      removeItem: () => undefined,
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    const sent: string[] = [];
    const queue = new SendQueue(
      'u',
      async (one) => sent.push(one.key),
      async () => true,
      full,
    );
    queue.add(entry('a'));
    queue.add(entry('b'));
    expect(keys(queue)).toEqual(['a', 'b']);
    await queue.flush();
    expect(sent).toEqual(['a', 'b']);
  });
});

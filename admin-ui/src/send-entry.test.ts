// SPDX-License-Identifier: Apache-2.0
// What was tried as a plan and had no answer is stored once, whichever of the two the centre has.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NetworkError, ProblemError } from './api/problem';
import { delivered } from './delivered';
import { postEntry, sendEntry } from './send-entry';
import { type Answer, mayRemove, SendQueue, type Unsent } from './unsent';

const plan = { roomId: 'r', officers: ['o'], mode: 'plan' };
const entry: Unsent & { plan: object } = {
  key: 'k1',
  kind: 'begin',
  target: 's1',
  stayIds: ['s1'],
  what: '开始',
  atUs: 7,
  plan,
  body: { ...plan, mode: 'report', happenedAtUs: 7 },
};
const mark: Unsent = {
  key: 'k2',
  kind: 'mark',
  target: '',
  after: 'k1',
  stayIds: ['s1'],
  what: '记',
  atUs: 9,
  body: { kind: 'moment', mode: 'report', happenedAtUs: 9 },
};
const problem = (status: number, code: string) => ({
  type: '',
  title: '',
  status,
  code,
  detail: '不行',
  detailEn: 'no',
  traceId: '',
});
const receipt = { id: 'q1', stream: 's1', seq: 4, hash: '' };
interface Sent {
  url: string;
  key: string;
  body: { mode?: string };
}

/** A centre that answers as it is told, and what it was asked. */
function centre(...answers: [number, unknown][]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const headers = init.headers as Record<string, string>;
    sent.push({ url, key: headers['Idempotency-Key'] ?? '', body: JSON.parse(String(init.body)) });
    const [status, body] = answers.shift() ?? [500, problem(500, 'no')];
    return new Response(JSON.stringify(body), { status });
  });
  return sent;
}

afterEach(() => vi.unstubAllGlobals());

const idle = new AbortController().signal;

describe('an entry that was tried as a plan', () => {
  test('goes as a report under the same key', async () => {
    const sent = centre([201, receipt]);
    expect(await sendEntry(entry, idle)).toEqual(receipt);
    expect(sent).toEqual([{ url: '/api/v1/stays/s1/questionings', key: 'k1', body: entry.body }]);
  });
  test('is not stored again when the plan was: its answer is asked for', async () => {
    const sent = centre([409, problem(409, 'command.key_reused')], [201, receipt]);
    expect(await sendEntry(entry, idle)).toEqual(receipt);
    expect(sent.map((one) => [one.key, one.body.mode])).toEqual([
      ['k1', 'report'],
      ['k1', 'plan'],
    ]);
  });
  test('is refused like any other, and a key that stands for something else is said', async () => {
    centre([409, problem(409, 'questioning.ended')]);
    await expect(sendEntry(entry, idle)).rejects.toMatchObject({ problem: { code: 'questioning.ended' } });
    centre([409, problem(409, 'command.key_reused')]);
    await expect(sendEntry({ ...entry, plan: undefined }, idle)).rejects.toMatchObject({
      problem: { code: 'command.key_reused' },
    });
  });
  test('a lost answer is told at once while somebody waits for it', async () => {
    const failing = vi.fn().mockRejectedValue(new TypeError('failed'));
    vi.stubGlobal('fetch', failing);
    await expect(postEntry(entry, plan, { once: true })).rejects.toBeInstanceOf(NetworkError);
    expect(failing).toHaveBeenCalledTimes(1);
  });
});

describe('what was done in a questioning that waits itself', () => {
  const keys = (queue: SendQueue) => queue.current().map((one) => one.key);

  test('is sent after its beginning, and to it', async () => {
    const sent: [string, string][] = [];
    const queue = new SendQueue('u', async (one): Promise<Answer> => {
      sent.push([one.key, one.target]);
      return one.kind === 'begin' ? receipt : undefined;
    });
    queue.add({ ...entry, refused: { zh: '', en: '' } });
    queue.add(mark);
    await queue.flush();
    expect(sent).toEqual([]);
    const [refused] = queue.current();
    const { body, what, target, stayIds } = entry;
    queue.edit('k1', { body, what, target, stayIds, atUs: 8 });
    expect(queue.current()[0]).toMatchObject({ atUs: 8 });
    expect(queue.current()[0]?.refused).toBeUndefined();
    expect(queue.current()[0]?.plan).toBeUndefined();
    expect(queue.current()[0]?.key).not.toBe(refused?.key);
    expect(queue.current()[1]?.after).toBe(queue.current()[0]?.key);
    await queue.flush();
    expect(sent).toEqual([
      [expect.any(String), 's1'],
      ['k2', 'q1'],
    ]);
    expect(keys(queue)).toEqual([]);
  });
  test('keeps its beginning from being deleted', () => {
    const queue = new SendQueue('u', vi.fn());
    queue.add(entry);
    queue.add(mark);
    expect(mayRemove(entry, queue.current())).toBe(false);
    queue.remove('k1');
    expect(keys(queue)).toEqual(['k1', 'k2']);
    queue.remove('k2');
    queue.remove('k1');
    expect(keys(queue)).toEqual([]);
  });
  test('goes to a beginning that another list of this device delivered; without one it says so', async () => {
    const sent = centre([201, receipt]);
    await expect(sendEntry(mark, idle)).rejects.toBeInstanceOf(ProblemError);
    expect(sent).toEqual([]);
    delivered.add(entry, receipt, 11);
    await sendEntry(mark, idle);
    expect(sent[0]?.url).toBe('/api/v1/questionings/q1/marks');
    expect(delivered.list()[0]).toMatchObject({ key: 'k1', id: 'q1', seq: 4, deliveredUs: 11 });
  });
});

const keysOf = (queue: SendQueue) => queue.current().map((one) => one.key);

describe('a plan', () => {
  test('is kept before it is sent, and leaves with its answer; who followed learns its id', async () => {
    const queue = new SendQueue('u', vi.fn());
    let answer: (value: Answer) => void = () => undefined;
    const planned = queue.plan(entry, () => new Promise<Answer>((resolve) => (answer = resolve)));
    expect(new SendQueue('u', vi.fn()).current()).toMatchObject([{ key: 'k1', tried: true }]);
    queue.add(mark);
    answer(receipt);
    expect(await planned).toEqual(receipt);
    expect(queue.current()).toMatchObject([{ key: 'k2', target: 'q1' }]);
    expect(queue.current()[0]?.after).toBeUndefined();
  });
  test('is not sent a second time while it is under way, and goes as a report when no answer came', async () => {
    const send = vi.fn().mockResolvedValue(undefined);
    const queue = new SendQueue('u', send);
    let fail: (error: Error) => void = () => undefined;
    const planned = queue.plan(entry, () => new Promise<Answer>((_, reject) => (fail = reject)));
    await queue.flush();
    expect(send).not.toHaveBeenCalled();
    fail(new NetworkError('x'));
    expect(await planned).toBeUndefined();
    expect(queue.current()).toMatchObject([{ key: 'k1', tried: true }]);
    await queue.flush();
    expect(send).toHaveBeenCalledTimes(1);
    expect(queue.current()).toEqual([]);
  });
  test('is not shown as kept before its answer is late', async () => {
    vi.useFakeTimers();
    const queue = new SendQueue('u', vi.fn());
    let answer: (value: Answer) => void = () => undefined;
    const planned = queue.plan(entry, () => new Promise<Answer>((resolve) => (answer = resolve)));
    expect(queue.current()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(keysOf(queue)).toEqual(['k1']);
    vi.useRealTimers();
    answer(receipt);
    await planned;
    expect(queue.current()).toEqual([]);
  });
  test('that is refused is not kept: nothing has happened', async () => {
    const queue = new SendQueue('u', vi.fn());
    const refusal = new ProblemError(problem(409, 'rule.refused'));
    await expect(queue.plan(entry, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(queue.current()).toEqual([]);
  });
});

test('what nobody owned is taken over, in order and once', () => {
  const left = new SendQueue('nobody', vi.fn());
  left.add(entry);
  left.add(mark);
  const own = new SendQueue('u', vi.fn());
  own.adopt(left, (one) => one.kind === 'begin');
  own.adopt(left);
  expect(own.current().map((one) => one.key)).toEqual(['k1', 'k2']);
  expect(left.current()).toEqual([]);
  expect(new SendQueue('u', vi.fn()).current()).toHaveLength(2);
});

test('a call for help is about nothing that was there before; its withdrawal is about the call', async () => {
  const sent = centre([201, { ...receipt, id: 'c1' }], [201, receipt]);
  const help = { ...mark, after: undefined, stayIds: [], body: { happenedAtUs: 9 } };
  await postEntry({ ...help, kind: 'help', target: '' }, help.body, { signal: idle });
  await postEntry({ ...help, kind: 'help_withdrawal', target: 'c1' }, help.body, { signal: idle });
  expect(sent.map(({ url }) => url)).toEqual(['/api/v1/help-calls', '/api/v1/help-calls/c1/withdrawal']);
});

// SPDX-License-Identifier: Apache-2.0
// One intended act is done once, whatever the network does and whatever is changed in the form meanwhile.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { doAct } from './acts';
import { NetworkError, ProblemError } from './api/problem';
import { attempts } from './drafts';

beforeEach(() => sessionStorage.clear());

const refusal = (status: number) =>
  new ProblemError({ type: '', title: '', status, code: 'x', detail: '', detailEn: '', traceId: '' });

describe('an act', () => {
  test('keeps its key while the outcome is unknown, also over a reload', async () => {
    const send = vi.fn().mockRejectedValueOnce(new NetworkError('x')).mockResolvedValueOnce('stored');
    await expect(doAct('u', 'a', { n: 1 }, send)).rejects.toBeInstanceOf(NetworkError);
    expect(attempts.read('u', 'a')?.body).toEqual({ n: 1 });
    await expect(doAct('u', 'a', { n: 1 }, send)).resolves.toEqual({ receipt: 'stored', ofEarlier: false });
    expect(send.mock.calls[0]?.[1]).toBe(send.mock.calls[1]?.[1]);
    expect(attempts.read('u', 'a')).toBeUndefined();
  });

  test('takes a new key after an answer', async () => {
    const send = vi.fn().mockRejectedValueOnce(refusal(409)).mockResolvedValueOnce('stored');
    await expect(doAct('u', 'a', { n: 1 }, send)).rejects.toBeInstanceOf(ProblemError);
    await doAct('u', 'a', { n: 1 }, send);
    expect(send.mock.calls[0]?.[1]).not.toBe(send.mock.calls[1]?.[1]);
  });

  test('changed after a lost answer settles the earlier one first and does not send twice', async () => {
    const send = vi.fn().mockRejectedValueOnce(new NetworkError('x')).mockResolvedValueOnce('first');
    await expect(doAct('u', 'a', { n: 1 }, send)).rejects.toBeInstanceOf(NetworkError);
    await expect(doAct('u', 'a', { n: 2 }, send)).resolves.toEqual({ receipt: 'first', ofEarlier: true });
    expect(send.mock.calls.map(([body]) => body)).toEqual([{ n: 1 }, { n: 1 }]);
  });

  test('changed after a lost answer goes on when the earlier one turns out refused', async () => {
    const send = vi
      .fn()
      .mockRejectedValueOnce(new NetworkError('x'))
      .mockRejectedValueOnce(refusal(409))
      .mockResolvedValueOnce('second');
    await expect(doAct('u', 'a', { n: 1 }, send)).rejects.toBeInstanceOf(NetworkError);
    await expect(doAct('u', 'a', { n: 2 }, send)).resolves.toEqual({ receipt: 'second', ofEarlier: false });
    expect(send.mock.calls[2]?.[0]).toEqual({ n: 2 });
    expect(send.mock.calls[2]?.[1]).not.toBe(send.mock.calls[0]?.[1]);
  });

  test('an error of the centre leaves the outcome open', async () => {
    const send = vi.fn().mockRejectedValueOnce(refusal(500));
    await expect(doAct('u', 'a', { n: 1 }, send)).rejects.toBeInstanceOf(ProblemError);
    expect(attempts.read('u', 'a')).toBeDefined();
  });
});

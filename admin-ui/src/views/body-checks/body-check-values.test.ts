// SPDX-License-Identifier: Apache-2.0
// What of a body check is open at a moment, what was asked for, and what a wish sends.
import { describe, expect, test } from 'vitest';
import { askedOf, bodyCheckInput, openingAt, startBodyCheck } from './body-check-values';

const minute = 60_000_000;
const opening = (approvalId: string, fromUs: number, untilUs: number) => ({
  approvalId,
  fromUs,
  toUs: fromUs + 10 * minute,
  untilUs,
});
const ask = (approvalId: string, state: 'open' | 'granted' | 'refused') => ({
  approvalId,
  fromUs: 1,
  toUs: 2,
  state,
});

describe('the recording of a body check', () => {
  test('is shown by the opening of the moment, else by the one that is open longest', () => {
    const open = [opening('a', 0, 900), opening('b', 20 * minute, 800), opening('c', 40 * minute, 1000)];
    expect(openingAt(open, 25 * minute)?.approvalId).toBe('b');
    expect(openingAt(open, 15 * minute)?.approvalId).toBe('c');
    expect(openingAt([], 0)).toBeUndefined();
  });

  test('waits, was refused, or was open once', () => {
    const stays = [
      {
        id: 's',
        number: '20261124-01',
        arrivedUs: 0,
        asked: [ask('a', 'open'), ask('b', 'refused'), ask('c', 'granted'), ask('d', 'granted')],
      },
    ];
    expect(askedOf({ open: [opening('d', 0, 9)], stays }).map(({ state }) => state)).toEqual([
      'waiting',
      'refused',
      'over',
    ]);
  });

  test('is asked for around the moment, inside the stretch and the stay', () => {
    const span = { fromUs: 5 * minute, toUs: 100 * minute };
    const stays = [{ id: 's', number: '1', arrivedUs: 12 * minute, asked: [] }];
    const values = startBodyCheck(stays, 20 * minute, span);
    expect(values).toMatchObject({ stayId: 's', fromUs: 12 * minute, toUs: 30 * minute });
    expect(startBodyCheck([...stays, ...stays], 10 * minute, span)).toMatchObject({
      stayId: undefined,
      fromUs: 5 * minute,
    });
    expect(bodyCheckInput('c', { ...values, reason: ' 核对投诉情况 ' })).toEqual({
      cameraId: 'c',
      fromUs: 12 * minute,
      toUs: 30 * minute,
      neededRole: 'legal_head',
      reason: '核对投诉情况',
    });
    expect(bodyCheckInput('c', { ...values, untilUs: 7 }).untilUs).toBe(7);
  });
});

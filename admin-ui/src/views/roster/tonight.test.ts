// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { Tonight } from '../../api/types';
import { warnsNow } from './tonight';

const tonight: Tonight = {
  day: '20261129',
  fromUs: 100,
  toUs: 200,
  warnings: [
    {
      kind: 'doctor',
      label: '没有医生',
      labelEn: 'No doctor',
      for: [{ number: '1', displayName: '甲某某' }],
    },
  ],
};

it('warns from the beginning of the night to its end', () => {
  expect(warnsNow(tonight, 99)).toEqual([]);
  expect(warnsNow(tonight, 100)).toBe(tonight.warnings);
  expect(warnsNow(tonight, 199)).toBe(tonight.warnings);
  expect(warnsNow(tonight, 200)).toEqual([]);
  expect(warnsNow(undefined, 150)).toEqual([]);
});

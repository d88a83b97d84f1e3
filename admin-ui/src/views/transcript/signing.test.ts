// SPDX-License-Identifier: Apache-2.0
// The page that is signed next, and when a time on paper is another than that of the questioning.
import { expect, test } from 'vitest';
import type { TranscriptSigned } from '../../api/types';
import { usPerMinute } from '../../lib/time';
import { differs } from './finish-dialog';
import { nextPage } from './sign-panel';

const signed = (how: TranscriptSigned['how'], page?: number): TranscriptSigned => ({
  atUs: 1,
  by: how === 'pin' ? 'officer' : 'person',
  how,
  name: '甲',
  page,
});

test('the next page is the one after the last that was signed on paper', () => {
  expect(nextPage([])).toBe(1);
  expect(nextPage([signed('pin'), signed('paper', 1), signed('paper', 2)])).toBe(3);
  expect(nextPage([signed('refused')])).toBe(1);
});

test('a time on paper differs when it is more than a minute from that of the questioning', () => {
  const startUs = 100 * usPerMinute + 42_000_000;
  expect(differs(100 * usPerMinute, startUs)).toBe(false);
  expect(differs(101 * usPerMinute, startUs)).toBe(false);
  expect(differs(102 * usPerMinute, startUs)).toBe(true);
  expect(differs(98 * usPerMinute, startUs)).toBe(true);
});

// SPDX-License-Identifier: Apache-2.0
// Moments within, before and behind what the browser holds.
import { expect, test } from 'vitest';
import { endBefore, endOf, type Ranges, startAfter } from './buffered';

const ranges = (...all: [number, number][]): Ranges => ({
  length: all.length,
  start: (i) => (all[i] as [number, number])[0],
  end: (i) => (all[i] as [number, number])[1],
});
const two = ranges([10, 20], [25, 30]);

test('a moment is held up to the end of its stretch, and a little before its first picture', () => {
  expect([9.94, 9.96, 10, 19.999, 20, 25].map((at) => endOf(two, at))).toEqual([
    undefined,
    20,
    20,
    20,
    undefined,
    30,
  ]);
});

test('the last picture stands for a moment behind its stretch, and for no longer', () => {
  expect([9, 19, 20, 20.99, 21, 24.9, 26, 30.2].map((at) => endBefore(two, at, 1))).toEqual([
    undefined,
    undefined,
    20,
    20,
    undefined,
    undefined,
    undefined,
    30,
  ]);
  expect(endBefore(ranges(), 5, 1)).toBeUndefined();
});

test('what begins soon is gone to, from within the hole or from its very edge', () => {
  expect([9.5, 8, 19.9, 19.95, 24.5, 24, 25].map((at) => startAfter(two, at, 1, 0.08))).toEqual([
    10,
    undefined,
    undefined,
    undefined,
    25,
    undefined,
    undefined,
  ]);
  expect(startAfter(two, 19.95, 6, 0.08)).toBe(25);
  expect(startAfter(two, 19.9, 6, 0.08)).toBeUndefined();
});

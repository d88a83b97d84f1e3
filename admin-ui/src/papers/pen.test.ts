// SPDX-License-Identifier: Apache-2.0
// A signature is more than dots, and stands in the field's own measure wherever the field lies.
import { expect, test } from 'vitest';
import { lacks, type PenStroke, pointIn, sha256Of } from './pen';

const line = (from: [number, number], to: [number, number]): PenStroke => [
  [from[0], from[1], 0],
  [to[0], to[1], 90],
];

test.each<[string, PenStroke[], ReturnType<typeof lacks>]>([
  ['nothing', [], 'empty'],
  ['a stroke without a point', [[]], 'empty'],
  ['a dot', [[[500, 200, 0]]], 'only_dots'],
  ['a slip of the pen', [line([500, 200], [540, 200])], 'only_dots'],
  ['scribbling on one spot', Array.from({ length: 9 }, () => line([500, 200], [540, 200])), 'only_dots'],
  ['a stroke and a dot', [line([400, 100], [400, 230]), [[600, 200, 100]]], 'only_dots'],
  ['two strokes', [line([400, 100], [400, 230]), line([350, 160], [450, 160])], undefined],
])('%s', (_, strokes, lack) => expect(lacks(strokes)).toBe(lack));

test('a point is where the pen is in the field, and never outside of it', () => {
  const box = { left: 100, top: 50, width: 500 };
  expect(pointIn(box, 350, 100, 12.6)).toEqual([500, 100, 13]);
  expect(pointIn(box, 90, 900, -1)).toEqual([0, 400, 0]);
  expect(pointIn(box, 2000, 0, 5)).toEqual([1000, 0, 5]);
});

test('the hash is that of the bytes', async () => {
  const bytes = new TextEncoder().encode('abc');
  expect(await sha256Of(bytes.buffer as ArrayBuffer)).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});

// SPDX-License-Identifier: Apache-2.0
// Two versions beside each other: every line of both appears once, in its place.
import { expect, test } from 'vitest';
import { alignVersions } from './align';

const line = (id: string, text: string, kind: 'question' | 'answer' = 'answer') => ({ id, kind, text });
const rowsOf = (rows: ReturnType<typeof alignVersions>) =>
  rows.map(({ kind, before, after }) => `${kind} ${before?.text ?? ''}>${after?.text ?? ''}`);

test('lines are paired by what they are, wherever others came or went', () => {
  const before = [line('a', '一'), line('b', '二'), line('c', '三')];
  const after = [line('x', '新'), line('a', '一'), line('c', '三改')];
  expect(rowsOf(alignVersions(before as never, after as never))).toEqual([
    'added >新',
    'same 一>一',
    'removed 二>',
    'changed 三>三改',
  ]);
});

test('a line that became another kind has changed though its words have not', () => {
  const rows = alignVersions([line('a', '一', 'question')] as never, [line('a', '一')] as never);
  expect(rows[0]?.kind).toBe('changed');
});

test('lines that were numbered anew are paired by their words', () => {
  const before = [line('a', '一'), line('b', '二'), line('c', '三')];
  const after = [line('x', '一'), line('y', '三'), line('z', '四')];
  expect(rowsOf(alignVersions(before as never, after as never))).toEqual([
    'same 一>一',
    'removed 二>',
    'same 三>三',
    'added >四',
  ]);
});

test('a last line that is gone stands at the end', () => {
  const rows = alignVersions([line('a', '一'), line('b', '二')] as never, [line('a', '一')] as never);
  expect(rowsOf(rows)).toEqual(['same 一>一', 'removed 二>']);
});

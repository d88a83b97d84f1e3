// SPDX-License-Identifier: Apache-2.0
// The line of a moment, and going from mark to mark.
import { expect, test } from 'vitest';
import type { TranscriptMark } from '../api/types';
import { lineAt, marksInOrder, nextMark } from './marks';

const line = (id: string, fromUs: number, preset = false) => ({ id, fromUs, preset });
const mark = (line: string, label: string): TranscriptMark => ({
  line,
  kind: 'pasted',
  label,
  labelEn: label,
  explanation: '',
  explanationEn: '',
});

test('the present line is the one whose typing began last, wherever it stands', () => {
  const lines = [line('a', 100), line('late', 300), line('b', 200), line('template', 150, true)];
  expect(lineAt(lines, 99)).toBeUndefined();
  expect(lineAt(lines, 160)).toBe('a');
  expect(lineAt(lines, 250)).toBe('b');
  expect(lineAt(lines, 300)).toBe('late');
});

test('marks go round in the order of their lines, and marks of lines that are not shown are left out', () => {
  const ordered = marksInOrder(
    [{ id: 'a' }, { id: 'b' }],
    [mark('b', '2'), mark('a', '1'), mark('gone', '3')],
  );
  expect(ordered.map((one) => one.label)).toEqual(['1', '2']);
  expect(nextMark(2, undefined, 1)).toBe(0);
  expect(nextMark(2, undefined, -1)).toBe(1);
  expect(nextMark(2, 1, 1)).toBe(0);
  expect(nextMark(2, 0, -1)).toBe(1);
  expect(nextMark(0, undefined, 1)).toBeUndefined();
});

// SPDX-License-Identifier: Apache-2.0
// Kinds of marks, and the key of each.
import type { Mark } from '../../api/types';

const names = [
  'start',
  'stop',
  'end',
  'moment',
  'evidence_shown',
  'rights_read',
  'reading_and_signing',
  'break_start',
  'break_end',
] as const;

export const knownMark = (kind: string) => names.find((name) => name === kind);

/** The key B means the start of a break, or its end while one is running. */
export function marksByKey(onBreak: boolean): Record<string, Mark['kind']> {
  return {
    M: 'moment',
    E: 'evidence_shown',
    G: 'rights_read',
    S: 'reading_and_signing',
    B: onBreak ? 'break_end' : 'break_start',
  };
}

export function isOnBreak(marks: readonly { kind: string; atUs: number }[]): boolean {
  const breaks = marks.filter(({ kind }) => kind === 'break_start' || kind === 'break_end');
  return breaks.sort((a, b) => b.atUs - a.atUs)[0]?.kind === 'break_start';
}

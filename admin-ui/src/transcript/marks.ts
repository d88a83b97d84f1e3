// SPDX-License-Identifier: Apache-2.0
// Which line belongs to a moment of the recording, and the way from mark to mark.
import type { TranscriptLine, TranscriptMark } from '../api/types';

type Timed = Pick<TranscriptLine, 'id' | 'preset' | 'fromUs'>;

/** The line whose typing began last before the moment; lines of the template that nobody touched have no moment. */
export function lineAt(lines: readonly Timed[], us: number): string | undefined {
  let found: Timed | undefined;
  for (const line of lines) {
    if (line.preset || line.fromUs > us) continue;
    if (!found || line.fromUs >= found.fromUs) found = line;
  }
  return found?.id;
}

/** Marks in the order in which their lines stand. */
export function marksInOrder(
  lines: readonly Pick<TranscriptLine, 'id'>[],
  marks: readonly TranscriptMark[],
): TranscriptMark[] {
  const place = new Map(lines.map((line, at) => [line.id, at]));
  return marks
    .filter((mark) => place.has(mark.line))
    .sort((a, b) => (place.get(a.line) ?? 0) - (place.get(b.line) ?? 0));
}

/** The mark to go to from one of them, round and round. */
export function nextMark(count: number, present: number | undefined, by: 1 | -1): number | undefined {
  if (count === 0) return undefined;
  if (present === undefined) return by === 1 ? 0 : count - 1;
  return (present + by + count) % count;
}

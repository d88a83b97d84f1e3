// SPDX-License-Identifier: Apache-2.0
// Where a moment lies among the stretches that the browser holds. Seconds of media time.

/** In order and without overlaps, as the browser gives them. */
export type Ranges = Pick<TimeRanges, 'length' | 'start' | 'end'>;

/** A position may be a little before the first picture that it shows. */
const beforeS = 0.05;

/** The end of the stretch that a moment lies in. */
export function endOf(ranges: Ranges, atS: number): number | undefined {
  for (let i = 0; i < ranges.length; i++)
    if (atS >= ranges.start(i) - beforeS && atS < ranges.end(i)) return ranges.end(i);
  return undefined;
}

/** The end of the last stretch that ended less than `withinS` before a moment, or just then. */
export function endBefore(ranges: Ranges, atS: number, withinS: number): number | undefined {
  for (let i = ranges.length - 1; i >= 0; i--) {
    const behindS = atS - ranges.end(i);
    if (behindS >= 0) return behindS < withinS ? ranges.end(i) : undefined;
  }
  return undefined;
}

/** The start of the stretch that begins less than `withinS` after a moment in a hole, or at most `edgeS` before the hole. */
export function startAfter(ranges: Ranges, atS: number, withinS: number, edgeS: number): number | undefined {
  for (let i = 0; i < ranges.length; i++) {
    const start = ranges.start(i);
    const holeFrom = i > 0 ? ranges.end(i - 1) - edgeS : 0;
    if (atS < start && atS >= holeFrom && start - atS < withinS) return start;
  }
  return undefined;
}

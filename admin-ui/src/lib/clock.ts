// SPDX-License-Identifier: Apache-2.0
// A legal clock as the page shows it: the centre says limits and facts, the page only lets the seconds pass.
import type { Clock, Tile } from '../api/types';
import { usPerHour } from './time';

export type ClockState = Clock['state'];

export interface ClockView {
  state: ClockState;
  /** Negative when the limit has passed. */
  leftUs: number;
}

/** The last tenth of a limit is shown as "soon", as the rule of the time limits warns at 90 %. */
export function viewClock(
  clock: Pick<Clock, 'endsAtUs' | 'limitH' | 'state' | 'endedAtUs'>,
  nowUs: number,
): ClockView {
  if (clock.state === 'ended') {
    return { state: 'ended', leftUs: clock.endsAtUs - (clock.endedAtUs ?? clock.endsAtUs) };
  }
  const leftUs = clock.endsAtUs - nowUs;
  if (leftUs <= 0) return { state: 'over', leftUs };
  if (clock.state === 'soon' || leftUs <= (clock.limitH * usPerHour) / 10) return { state: 'soon', leftUs };
  return { state: 'ok', leftUs };
}

/** Worst first: records that cannot be read, the least time left, persons without a clock, then by number. */
export function byWorstClock(a: Tile, b: Tile): number {
  const left = (tile: Tile) => {
    if (tile.damaged) return Number.NEGATIVE_INFINITY;
    return tile.clock && tile.clock.state !== 'ended' ? tile.clock.endsAtUs : Number.POSITIVE_INFINITY;
  };
  const difference = left(a) - left(b);
  return Number.isNaN(difference) || difference === 0 ? a.number.localeCompare(b.number) : difference;
}

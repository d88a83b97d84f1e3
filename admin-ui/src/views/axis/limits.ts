// SPDX-License-Identifier: Apache-2.0
// How far the axis of a stay reaches, and the limits of its clocks on it.
import type { Clock, StayDetail } from '../../api/types';
import { usPerMinute } from '../../lib/time';
import type { Span } from '../../media/client';
import type { AxisItem } from './items';

/** A running clock's limit counts, and one of an ended clock that had run over. */
export function limitsOf(clocks: readonly Clock[]): AxisItem[] {
  return clocks
    .filter((clock) => clock.state !== 'ended' || (clock.endedAtUs ?? clock.endsAtUs) > clock.endsAtUs)
    .map((clock) => ({
      key: `limit-${clock.rule}-${clock.startedAtUs}-${clock.total ? 'total' : (clock.basis ?? '')}`,
      lane: 'limit',
      fromUs: clock.endsAtUs,
      lasts: false,
      limitH: clock.limitH,
      ...(clock.total && { total: true }),
      seqs: [],
    }));
}

const shortestUs = 10 * usPerMinute;

/**
 * From arrival to leaving, or to now. What is left until the limit is shown, too, once a quarter of it has passed:
 * sooner it would press the whole stay into the edge.
 */
export function spanOf(detail: StayDetail, nowUs: number): Span {
  const fromUs = detail.tile.arrivedAtUs;
  const reachedUs = Math.max(detail.departedAtUs ?? nowUs, fromUs + shortestUs);
  if (detail.departedAtUs !== undefined) return { fromUs, toUs: reachedUs };
  const limits = detail.clocks
    .filter((clock) => clock.state !== 'ended' && !clock.total && clock.endsAtUs > reachedUs)
    .map((clock) => clock.endsAtUs);
  const limitUs = Math.min(...limits);
  const near = reachedUs - fromUs >= (limitUs - fromUs) / 4;
  return { fromUs, toUs: near && Number.isFinite(limitUs) ? limitUs : reachedUs };
}

// SPDX-License-Identifier: Apache-2.0
// When an entry is held to have happened: a correction of its time is known from the stay, not from the entry itself.
import type { StayDetail, TimelineEvent } from '../../api/types';

/** By seq, of those entries whose moment the stay tells. */
export function momentsOf(detail: StayDetail, events: readonly TimelineEvent[]): Map<number, number> {
  const moments = new Map<number, number>();
  for (const act of detail.acts ?? []) moments.set(act.seq, act.atUs);
  const questionings = new Map(detail.questionings.map((one) => [one.id, one]));
  for (const event of events) {
    const questioning = event.questioningId ? questionings.get(event.questioningId) : undefined;
    const us = momentOf(event.type, detail, questioning);
    if (us !== undefined) moments.set(event.seq, us);
  }
  for (const [seq, us] of correctedCare(detail, events)) moments.set(seq, us);
  return moments;
}

function momentOf(
  type: string,
  detail: StayDetail,
  questioning: StayDetail['questionings'][number] | undefined,
): number | undefined {
  switch (type) {
    case 'PersonArrived':
      return detail.tile.arrivedAtUs;
    case 'PersonDeparted':
      return detail.departedAtUs;
    case 'QuestioningStarted':
      return questioning?.startedAtUs;
    case 'QuestioningEnded':
      return questioning?.endedAtUs;
    default:
      return undefined;
  }
}

/** Care is told by kind and moment alone: what no uncorrected entry says belongs to the corrected ones of its kind. */
function correctedCare(detail: StayDetail, events: readonly TimelineEvent[]): [number, number][] {
  const given = events.filter((event) => event.type === 'CareGiven');
  const corrected = given.filter((event) => event.correctedBy?.length);
  if (corrected.length === 0) return [];
  const left = [...detail.care];
  const take = (fits: (care: (typeof left)[number]) => boolean) => {
    const at = left.findIndex(fits);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  for (const event of given)
    if (!event.correctedBy?.length)
      take((care) => care.atUs === event.happenedUs && care.kind === event.values?.kind);
  return corrected.flatMap((event): [number, number][] => {
    const found = take((care) => care.kind === event.values?.kind);
    return found ? [[event.seq, found.atUs]] : [];
  });
}

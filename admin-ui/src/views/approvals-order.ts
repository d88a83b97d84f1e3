// SPDX-License-Identifier: Apache-2.0
// Which approvals are shown first: what one may decide and is urgent, then the queue by need, then what waits for others.
import type { Approval } from '../api/types';
import type { Tone } from '../components/tone';
import { usPerHour } from '../lib/time';

export interface ApprovalGroups {
  urgent: Approval[];
  queue: Approval[];
  others: Approval[];
}

const byNeed = (a: Approval, b: Approval) => a.neededByUs - b.neededByUs || a.requestedAtUs - b.requestedAtUs;

export function groupApprovals(items: readonly Approval[]): ApprovalGroups {
  const sorted = [...items].sort(byNeed);
  return {
    urgent: sorted.filter((one) => one.mayDecide && one.urgent),
    queue: sorted.filter((one) => one.mayDecide && !one.urgent),
    others: sorted.filter((one) => !one.mayDecide),
  };
}

/** The last hour before it is needed is shown as "soon". */
export function needTone(neededByUs: number, nowUs: number): Tone {
  if (neededByUs <= nowUs) return 'over';
  return neededByUs - nowUs <= usPerHour ? 'soon' : 'ok';
}

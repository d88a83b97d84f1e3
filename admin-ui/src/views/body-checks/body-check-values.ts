// SPDX-License-Identifier: Apache-2.0
// What is open of a sealed camera at a moment, and a wish to look at it as plain values.
import type { BodyChecks, BodyCheckViewInput } from '../../api/types';
import type { Span } from '../../media/client';

export type Opening = BodyChecks['open'][number];

export interface BodyCheckValues {
  stayId?: string;
  fromUs?: number;
  toUs?: number;
  untilUs?: number;
  neededRole: NonNullable<BodyCheckViewInput['neededRole']>;
  reason?: string;
}

export const bodyCheckDeciders: readonly BodyCheckValues['neededRole'][] = ['legal_head', 'bureau_head'];
const aroundCheckUs = 10 * 60_000_000;

/** The opening that shows the moment; else the one that is open longest. */
export function openingAt(open: readonly Opening[], us: number): Opening | undefined {
  const byEnd = [...open].sort((a, b) => b.untilUs - a.untilUs);
  return byEnd.find(({ fromUs, toUs }) => fromUs <= us && us <= toUs) ?? byEnd[0];
}

export type Asked = { number: string; state: 'waiting' | 'refused' | 'over'; approvalId: string };

/** What was asked for and is not open: it waits, was refused, or is over. */
export function askedOf({ open, stays }: BodyChecks): Asked[] {
  const here = new Set(open.map(({ approvalId }) => approvalId));
  return stays.flatMap(({ number, asked }) =>
    asked
      .filter(({ approvalId }) => !here.has(approvalId))
      .map(({ approvalId, state }) => ({
        number,
        approvalId,
        state: state === 'open' ? ('waiting' as const) : state === 'granted' ? ('over' as const) : state,
      })),
  );
}

/** Ten minutes to both sides of the moment, as far as they are in the stretch on the page. */
export function startBodyCheck(stays: BodyChecks['stays'], us: number, span: Span): BodyCheckValues {
  const only = stays.length === 1 ? stays[0] : undefined;
  return {
    stayId: only?.id,
    fromUs: Math.max(span.fromUs, us - aroundCheckUs, only?.arrivedUs ?? 0),
    toUs: Math.min(span.toUs, us + aroundCheckUs),
    neededRole: 'legal_head',
  };
}

export function bodyCheckInput(cameraId: string, values: BodyCheckValues): BodyCheckViewInput {
  const { fromUs = 0, toUs = 0, untilUs, neededRole, reason = '' } = values;
  return {
    cameraId,
    fromUs,
    toUs,
    ...(untilUs === undefined ? {} : { untilUs }),
    neededRole,
    reason: reason.trim(),
  };
}

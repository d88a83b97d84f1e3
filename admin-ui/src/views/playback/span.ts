// SPDX-License-Identifier: Apache-2.0
// Which stretch of time the player holds, and how an address names cameras and a moment.
import { usPerHour, usPerMinute, usPerSecond } from '../../lib/time';
import type { Span } from '../../media/client';

export const aroundUs = usPerHour / 2;
/** What is not written yet cannot be played. */
const writtenAfterUs = 5 * usPerSecond;
export const camerasAtMost = 4;

/** Half an hour to both sides, as far as it is in the past. */
export function spanAround(us: number, nowUs: number): Span {
  const toUs = Math.min(us + aroundUs, nowUs - writtenAfterUs);
  return { fromUs: Math.min(us, toUs) - aroundUs, toUs };
}

/** A questioning with what was just before and after. */
export function spanOfQuestioning(startedUs: number, endedUs: number | undefined, nowUs: number): Span {
  const latestUs = nowUs - writtenAfterUs;
  const toUs = Math.min((endedUs ?? latestUs) + usPerMinute / 2, latestUs);
  return { fromUs: startedUs - usPerMinute / 2, toUs: Math.max(toUs, startedUs) };
}

export function within(us: number, span: Span): number {
  return Math.min(Math.max(us, span.fromUs), span.toUs);
}

/** Microseconds since 1970, as the address has them; anything else is no moment. */
export function momentOf(text: string | null): number | undefined {
  if (!text || !/^\d{15,16}$/.test(text)) return undefined;
  return Number(text);
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function cameraIdsOf(text: string | null): string[] {
  const ids = (text ?? '').split(',').filter((one) => uuid.test(one));
  return [...new Set(ids)].slice(0, camerasAtMost);
}

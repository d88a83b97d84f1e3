// SPDX-License-Identifier: Apache-2.0
// What the receiver said, as the contract takes it. People say minutes; the record knows the exact moment.
import type { HandedPerson, Handover, HandoverAcceptance } from '../api/types';
import { usPerMinute } from '../lib/time';

export interface Said {
  riskLevel?: number;
  clockEndsAtUs?: number;
}

type AtRisk = Handover['persons'];

export function isComplete(atRisk: AtRisk, said: Record<string, Said>): boolean {
  return atRisk.every((person) => said[person.stayId]?.riskLevel !== undefined);
}

export function exactClock(persons: readonly HandedPerson[], stayId: string): number | undefined {
  return persons.find((person) => person.tile.stayId === stayId)?.clockEndsAtUs;
}

/** A minute that is the right one stands for the exact moment; a wrong one is sent as it was said. */
export function saidOf(
  atRisk: AtRisk,
  said: Record<string, Said>,
  clockOf: (stayId: string) => number | undefined,
): HandoverAcceptance['readBack'] {
  return atRisk.map(({ stayId }) => {
    const { riskLevel = 0, clockEndsAtUs } = said[stayId] ?? {};
    const exact = clockOf(stayId);
    const same =
      clockEndsAtUs !== undefined &&
      exact !== undefined &&
      Math.floor(exact / usPerMinute) === Math.floor(clockEndsAtUs / usPerMinute);
    return { stayId, riskLevel, clockEndsAtUs: same ? exact : clockEndsAtUs };
  });
}

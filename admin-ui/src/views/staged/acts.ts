// SPDX-License-Identifier: Apache-2.0
// Staged acts: which one is under way and how far, what was done how often, and what to do next.
import type { TFunction } from 'i18next';
import type { StagedAct } from '../../api/watching-types';
import { usPerMinute, usPerSecond } from '../../lib/time';
import { staged as texts } from '../../messages/zh/staged';

/** So many acts make a camera's own figures. */
export const neededActs = 10;
/** So long after its announcement the centre still takes "it is so now". */
const announcedForUs = 15 * usPerMinute;
/** So long after "it is so now" the checks may take. */
export const seenWithinUs = 30 * usPerSecond;

type Act = keyof typeof texts.acts;
const known = (act: string): act is Act => act in texts.acts;

export const actText = (t: TFunction, act: string): string => (known(act) ? t(`staged.acts.${act}`) : act);
export const howText = (t: TFunction, act: string): string => (known(act) ? t(`staged.how.${act}`) : act);
export const backText = (t: TFunction, act: string): string => (known(act) ? t(`staged.back.${act}`) : act);

/** Only what was really done says anything about the checks. */
export const counts = ({ result, doneUs }: StagedAct): boolean =>
  doneUs !== null && (result === 'seen' || result === 'missed');

/** Announced, and neither done nor given up while there was time. */
export const lapsed = ({ doneUs, announcedUs }: StagedAct, nowUs: number): boolean =>
  doneUs === null && nowUs > announcedUs + announcedForUs;

/**
 * The newest that is not over: of one's own until it is undone, or said to be, also when it was seen and never said to be
 * so; of another while the checks may still see it.
 */
export function underWay(items: readonly StagedAct[], me: string, nowUs: number): StagedAct | undefined {
  const goesOn = (one: StagedAct) =>
    one.by.id === me
      ? one.endedUs === null && (!lapsed(one, nowUs) || one.result === 'seen')
      : one.result === 'announced' || one.result === 'waiting';
  return items
    .filter((one) => one.result !== 'cancelled' && goesOn(one))
    .sort((a, b) => b.announcedUs - a.announcedUs)[0];
}

export type Phase = 'announced' | 'waiting' | 'over' | 'lapsed';

export function phaseOf(act: StagedAct, nowUs: number): Phase {
  const { doneUs, result } = act;
  if (doneUs === null) return lapsed(act, nowUs) ? 'lapsed' : 'announced';
  return result === 'announced' || result === 'waiting' ? 'waiting' : 'over';
}

export interface Tally {
  act: string;
  acts: number;
  seen: number;
}

/** What is offered, the least tried first; otherwise in the centre's order. */
export function tally(offered: readonly string[], items: readonly StagedAct[]): Tally[] {
  return offered
    .map((act) => {
      const done = items.filter((one) => one.act === act && counts(one));
      return { act, acts: done.length, seen: done.filter(({ result }) => result === 'seen').length };
    })
    .sort((a, b) => a.acts - b.acts);
}

/** Whole seconds that are left, never below nothing. */
export const secondsLeft = (doneUs: number, nowUs: number): number =>
  Math.max(0, Math.ceil((doneUs + seenWithinUs - nowUs) / usPerSecond));

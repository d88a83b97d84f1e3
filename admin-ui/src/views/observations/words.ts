// SPDX-License-Identifier: Apache-2.0
// What was seen, in words: kinds and their groups, how sure, how long. What this page does not know keeps its own name.
import type { TFunction } from 'i18next';
import type { Observation, ObservationVerdict, ZoneKind } from '../../api/watching-types';
import type { Tone } from '../../components/tone';
import { beijing, lengthText, usPerSecond } from '../../lib/time';
import { observations as texts } from '../../messages/zh/observations';

type Kind = keyof typeof texts.kinds;
type Group = keyof typeof texts.groups;

export const groupsInOrder = Object.keys(texts.groups) as Group[];
export const verdicts = ['confirmed', 'false', 'unclear'] as const satisfies ObservationVerdict[];
export const verdictTones: Record<ObservationVerdict, Tone> = {
  confirmed: 'over',
  false: 'ended',
  unclear: 'quiet',
};

/** Which kinds belong to which group, as the pages offer them before the centre has said so. */
export const kindsOf: Record<Group, readonly Kind[]> = {
  persons: ['seat_empty'],
  position: ['lying', 'motionless', 'standing_over'],
  health: [
    'covered',
    'defocused',
    'sprayed',
    'moved',
    'turned_away',
    'dark',
    'blinded',
    'frozen',
    'no_pictures',
    'colour_lost',
    'replayed',
    'slow',
  ],
  clock: ['clock_missing', 'clock_wrong', 'clock_backwards', 'display_missing', 'display_wrong'],
  composition: ['person_small', 'front_hidden', 'officers_out', 'clock_covered'],
  sound: ['sound_missing', 'silent', 'clipping', 'hum', 'quiet', 'sound_stopped'],
  guard: ['post_empty', 'post_motionless', 'unguarded'],
  burst: ['burst'],
};

export const kindText = (t: TFunction, kind: string): string =>
  kind in texts.kinds ? t(`observations.kinds.${kind as Kind}`) : kind;

export const groupText = (t: TFunction, group: string): string =>
  group in texts.groups ? t(`observations.groups.${group as Group}`) : group;

export const zoneText = (t: TFunction, kind: ZoneKind | string): string =>
  kind in texts.zones ? t(`observations.zones.${kind as ZoneKind}`) : kind;

export type Sureness = 'high' | 'good' | 'low' | 'poor';

export function sureness(confidenceMilli: number): Sureness {
  if (confidenceMilli >= 900) return 'high';
  if (confidenceMilli >= 700) return 'good';
  return confidenceMilli >= 500 ? 'low' : 'poor';
}

/** How long it lasted, or lasts by now. */
export function lengthOf({ fromUs, toUs }: Observation, nowUs: number, t: TFunction): string {
  if (toUs !== null) return lengthText(Math.max(0, toUs - fromUs), t);
  return t('observations.since', { time: lengthText(Math.max(0, nowUs - fromUs), t) });
}

/** The measured value, where it says something by itself. */
export function valueText({ kind, value }: Observation, t: TFunction): string | undefined {
  if (kind !== 'clock_wrong' || value === 0) return undefined;
  const secs = (Math.abs(value) / 1_000).toFixed(1);
  return t(value > 0 ? 'observations.clockAhead' : 'observations.clockBehind', { secs });
}

const beforeUs = 5 * usPerSecond;

/** The page of recordings, at the camera and a little before. */
export const playbackOf = (cameraId: string, us: number): string =>
  `/playback?cameras=${cameraId}&at=${Math.round(us - beforeUs)}`;

/**
 * Who never moves may be a picture of a person, a mirror or a screen: the page of the camera's zones, with a mask where
 * that was seen. Undefined where it can be no such thing.
 */
export function maskOf({ camera, kind, detail }: Observation): string | undefined {
  const box = ['left', 'top', 'right', 'bottom'].map((side) => detail[side]);
  if (kind !== 'motionless' || !box.every((side) => typeof side === 'number')) return undefined;
  return `/admin/cameras/${camera.id}/watching?view=edit&mask=${box.join('-')}`;
}

const rank = (one: Observation) => (one.toUs === null ? 0 : 1);

/** What goes on stands first, then the newest. */
export const inOrder = (list: readonly Observation[]): Observation[] =>
  [...list].sort((a, b) => rank(a) - rank(b) || b.fromUs - a.fromUs);

/**
 * The rows of a page: those going on before the others, each once. What was judged here stays in its place although a
 * filter would let it go, so that another verdict can follow; the newest verdict known is shown.
 */
export function rowsOf(
  open: readonly Observation[],
  page: readonly Observation[],
  judged: ReadonlyMap<string, Observation>,
): Observation[] {
  const rows = new Map([...open, ...page, ...judged.values()].map((one) => [one.id, one]));
  for (const one of [...open, ...page]) {
    const here = judged.get(one.id);
    const newer = here && (here.verdict?.atUs ?? 0) >= (one.verdict?.atUs ?? 0);
    // Only the verdict: that it has ended meanwhile is told by the list.
    rows.set(one.id, newer ? { ...one, verdict: here.verdict } : one);
  }
  return inOrder([...rows.values()]);
}

/** The rows as a table for the file: what is on the page, with times in full. */
export function exportOf(rows: readonly Observation[], t: TFunction): string[][] {
  const head = [
    t('observations.what'),
    t('observations.facts.rule'),
    t('observations.facts.place'),
    t('observations.facts.camera'),
    t('observations.facts.began'),
    t('observations.facts.ended'),
    t('observations.sure'),
    t('observations.verdict'),
    t('observations.note'),
  ];
  const body = rows.map((one) => [
    kindText(t, one.kind),
    one.rule ?? '',
    one.room.name,
    one.camera.name,
    beijing(one.fromUs),
    one.toUs === null ? t('observations.lasting') : beijing(one.toUs),
    t(`observations.confidence.${sureness(one.confidenceMilli)}`),
    t(`observations.verdicts.${one.verdict?.verdict ?? 'none'}`),
    one.verdict?.note ?? '',
  ]);
  return [head, ...body];
}

// SPDX-License-Identifier: Apache-2.0
// The way of a person through the rooms, and what happened on it, as the playback page shows them.
import type { Camera, Finding, NamedId, TimelineEvent } from '../../api/types';

export interface Place {
  room: NamedId;
  fromUs: number;
  /** Nothing: there still. */
  toUs: number | undefined;
}

/** Every event that names a room says where the person was from then on. */
export function placesOf(events: readonly TimelineEvent[], leftAtUs?: number): Place[] {
  const places: Place[] = [];
  for (const event of inOrder(events)) {
    const last = places.at(-1);
    if (!event.room || last?.room.id === event.room.id) continue;
    if (last) last.toUs = event.happenedUs;
    places.push({ room: event.room, fromUs: event.happenedUs, toUs: undefined });
  }
  const last = places.at(-1);
  if (last && leftAtUs !== undefined) last.toUs = Math.max(leftAtUs, last.fromUs);
  return places;
}

export function inOrder(events: readonly TimelineEvent[]): TimelineEvent[] {
  return [...events].sort(
    (a, b) => a.happenedUs - b.happenedUs || a.enteredUs - b.enteredUs || a.seq - b.seq,
  );
}

export function placeAt(places: readonly Place[], us: number): Place | undefined {
  const began = places.filter((place) => place.fromUs <= us).at(-1);
  return began && (began.toUs === undefined || us < began.toUs) ? began : undefined;
}

/** Where to begin: at the moment that was asked for, otherwise in the first place that has a camera. */
export function firstSeen(places: readonly Place[], cameras: readonly Camera[]): Place | undefined {
  return places.find((place) => camerasOf(place.room.id, cameras).length > 0);
}

export function camerasOf(roomId: string, cameras: readonly Camera[]): Camera[] {
  return cameras.filter((camera) => camera.room.id === roomId && camera.sight.playback);
}

export interface Happening {
  atUs: number;
  kind: 'event' | 'finding' | 'mark';
  label: string;
  labelEn: string;
  about?: string;
  link?: string;
}

export function happeningsOf(events: readonly TimelineEvent[], findings: readonly Finding[]): Happening[] {
  const happened = events.map(
    (event): Happening => ({
      atUs: event.happenedUs,
      kind: 'event',
      label: event.label,
      labelEn: event.labelEn,
      about: event.room?.name,
    }),
  );
  const found = findings.map(
    (finding): Happening => ({
      atUs: finding.atUs,
      kind: 'finding',
      label: finding.title,
      labelEn: finding.titleEn,
      about: finding.room?.name,
      link: `/reviews/${finding.id}`,
    }),
  );
  return [...happened, ...found].sort((a, b) => a.atUs - b.atUs);
}

/** The last that has begun. */
export function happeningAt(happenings: readonly Happening[], us: number): number {
  return happenings.filter((one) => one.atUs <= us).length - 1;
}

// SPDX-License-Identifier: Apache-2.0
// What lasts in a stay: where the person was, and what one entry began and another one ended.
import type { SpellKind, TimelineEvent } from '../../api/types';
import type { Placed } from './items';

export interface Lasting {
  lane: 'room' | 'spell';
  fromUs: number;
  toUs?: number;
  began: TimelineEvent;
  ended?: TimelineEvent;
  room?: string;
  spell?: SpellKind;
}

const spellOf: Readonly<Record<string, readonly [SpellKind, 'begins' | 'ends']>> = {
  AbsenceBegan: ['absence', 'begins'],
  AbsenceEnded: ['absence', 'ends'],
  SoberingBegan: ['sobering', 'begins'],
  SoberingEnded: ['sobering', 'ends'],
  VisitBegan: ['visit', 'begins'],
  VisitEnded: ['visit', 'ends'],
  WatchBegan: ['watch', 'begins'],
  WatchEnded: ['watch', 'ends'],
  RestraintApplied: ['restraint', 'begins'],
  RestraintRemoved: ['restraint', 'ends'],
  IncidentReported: ['incident', 'begins'],
  IncidentClosed: ['incident', 'ends'],
};

/** A room lasts until the next one, until the person is taken out, or until the person leaves. */
export function roomsOf(placed: readonly Placed[], departedAtUs: number | undefined): Lasting[] {
  const moves = placed.filter(
    ({ event }) => (event.type === 'PersonPlaced' || event.type === 'QuestioningStarted') && event.room,
  );
  return moves.flatMap(({ event, atUs }, index) => {
    const ends = [
      moves[index + 1]?.atUs,
      placed.find((other) => other.event.type === 'AbsenceBegan' && other.atUs >= atUs)?.atUs,
      departedAtUs,
    ].filter((us) => us !== undefined);
    const toUs = ends.length > 0 ? Math.min(...ends) : undefined;
    // A place that was left at once, or is told of a time after leaving, is no stretch; its entry stays a mark.
    if (!event.room || (toUs !== undefined && toUs <= atUs)) return [];
    return [
      {
        lane: 'room' as const,
        fromUs: atUs,
        ...(toUs !== undefined && { toUs }),
        began: event,
        room: event.room.name,
      },
    ];
  });
}

/** An end closes what of its kind began last and is still open; an end without a beginning stays a mark. */
export function spellsOf(placed: readonly Placed[]): Lasting[] {
  const all: Lasting[] = [];
  for (const { event, atUs } of placed) {
    const [kind, does] = spellOf[event.type] ?? [];
    if (kind && does === 'begins') all.push({ lane: 'spell', fromUs: atUs, began: event, spell: kind });
    if (!kind || does !== 'ends') continue;
    const open = all.filter((spell) => spell.spell === kind && !spell.ended).at(-1);
    if (open) Object.assign(open, { ended: event, toUs: atUs });
  }
  return all;
}

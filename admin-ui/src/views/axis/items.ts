// SPDX-License-Identifier: Apache-2.0
// What stands on the axis of a stay: every entry of its timeline once, its findings, and the limits of its clocks.
import type { CareKind, SpellKind, StayDetail, TimelineEvent } from '../../api/types';
import { limitsOf } from './limits';
import { type Lasting, roomsOf, spellsOf } from './spans';

/** From above. */
export const lanes = ['limit', 'room', 'questioning', 'spell', 'care', 'entry', 'finding'] as const;
export type Lane = (typeof lanes)[number];

export interface AxisItem {
  key: string;
  lane: Lane;
  fromUs: number;
  /** Of what lasts: its end; nothing while it goes on, or where no end was entered. */
  toUs?: number;
  lasts: boolean;
  /** The name that the centre gives; where the page has a word of its own, that one is shown. */
  name?: { zh: string; en: string };
  spell?: SpellKind;
  care?: CareKind;
  by?: string;
  endedBy?: string;
  /** The entries that it is made of; the first one is opened. */
  seqs: number[];
  late?: boolean;
  corrected?: boolean;
  questioningId?: string;
  ordinal?: number;
  questioningKind?: 'interrogation' | 'questioning';
  findingId?: string;
  limitH?: number;
  total?: boolean;
  provisional?: boolean;
}

/** An entry with the moment at which it is held to have happened, corrections included. */
export interface Placed {
  event: TimelineEvent;
  atUs: number;
}

/** All items in the order of time; a late entry stands where it happened, not where it was entered. */
export function itemsOf(detail: StayDetail, events: readonly TimelineEvent[]): AxisItem[] {
  const placed = inFoldOrder(events);
  const rooms = roomsOf(placed, detail.departedAtUs);
  const spells = spellsOf(placed);
  const questionings = questioningsOf(detail, placed);
  const bands = [...rooms, ...spells].map(bandOf);
  const told = new Set([...bands, ...questionings].flatMap((item) => item.seqs));
  const marks = placed.filter(({ event }) => !told.has(event.seq)).map(markOf);
  return [...bands, ...questionings, ...marks, ...findingsOf(detail), ...limitsOf(detail.clocks)].sort(
    (a, b) =>
      a.fromUs - b.fromUs ||
      lanes.indexOf(a.lane) - lanes.indexOf(b.lane) ||
      (a.seqs[0] ?? 0) - (b.seqs[0] ?? 0),
  );
}

/** As the centre folds them: by when they happened, then by when they were entered. */
function inFoldOrder(events: readonly TimelineEvent[]): Placed[] {
  return events
    .map((event) => ({ event, atUs: event.correctedHappenedUs ?? event.happenedUs }))
    .sort((a, b) => a.atUs - b.atUs || a.event.enteredUs - b.event.enteredUs || a.event.seq - b.event.seq);
}

const nameOf = (event: TimelineEvent) => ({ zh: event.label, en: event.labelEn });

const marksOf = (events: readonly TimelineEvent[]) => ({
  ...(events.some((event) => event.late) && { late: true }),
  ...(events.some((event) => event.correctedBy?.length) && { corrected: true }),
});

function bandOf(lasting: Lasting): AxisItem {
  const { began, ended } = lasting;
  const events = ended ? [began, ended] : [began];
  return {
    key: `${lasting.lane}-${began.seq}`,
    lane: lasting.lane,
    fromUs: lasting.fromUs,
    ...(lasting.toUs !== undefined && { toUs: lasting.toUs }),
    lasts: true,
    name: lasting.room ? { zh: lasting.room, en: lasting.room } : nameOf(began),
    ...(lasting.spell && { spell: lasting.spell }),
    by: began.actor.name,
    ...(ended && { endedBy: ended.actor.name }),
    seqs: events.map((event) => event.seq),
    ...marksOf(events),
  };
}

function questioningsOf(detail: StayDetail, placed: readonly Placed[]): AxisItem[] {
  return detail.questionings.map((questioning) => {
    const of = (type: string) =>
      placed.find(({ event }) => event.type === type && event.questioningId === questioning.id)?.event;
    const began = of('QuestioningStarted');
    const ended = of('QuestioningEnded');
    const events = [began, ended].filter((event) => event !== undefined);
    return {
      key: `questioning-${questioning.id}`,
      lane: 'questioning',
      fromUs: questioning.startedAtUs,
      ...(questioning.endedAtUs !== undefined && { toUs: questioning.endedAtUs }),
      lasts: true,
      questioningId: questioning.id,
      ordinal: questioning.ordinal,
      questioningKind: questioning.kind,
      name: { zh: questioning.room.name, en: questioning.room.name },
      ...(began && { by: began.actor.name }),
      ...(ended && { endedBy: ended.actor.name }),
      seqs: events.map((event) => event.seq),
      ...marksOf(events),
    };
  });
}

function markOf({ event, atUs }: Placed): AxisItem {
  const care = careOf(event);
  return {
    key: `entry-${event.seq}`,
    lane: care ? 'care' : 'entry',
    fromUs: atUs,
    lasts: false,
    name: nameOf(event),
    ...(care && { care }),
    by: event.actor.name,
    seqs: [event.seq],
    ...marksOf([event]),
  };
}

const careKinds: readonly string[] = ['meal', 'water', 'toilet', 'rest', 'medicine', 'check'];

/** What care an entry tells of, by its correction where there is one. */
export function careOf(event: TimelineEvent): CareKind | undefined {
  if (event.type === 'CheckMade') return 'check';
  if (event.type !== 'CareGiven') return undefined;
  const kind = event.values?.kind ?? event.details.find((detail) => detail.label === 'kind')?.value;
  return typeof kind === 'string' && careKinds.includes(kind) ? (kind as CareKind) : undefined;
}

function findingsOf(detail: StayDetail): AxisItem[] {
  return detail.findings.map((finding) => ({
    key: `finding-${finding.id}`,
    lane: 'finding',
    fromUs: finding.atUs,
    lasts: false,
    name: { zh: finding.title, en: finding.titleEn },
    findingId: finding.id,
    seqs: [],
    ...(finding.provisional && { provisional: true }),
  }));
}

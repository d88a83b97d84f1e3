// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { Clock, StayDetail, TimelineEvent } from '../../api/types';
import { usPerHour as hour, usPerMinute as minute } from '../../lib/time';
import { axisTicks } from '../../media/time-maths';
import { tickLabel } from './axis-ticks';
import { shapeOfAll } from './item-words';
import { careOf, itemsOf } from './items';
import { beyondOf, groupsOf, nextItem, rowsOf, shownLanes } from './layout';
import { limitsOf, spanOf } from './limits';
import { momentAt, scaleOf } from './scale';

// 2026-11-24 09:00 in Beijing
const arrived = Date.UTC(2026, 10, 24, 1) * 1000;
const room = (name: string) => ({ id: name, name });

function event(
  seq: number,
  type: string,
  happenedUs: number,
  more: Partial<TimelineEvent> = {},
): TimelineEvent {
  return {
    seq,
    type,
    label: type,
    labelEn: type,
    happenedUs,
    enteredUs: happenedUs,
    late: false,
    actor: { id: 'a', name: `员${seq}` },
    hash: '',
    details: [],
    ...more,
  };
}

const clock = (more: Partial<Clock> = {}): Clock => ({
  rule: 'TIME-01',
  source: '',
  sourceEn: '',
  startedAtUs: arrived,
  startFact: 'arrival_report',
  limitH: 8,
  endsAtUs: arrived + 8 * hour,
  state: 'ok',
  explanation: '',
  explanationEn: '',
  ...more,
});

function stay(more: Partial<StayDetail> = {}): StayDetail {
  return {
    tile: { arrivedAtUs: arrived } as StayDetail['tile'],
    acts: [],
    care: [],
    clocks: [],
    findings: [],
    questionings: [],
    ...more,
  } as StayDetail;
}

const arrival = event(1, 'PersonArrived', arrived);
const brief = (items: ReturnType<typeof itemsOf>) =>
  items.map(({ lane, fromUs, toUs }) => [
    lane,
    (fromUs - arrived) / minute,
    toUs && (toUs - arrived) / minute,
  ]);

describe('the items of a stay', () => {
  test('of an empty one are none, of one entry one', () => {
    expect(itemsOf(stay(), [])).toEqual([]);
    expect(itemsOf(stay(), [arrival])).toMatchObject([
      { key: 'entry-1', lane: 'entry', fromUs: arrived, by: '员1', seqs: [1], name: { zh: 'PersonArrived' } },
    ]);
  });

  test('a room lasts until the next one, an absence, or leaving; what is no stretch stays a mark', () => {
    const events = [
      event(2, 'PersonPlaced', arrived + 5 * minute, { room: room('候问室1') }),
      event(3, 'PersonPlaced', arrived + 30 * minute, { room: room('候问室2') }),
      event(4, 'AbsenceBegan', arrived + 60 * minute),
      event(5, 'AbsenceEnded', arrived + 90 * minute),
      event(6, 'PersonPlaced', arrived + 95 * minute, { room: room('候问室1') }),
      event(7, 'PersonDeparted', arrived + 120 * minute),
      event(8, 'PersonPlaced', arrived + 125 * minute, { room: room('候问室3') }),
    ];
    expect(brief(itemsOf(stay({ departedAtUs: arrived + 120 * minute }), events))).toEqual([
      ['room', 5, 30],
      ['room', 30, 60],
      ['spell', 60, 90],
      ['room', 95, 120],
      ['entry', 120, undefined],
      ['entry', 125, undefined],
    ]);
  });

  test('a questioning is a band of its own and moves the person into its room', () => {
    const questioning = {
      id: 'q',
      room: room('讯问室1'),
      ordinal: 1,
      kind: 'interrogation',
      startedAtUs: arrived + 10 * minute,
    } as StayDetail['questionings'][number];
    const events = [
      event(2, 'QuestioningStarted', arrived + 10 * minute, { questioningId: 'q', room: room('讯问室1') }),
      event(3, 'CareGiven', arrived + 20 * minute, { details: [said('kind', 'water')], questioningId: 'q' }),
    ];
    const items = itemsOf(stay({ questionings: [questioning] }), events);
    expect(items.map((item) => [item.lane, item.lasts, item.toUs])).toEqual([
      ['room', true, undefined],
      ['questioning', true, undefined],
      ['care', false, undefined],
    ]);
    expect(items[1]).toMatchObject({ questioningId: 'q', by: '员2', seqs: [2] });
  });

  test('an end closes what began last of its kind; an end alone stays a mark', () => {
    const events = [
      event(1, 'VisitEnded', arrived + minute),
      event(2, 'WatchBegan', arrived + 2 * minute),
      event(3, 'RestraintApplied', arrived + 3 * minute),
      event(4, 'RestraintRemoved', arrived + 9 * minute),
    ];
    const items = itemsOf(stay(), events);
    expect(items.map((item) => [item.lane, item.spell, item.seqs, item.endedBy])).toEqual([
      ['entry', undefined, [1], undefined],
      ['spell', 'watch', [2], undefined],
      ['spell', 'restraint', [3, 4], '员4'],
    ]);
  });

  test('late entries stand where they happened and say so', () => {
    const late = event(9, 'CheckMade', arrived + 10 * minute, { enteredUs: arrived + 5 * hour, late: true });
    const items = itemsOf(stay(), [event(2, 'CheckMade', arrived + 60 * minute), late]);
    expect(items.map((item) => [item.seqs[0], item.late])).toEqual([
      [9, true],
      [2, undefined],
    ]);
  });

  test('a late move cuts the room before it', () => {
    const events = [
      event(2, 'PersonPlaced', arrived, { room: room('A') }),
      event(3, 'PersonPlaced', arrived + 60 * minute, { room: room('B') }),
      event(4, 'PersonPlaced', arrived + 30 * minute, { room: room('C'), enteredUs: arrived + 3 * hour }),
    ];
    expect(brief(itemsOf(stay(), events))).toEqual([
      ['room', 0, 30],
      ['room', 30, 60],
      ['room', 60, undefined],
    ]);
  });

  test('a corrected time is the one that holds', () => {
    const meal = (seq: number, at: number, more = {}) =>
      event(seq, 'CareGiven', arrived + at * minute, { values: { kind: 'meal' }, ...more });
    const events = [
      event(2, 'CheckMade', arrived + minute, {
        correctedBy: [5],
        correctedHappenedUs: arrived + 7 * minute,
      }),
      meal(3, 20),
      meal(4, 55, { correctedBy: [6], correctedHappenedUs: arrived + 40 * minute }),
    ];
    const items = itemsOf(stay(), events);
    expect(items.map((item) => [item.seqs[0], (item.fromUs - arrived) / minute, item.corrected])).toEqual([
      [2, 7, true],
      [3, 20, undefined],
      [4, 40, true],
    ]);
  });

  test('a placement whose time was corrected begins, and cuts the room before it, at its right time', () => {
    const events = [
      event(2, 'PersonPlaced', arrived + 5 * minute, { room: room('候问室1') }),
      event(3, 'PersonPlaced', arrived + 30 * minute, {
        room: room('候问室2'),
        correctedBy: [4],
        correctedHappenedUs: arrived + 20 * minute,
      }),
    ];
    const items = itemsOf(stay(), events);
    expect(brief(items)).toEqual([
      ['room', 5, 20],
      ['room', 20, undefined],
    ]);
    expect(items[1]).toMatchObject({ seqs: [3], corrected: true });
  });

  test('care is told by its corrected kind; what the page does not know is an entry', () => {
    expect(careOf(event(1, 'CareGiven', 0, { details: [said('kind', 'meal')] }))).toBe('meal');
    expect(
      careOf(event(1, 'CareGiven', 0, { details: [said('kind', 'meal')], values: { kind: 'water' } })),
    ).toBe('water');
    expect(careOf(event(1, 'CareGiven', 0, { details: [said('kind', 'walk')] }))).toBeUndefined();
  });

  test('a finding stands at its second', () => {
    const finding = {
      id: 'f',
      title: '超时',
      titleEn: 'Over',
      atUs: arrived + 61_000_000,
      provisional: true,
    };
    expect(itemsOf(stay({ findings: [finding] as StayDetail['findings'] }), [])).toMatchObject([
      { lane: 'finding', fromUs: arrived + 61_000_000, findingId: 'f', provisional: true },
    ]);
  });

  test('of 250 entries none is lost', () => {
    const kinds = ['CheckMade', 'PersonPlaced', 'AttendeeJoined', 'WatchBegan', 'WatchEnded', 'CareGiven'];
    const events = Array.from({ length: 250 }, (_, at) =>
      event(at + 1, kinds[at % kinds.length] ?? '', arrived + ((at * 37) % 250) * minute, {
        room: room(`R${at}`),
      }),
    );
    const items = itemsOf(stay(), events);
    expect(new Set(items.flatMap((item) => item.seqs)).size).toBe(250);
    expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
    const times = items.map((item) => item.fromUs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

const said = (label: string, value: string) => ({ label, labelEn: label, value });

describe('the stretch of the axis', () => {
  test('reaches from arrival to leaving, whatever the clocks say', () => {
    const gone = stay({ departedAtUs: arrived + 3 * hour, clocks: [clock()] });
    expect(spanOf(gone, arrived + 9 * hour)).toEqual({ fromUs: arrived, toUs: arrived + 3 * hour });
  });
  test('is never too short to be read', () => {
    expect(spanOf(stay(), arrived)).toEqual({ fromUs: arrived, toUs: arrived + 10 * minute });
  });
  test('shows the limit once a quarter of it has passed', () => {
    const here = stay({ clocks: [clock(), clock({ total: true, endsAtUs: arrived + 24 * hour })] });
    expect(spanOf(here, arrived + hour).toUs).toBe(arrived + hour);
    expect(spanOf(here, arrived + 2 * hour).toUs).toBe(arrived + 8 * hour);
    expect(spanOf(here, arrived + 9 * hour).toUs).toBe(arrived + 9 * hour);
  });
  test('leaves out limits of clocks that had ended in time', () => {
    const ended = clock({ state: 'ended', endedAtUs: arrived + 2 * hour });
    const over = clock({ rule: 'TIME-02', state: 'ended', endedAtUs: arrived + 9 * hour });
    expect(limitsOf([ended, over]).map((item) => item.key)).toEqual([`limit-TIME-02-${arrived}-`]);
  });
});

describe('the places on the axis', () => {
  const span = { fromUs: arrived, toUs: arrived + 8 * hour };
  const marks = (...minutes: number[]) =>
    itemsOf(
      stay(),
      minutes.map((at, index) => event(index + 1, 'CheckMade', arrived + at * minute)),
    );

  test('what was told to have happened before arrival stands at the edge', () => {
    const [before, inside, after] = marks(-90, 10, 9 * 60);
    const x = scaleOf(span, 800);
    expect(before && [x(before.fromUs), beyondOf(before, span)]).toEqual([0, 'before']);
    expect(inside && beyondOf(inside, span)).toBeUndefined();
    expect(after && [x(after.fromUs), beyondOf(after, span)]).toEqual([800, 'after']);
  });
  test('what lasts into the stay is not beyond it', () => {
    const [watch] = itemsOf(stay(), [event(1, 'WatchBegan', arrived - minute)]);
    expect(watch && beyondOf(watch, span)).toBeUndefined();
  });
  test('a share of the width is a moment, and back', () => {
    expect(momentAt(span, 0.25)).toBe(arrived + 2 * hour);
    expect(scaleOf(span, 800)(momentAt(span, 0.25))).toBe(200);
    expect(momentAt(span, 2)).toBe(span.toUs);
  });
  test('what overlaps goes into rows, what follows stays in one', () => {
    const spells = itemsOf(stay(), [
      event(1, 'WatchBegan', arrived),
      event(2, 'RestraintApplied', arrived + 5 * minute),
      event(3, 'RestraintRemoved', arrived + 9 * minute),
      event(4, 'VisitBegan', arrived + 10 * minute),
    ]);
    expect(rowsOf(spells, span.toUs).map((row) => row.map((item) => item.spell))).toEqual([
      ['watch'],
      ['restraint', 'visit'],
    ]);
  });
  test('marks on the same spot are one group, and no spot covers another or leaves the width', () => {
    const x = scaleOf(span, 480);
    const groups = groupsOf(marks(0, 5, 24, 30, 60, 479), x, 480);
    expect(groups.map((group) => [group.left, group.items.length])).toEqual([
      [0, 2],
      [16, 2],
      [52, 1],
      [464, 1],
    ]);
  });
  test('a spot of one kind has its shape, a spot of several one of its own', () => {
    const [check, late] = itemsOf(stay(), [
      event(1, 'CheckMade', arrived),
      event(2, 'RiskAssessed', arrived + minute, { late: true }),
    ]);
    if (!check || !late) throw new Error('items are missing');
    expect([shapeOfAll([check, check]), shapeOfAll([late]), shapeOfAll([check, late])]).toEqual([
      '✓',
      '◇',
      '▤',
    ]);
  });
  test('250 marks take no more spots than the width has', () => {
    const groups = groupsOf(
      marks(...Array.from({ length: 250 }, (_, at) => at * 1.9)),
      scaleOf(span, 800),
      800,
    );
    expect(groups.length).toBeLessThanOrEqual(800 / 16);
    expect(groups.flatMap((group) => group.items)).toHaveLength(250);
  });
  test('arrow keys go by time, and up and down to the nearest of the next row', () => {
    const items = itemsOf(stay(), [
      arrival,
      event(2, 'CheckMade', arrived + 10 * minute),
      event(3, 'CheckMade', arrived + 50 * minute),
      event(4, 'RiskAssessed', arrived + 45 * minute),
    ]);
    const [first, check, risk, last] = items;
    if (!first || !check || !risk || !last) throw new Error('items are missing');
    expect(shownLanes(items)).toEqual(['care', 'entry']);
    expect(nextItem(items, check, 'ArrowRight')).toBe(risk);
    expect(nextItem(items, first, 'ArrowLeft')).toBe(first);
    expect(nextItem(items, last, 'ArrowRight')).toBe(last);
    expect(nextItem(items, risk, 'ArrowUp')).toBe(last);
    expect(nextItem(items, risk, 'ArrowDown')).toBe(risk);
    expect(nextItem(items, risk, 'Home')).toBe(first);
    expect(nextItem(items, risk, 'End')).toBe(last);
    expect(nextItem(items, risk, 'x')).toBeUndefined();
  });
});

describe('the labels of time', () => {
  test('of three days fall on round Beijing hours and name the days', () => {
    const ticks = axisTicks(arrived, arrived + 72 * hour, 8);
    expect(ticks.map((us) => tickLabel(us, false))).toEqual([
      '12:00',
      '11-25',
      '12:00',
      '11-26',
      '12:00',
      '11-27',
    ]);
  });
  test('of many days are no more than fit', () => {
    expect(axisTicks(arrived, arrived + 40 * 24 * hour, 8).length).toBeLessThanOrEqual(9);
  });
  test('within a day name the clock', () => {
    expect(axisTicks(arrived, arrived + 3 * hour, 6).map((us) => tickLabel(us, false))).toEqual([
      '09:00',
      '09:30',
      '10:00',
      '10:30',
      '11:00',
      '11:30',
      '12:00',
    ]);
  });
});

// SPDX-License-Identifier: Apache-2.0
// What the forms of plain acts decide for themselves: what is sent, what is offered, what a correction says.
import { describe, expect, test } from 'vitest';
import type { ActField, ActKind, StayDetail, TimelineEvent } from '../../api/types';
import { keyOfRegion, regionAt, regions } from '../../lib/body';
import { correctionOf } from '../correction-dialog';
import { answerRest, changedValues, cleanValues, spanOf, unanswered, usualValues } from './act-values';
import { neededBy } from './approval-form';
import { matching, offeredActs, runningSpells } from './record-list';
import { requestOf } from './slip';

const field = (name: string, kind: ActField['kind'], more: Partial<ActField> = {}): ActField => ({
  name,
  kind,
  label: name,
  labelEn: name,
  required: true,
  ...more,
});
const words = (...all: string[]) => all.map((word) => ({ word, label: word, labelEn: word }));
const act = (name: string, more: Partial<ActKind> = {}): ActKind => ({
  name,
  group: 'care',
  label: name,
  labelEn: name,
  ability: 'care',
  effect: 'keep',
  heldOnly: true,
  fields: [],
  ...more,
});

describe('what is sent of a form', () => {
  test('is trimmed, and leaves out what was left empty', () => {
    const fields = [
      field('a', 'text'),
      field('b', 'text'),
      field('c', 'word'),
      field('d', 'words'),
      field('e', 'number'),
      field('f', 'flag'),
    ];
    expect(cleanValues(fields, { a: ' x ', b: '  ', c: '', d: [], e: 0, f: false, gone: 1 })).toEqual({
      a: 'x',
      e: 0,
      f: false,
    });
  });

  test('has the marks of a body with place, kind, and a note where there is one', () => {
    const marks = [{ side: 'front', xMilli: 1, yMilli: 2, kind: 'cut', note: ' ' }];
    expect(cleanValues([field('marks', 'marks')], { marks })).toEqual({
      marks: [{ side: 'front', xMilli: 1, yMilli: 2, kind: 'cut' }],
    });
  });
});

test('long texts, tables and lists take the whole width, short entries half', () => {
  expect(spanOf(field('a', 'text', { high: 64 }))).toBe(6);
  expect(spanOf(field('a', 'text', { high: 500 }))).toBe(12);
  expect(spanOf(field('a', 'answers'))).toBe(12);
  expect(spanOf(field('a', 'staff'))).toBe(6);
});

test('answering the rest leaves given answers alone', () => {
  const questions = field('q', 'answers', { words: words('a', 'b', 'c') });
  expect(unanswered(questions, { a: 'yes' })).toEqual(['b', 'c']);
  expect(answerRest(questions, { a: 'yes' }, 'no')).toEqual({ a: 'yes', b: 'no', c: 'no' });
});

describe('a correction', () => {
  const fields = [field('a', 'text'), field('b', 'flag'), field('c', 'words')];
  test('says only what differs', () => {
    expect(
      changedValues(fields, { a: 'x', b: true, c: ['p'] }, { a: 'x ', b: false, c: ['p', 'q'] }),
    ).toEqual({ b: false, c: ['p', 'q'] });
  });
  test('leaves time and values out where they stand', () => {
    const event = {
      seq: 7,
      happenedUs: 5,
      correctable: fields,
      values: { a: 'x' },
    } as unknown as TimelineEvent;
    expect(correctionOf(event, { happenedAtUs: 5, values: { a: 'x' }, why: ' w ' })).toEqual({
      ofSeq: 7,
      why: 'w',
    });
    expect(correctionOf(event, { happenedAtUs: 6, values: { a: 'y' }, why: 'w' })).toEqual({
      ofSeq: 7,
      happenedAtUs: 6,
      values: { a: 'y' },
      why: 'w',
    });
  });
});

describe('the menu of records', () => {
  const acts = [
    act('later'),
    act('now'),
    act('legal', { ability: 'review_legality' }),
    act('anybody', { heldOnly: false }),
  ];
  const detail = (role: string) =>
    ({ allowedActs: ['now', 'anybody'], tile: { role } }) as unknown as StayDetail;
  const me = { abilities: ['care' as const] };

  test('has what is possible now first, and nothing that is for others', () => {
    expect(offeredActs(acts, detail('suspect'), me).map((one) => [one.act.name, one.allowed])).toEqual([
      ['now', true],
      ['anybody', true],
      ['later', false],
    ]);
    expect(offeredActs(acts, detail('witness'), me).map((one) => one.act.name)).toEqual(['anybody']);
  });
  test('is filtered by words of either language', () => {
    const offered = offeredActs(
      [act('end_visit', { label: '结束会见', labelEn: 'End the visit' })],
      detail('suspect'),
      me,
    );
    expect(matching(offered, '会见')).toHaveLength(1);
    expect(matching(offered, 'VISIT end')).toHaveLength(1);
    expect(matching(offered, '约束')).toHaveLength(0);
  });
});

test('what lasts brings the act that ends it, and what is done meanwhile', () => {
  const acts = [
    act('begin_watch', { effect: 'begin', spell: 'watch' }),
    act('hand_over_watch'),
    act('end_watch', { effect: 'end', spell: 'watch' }),
  ];
  const detail = {
    tile: { running: ['watch'] },
    acts: [
      { act: 'begin_watch', atUs: 5, seq: 2 },
      { act: 'begin_watch', atUs: 1, seq: 1 },
    ],
  } as unknown as StayDetail;
  const [running] = runningSpells(acts, detail);
  expect(running?.began?.seq).toBe(2);
  expect(running?.acts.map((one) => one.name)).toEqual(['hand_over_watch', 'end_watch']);
});

test('the only open request is the one that is answered; another can be named', () => {
  const answer = act('answer_request', { fields: [field('requestId', 'ref')] });
  const detail = { openRequests: [{ requestId: 'r' }], tile: {} } as unknown as StayDetail;
  expect(usualValues(answer, detail)).toEqual({ requestId: 'r' });
  expect(usualValues(answer, detail, 'other')).toEqual({ requestId: 'other' });
});

test('a slip is found by the entry that noted the request, and by the request', () => {
  const detail = {
    acts: [{ seq: 9, values: { requestId: 'r' } }],
    openRequests: [{ requestId: 'r', receipt: '7F3A-91C2' }],
  } as unknown as StayDetail;
  expect(requestOf(detail, '9')?.receipt).toBe('7F3A-91C2');
  expect(requestOf(detail, 'r')?.receipt).toBe('7F3A-91C2');
  expect(requestOf(detail, 'x')).toBeUndefined();
});

test('an extension is needed before the limit ends', () => {
  const minute = 60e6;
  expect(neededBy(90.5 * minute, 0)).toBe(90 * minute);
  expect(neededBy(undefined, 0)).toBe(60 * minute);
  expect(neededBy(-1, 0)).toBe(60 * minute);
});

describe('regions of the body', () => {
  test('are found at their own place', () => {
    for (const region of regions)
      expect(keyOfRegion(regionAt(region.side, region.xMilli, region.yMilli))).toBe(keyOfRegion(region));
  });
  test('name the half of the person, not of the picture', () => {
    expect(regionAt('front', 180, 490)).toMatchObject({ name: 'hand', half: 'right' });
    expect(regionAt('back', 180, 490)).toMatchObject({ name: 'hand', half: 'left' });
  });
});

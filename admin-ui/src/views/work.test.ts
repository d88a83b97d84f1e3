// SPDX-License-Identifier: Apache-2.0
// What the pages of rounds, approvals and bookings decide for themselves: order, urgency, what is usual.
import { describe, expect, test } from 'vitest';
import type { Approval, Booking, Tile } from '../api/types';
import { nextDue, viewDue } from '../lib/due';
import type { Unsent } from '../unsent';
import { groupApprovals, needTone } from './approvals-order';
import { matchesBooking, usualNeeds } from './booking-values';
import { roundRooms } from './round/round-rooms';

const minute = 60e6;

describe('approvals', () => {
  const approval = (id: string, neededByUs: number, urgent: boolean, mayDecide: boolean) =>
    ({ id, neededByUs, requestedAtUs: 0, urgent, mayDecide }) as Approval;
  test('have the urgent first, then the queue by need, then what others decide', () => {
    const groups = groupApprovals([
      approval('late', 9, false, true),
      approval('early', 1, false, true),
      approval('urgent', 5, true, true),
      approval('other', 0, true, false),
    ]);
    expect(groups.urgent.map((one) => one.id)).toEqual(['urgent']);
    expect(groups.queue.map((one) => one.id)).toEqual(['early', 'late']);
    expect(groups.others.map((one) => one.id)).toEqual(['other']);
  });
  test('say when the time is short or over', () => {
    expect(needTone(61 * minute, 0)).toBe('ok');
    expect(needTone(60 * minute, 0)).toBe('soon');
    expect(needTone(0, 0)).toBe('over');
  });
});

describe('what is due', () => {
  const item = { kind: 'meal' as const, label: '', labelEn: '', dueUs: 10, state: 'ok' as const };
  test('is over when its time has come, whatever was read last', () => {
    expect(viewDue(item, 9)).toBe('ok');
    expect(viewDue(item, 10)).toBe('over');
  });
  test('is the earliest', () => {
    expect(nextDue([item, { ...item, dueUs: 3 }])?.dueUs).toBe(3);
    expect(nextDue(undefined)).toBeUndefined();
  });
});

describe('the round', () => {
  const tile = (number: string, room: string | undefined, dueUs?: number, more: Partial<Tile> = {}) =>
    ({
      stayId: number,
      number,
      room: room && { id: room, name: room },
      due: dueUs === undefined ? [] : [{ kind: 'check', label: '', labelEn: '', dueUs, state: 'ok' }],
      ...more,
    }) as Tile;
  const tiles = [
    tile('1', 'a', 50),
    tile('2', 'b', 90),
    tile('3', 'b', 10),
    tile('4', undefined),
    tile('5', 'c', 1, { damaged: true }),
  ];
  const shape = (unsent: Unsent[]) =>
    roundRooms({ tiles }, unsent).map((room) => [room.id, room.persons.map((one) => one.tile.number).join()]);
  const check: Unsent = {
    key: 'k',
    kind: 'room_check',
    target: 'b',
    stayIds: ['2', '3'],
    body: {},
    what: '',
    atUs: 7,
  };

  test('has the most overdue room and person first, and no record that cannot be read', () => {
    expect(shape([])).toEqual([
      ['b', '3,2'],
      ['a', '1'],
      ['', '4'],
    ]);
  });
  test('counts a check that waits to be sent as done', () => {
    expect(shape([check]).map(([room]) => room)).toEqual(['a', 'b', '']);
    expect(roundRooms({ tiles }, [check])[1]?.persons[0]?.waitsUs).toBe(7);
  });
  test('does not count a meal, nor a check that was refused', () => {
    expect(shape([{ ...check, kind: 'care', body: { kind: 'meal' } }])[0]?.[0]).toBe('b');
    expect(shape([{ ...check, refused: { zh: '', en: '' } }])[0]?.[0]).toBe('b');
  });
});

describe('bookings', () => {
  test('suggest what the person will need', () => {
    const atUs = Date.UTC(2026, 10, 24) * 1000;
    expect(usualNeeds({ sex: 'F', birthDate: '2010-05-01', flags: ['deaf_mute'] }, atUs)).toEqual([
      'guardian',
      'sign_interpreter',
      'female_officer',
      'minor_room',
    ]);
    expect(usualNeeds({ sex: 'M', birthDate: '1990-05-01', flags: [] }, atUs)).toEqual([]);
  });
  test('are found by name, number or case', () => {
    const booking = { name: '甲', number: 'B20261124-03', caseNumber: '12号', caseName: '盗窃案' } as Booking;
    expect(matchesBooking(booking, '')).toBe(true);
    expect(matchesBooking(booking, '-03 盗窃')).toBe(true);
    expect(matchesBooking(booking, '乙')).toBe(false);
  });
});

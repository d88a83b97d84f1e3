// SPDX-License-Identifier: Apache-2.0
// Whoever is in the centre is found by number, name, room or wristband, and nobody else is put before them.
import { describe, expect, test } from 'vitest';
import { type Findable, findPages, findPersons, fold } from './find';

const person = (number: string, displayName: string, more: Partial<Findable> = {}): Findable => ({
  stayId: number,
  number,
  seq: 1,
  displayName,
  role: 'suspect',
  state: 'waiting',
  arrivedAtUs: 0,
  unit: { id: 'u', name: '城南派出所' },
  caseNumber: 'c',
  caseName: '盗窃',
  caseKind: 'criminal',
  openFindings: 0,
  nextSteps: [],
  ...more,
});

const people = [
  person('20260729-07', '王某某', { room: { id: 'r1', name: '讯问室 1' } }),
  person('20260730-07', '𠮷某某', { room: { id: 'r2', name: '候问室 2' } }),
  person('20260730-11', 'É某某', { room: { id: 'r3', name: '讯问室 11' }, wristband: 'SH-0042' }),
  person('20260730-12', 'Aйгуль·Нур', { wristband: 'SH-00420' }),
];
const numbers = (typed: string) => findPersons(people, typed).map((one) => one.person.number);

describe('a person is found', () => {
  test('by the whole number, with or without its stroke, in wide figures too', () => {
    for (const typed of ['20260730-07', '2026073007', '２０２６０７３０－０７'])
      expect(findPersons(people, typed)[0]).toMatchObject({
        exact: true,
        person: { number: '20260730-07' },
      });
  });
  test('by the short last digits, the newest first', () => {
    expect(numbers('7').slice(0, 2)).toEqual(['20260730-07', '20260729-07']);
    expect(numbers('07')[0]).toBe('20260730-07');
  });
  test('by a rare character that takes two units', () => expect(numbers('𠮷')).toEqual(['20260730-07']));
  test('by a full name of which the board shows the first character only', () => {
    expect(numbers('𠮷田')).toEqual(['20260730-07']);
    expect(numbers('王小明')).toEqual(['20260729-07']);
    expect(numbers('李小明')).toEqual([]);
  });
  test('by a foreign name without its accents and points', () => {
    expect(numbers('eric')).toEqual(['20260730-11']);
    expect(numbers('нур')).toEqual(['20260730-12']);
  });
  test('by the room, the very room first', () =>
    expect(numbers('讯问室1')).toEqual(['20260729-07', '20260730-11']));
  test('by name and room together', () => expect(numbers('王 讯问室')).toEqual(['20260729-07']));
  test('by the wristband, and only by the whole one is it certain', () => {
    expect(findPersons(people, 'sh0042').map((one) => [one.person.number, one.exact])).toEqual([
      ['20260730-11', true],
      ['20260730-12', false],
    ]);
  });
});

test('nothing typed finds nobody', () => {
  expect(numbers('')).toEqual([]);
  expect(numbers(' - ')).toEqual([]);
});

test('a damaged record is found by its number, never by what stands in the place of its name', () => {
  const damaged = [person('20260730-03', '记录受损', { damaged: true })];
  expect(findPersons(damaged, '3')).toHaveLength(1);
  expect(findPersons(damaged, '记录')).toHaveLength(0);
});

test('pages are found by a part of their name; all without a word', () => {
  const pages = [{ label: 'Stays' }, { label: 'Audit log' }];
  expect(findPages(pages, 'audit LOG')).toEqual([{ label: 'Audit log' }]);
  expect(findPages(pages, '')).toHaveLength(2);
});

test('fold keeps what tells names apart', () => expect(fold('Ünal 王·𠮷-1')).toBe('unal王𠮷1'));

// SPDX-License-Identifier: Apache-2.0
// Times, clocks, identity numbers, quantities and tables: the small exact things.
import { describe, expect, test } from 'vitest';
import type { Tile } from '../api/types';
import { byWorstClock, viewClock } from './clock';
import { toCsv } from './csv';
import { readIdNumber } from './id-number';
import { numberInWords, quantityInWords } from './quantity';
import { ageAt, beijing, beijingShort, duration, fromBeijing, usPerHour, usPerMinute, utc } from './time';

const noon = Date.UTC(2026, 10, 24, 4, 0, 5, 250) * 1000;

describe('times', () => {
  test('are shown in Beijing time, UTC on hover', () => {
    expect(beijing(noon)).toBe('2026-11-24 12:00:05');
    expect(utc(noon)).toBe('2026-11-24 04:00:05.250 UTC');
  });
  test('go over midnight with the Beijing calendar', () => {
    const evening = Date.UTC(2026, 11, 31, 16, 30) * 1000;
    expect(beijing(evening)).toBe('2027-01-01 00:30:00');
    expect(beijingShort(evening, noon)).toBe('01-01 00:30');
    expect(beijingShort(noon, noon + usPerHour)).toBe('12:00');
  });
  test('are read back as they were shown', () => {
    expect(fromBeijing('2026-11-24 12:00:05')).toBe(Date.UTC(2026, 10, 24, 4, 0, 5) * 1000);
    expect(fromBeijing('2026-11-24 12:00')).toBe(Date.UTC(2026, 10, 24, 4) * 1000);
    expect(fromBeijing('24.11.2026')).toBeUndefined();
  });
  test('spans may be longer than a day', () => {
    expect(duration(25 * usPerHour + 59 * usPerMinute)).toBe('25:59');
    expect(duration(-90e6, true)).toBe('00:01:30');
  });
  test('ages change on the birthday', () => {
    const birthday = Date.UTC(2026, 10, 23, 16) * 1000;
    expect(ageAt('2008-11-24', birthday)).toBe(18);
    expect(ageAt('2008-11-24', birthday - 1e6)).toBe(17);
    expect(ageAt('unknown', noon)).toBeUndefined();
  });
});

describe('clocks', () => {
  const clock = { endsAtUs: noon + usPerHour, limitH: 8, state: 'ok' as const, endedAtUs: undefined };
  test('are in time, end soon, and pass', () => {
    expect(viewClock(clock, noon)).toEqual({ state: 'ok', leftUs: usPerHour });
    expect(viewClock(clock, noon + 12 * usPerMinute)).toEqual({ state: 'soon', leftUs: 48 * usPerMinute });
    expect(viewClock(clock, noon + usPerHour)).toEqual({ state: 'over', leftUs: 0 });
    expect(viewClock(clock, noon + 2 * usPerHour)).toEqual({ state: 'over', leftUs: -usPerHour });
  });
  test('stay ended whatever the time', () => {
    const ended = { ...clock, state: 'ended' as const, endedAtUs: noon };
    expect(viewClock(ended, noon + 9 * usPerHour)).toEqual({ state: 'ended', leftUs: usPerHour });
  });
  test('sort the worst first and persons without a clock last', () => {
    const tile = (number: string, endsAtUs?: number, damaged = false) =>
      ({ number, damaged, clock: endsAtUs === undefined ? undefined : { endsAtUs, state: 'ok' } }) as Tile;
    const unread = [tile('f', undefined, true), tile('e', undefined, true)];
    const sorted = [tile('c'), tile('b', 20), tile('a'), tile('d', 10), ...unread].sort(byWorstClock);
    expect(sorted.map((one) => one.number)).toEqual(['e', 'f', 'd', 'b', 'a', 'c']);
  });
});

describe('identity numbers', () => {
  test('tell birth date and sex', () => {
    expect(readIdNumber('11010519491231002X')).toEqual({
      kind: 'valid',
      facts: { birthDate: '1949-12-31', sex: 'F' },
    });
    expect(readIdNumber(' 11010519491231002x ').kind).toBe('valid');
  });
  test.each([
    ['110105194912310021', 'wrong'],
    ['11010519491331002X', 'wrong'],
    ['1101051949123100', 'incomplete'],
    ['11010519491231O02X', 'wrong'],
    ['11010519491231002XX', 'wrong'],
  ])('%s is %s', (text, kind) => {
    expect(readIdNumber(text).kind).toBe(kind);
  });
});

describe('quantities', () => {
  test.each([
    [0, '零'],
    [1, '壹'],
    [10, '壹拾'],
    [105, '壹佰零伍'],
    [1010, '壹仟零壹拾'],
    [10_000, '壹万'],
    [10_001, '壹万零壹'],
    [120_305, '壹拾贰万零叁佰零伍'],
    [100_000_000, '壹亿'],
    [100_000_001, '壹亿零壹'],
  ])('%d is %s', (value, words) => {
    expect(numberInWords(value)).toBe(words);
  });
  test.each([
    ['1部', '壹部'],
    ['12 张', '壹拾贰张'],
    ['350元', '叁佰伍拾元整'],
    ['350.5元', '叁佰伍拾元伍角'],
    ['1.05元', '壹元零伍分'],
    ['0.50元', '伍角'],
    ['壹部', '壹部'],
    ['一串', '一串'],
    ['1.5克', '1.5克'],
  ])('%s becomes %s', (typed, words) => {
    expect(quantityInWords(typed)).toBe(words);
  });
  test('what was turned once stays', () => {
    expect(quantityInWords(quantityInWords('350.5元'))).toBe('叁佰伍拾元伍角');
  });
});

test('a table escapes quotes and disarms formulas', () => {
  expect(
    toCsv([
      ['a', 'say "x", y'],
      ['=1+1', '\n'],
    ]),
  ).toBe('\uFEFFa,"say ""x"", y"\r\n\'=1+1,"\'\n"\r\n');
});

test.each(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])(
  'a cell that begins with %j is no formula any more',
  (sign) => {
    const line = toCsv([[`${sign}cmd|'/c calc'!A1`]]).slice(1);
    expect(line.replace(/^"/, '')[0]).toBe("'");
  },
);

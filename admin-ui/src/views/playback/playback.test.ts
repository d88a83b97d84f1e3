// SPDX-License-Identifier: Apache-2.0
// The way of a stay, what an address means, the stretch that is held, and the kept layout of live pictures.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Camera, Finding, TimelineEvent } from '../../api/types';
import { codecName } from '../../media/codec-name';
import { keepLayout, only, readLayout, toggled, withFields } from '../../media/layout';
import { cameraIdsOf, momentOf, spanAround, spanOfQuestioning, within } from './span';
import { camerasOf, firstSeen, happeningAt, happeningsOf, placeAt, placesOf } from './way';

const s = 1e6;
const event = (seq: number, atS: number, room?: string) =>
  ({
    seq,
    happenedUs: atS * s,
    enteredUs: atS * s,
    label: `事${seq}`,
    labelEn: `event ${seq}`,
    room: room && { id: room, name: room },
  }) as unknown as TimelineEvent;
const camera = (id: string, room: string, playback: boolean) =>
  ({ id, room: { id: room, name: room }, sight: { live: true, playback } }) as unknown as Camera;

describe('the way of a stay', () => {
  // Entered late, and told out of order.
  const events = [event(1, 10, 'a'), event(4, 40, 'b'), event(2, 15), event(3, 20, 'a'), event(5, 30, 'c')];
  const places = placesOf(events, 60 * s);
  test('follows what happened, not when it was entered', () => {
    expect(places.map((place) => [place.room.id, place.fromUs / s, (place.toUs ?? 0) / s])).toEqual([
      ['a', 10, 30],
      ['c', 30, 40],
      ['b', 40, 60],
    ]);
    expect(placeAt(places, 35 * s)?.room.id).toBe('c');
    expect(placeAt(places, 5 * s)).toBeUndefined();
    expect(placeAt(places, 60 * s)).toBeUndefined();
  });
  test('begins where there is something that one may see', () => {
    const cameras = [camera('x', 'a', false), camera('y', 'c', true)];
    expect(firstSeen(places, cameras)?.room.id).toBe('c');
    expect(camerasOf('a', cameras)).toEqual([]);
  });
  test('has findings among what happened', () => {
    const finding = { id: 'f', atUs: 20 * s, title: '疑', titleEn: 'claim' } as unknown as Finding;
    const all = happeningsOf(events, [finding]);
    expect(all.map((one) => one.atUs / s)).toEqual([10, 15, 20, 20, 30, 40]);
    expect(all.find((one) => one.kind === 'finding')?.link).toBe('/reviews/f');
    expect(happeningAt(all, 16 * s)).toBe(1);
    expect(happeningAt(all, 1)).toBe(-1);
  });
});

describe('an address', () => {
  const id = '01a228ae-10af-7ca6-90d8-70c954684876';
  test('names cameras, each once and no more than four', () => {
    const others = [1, 2, 3, 4].map((n) => id.replace('01a228ae', `01a228a${n}`));
    expect(cameraIdsOf(`${id},${id},nonsense`)).toEqual([id]);
    expect(cameraIdsOf([id, ...others].join(','))).toHaveLength(4);
    expect(cameraIdsOf(null)).toEqual([]);
  });
  test('names a moment, or none', () => {
    expect(momentOf('1795978836718067')).toBe(1795978836718067);
    for (const wrong of [null, '', '12', 'now', '-1795978836718067', '1795978836718067.5'])
      expect(momentOf(wrong)).toBeUndefined();
  });
});

describe('the stretch that is held', () => {
  const nowUs = 1_795_000_000 * s;
  test('is an hour, and never of the future', () => {
    const past = spanAround(nowUs - 7_200 * s, nowUs);
    expect(past.toUs - past.fromUs).toBe(3_600 * s);
    expect(spanAround(nowUs, nowUs).toUs).toBeLessThan(nowUs);
    const later = spanAround(nowUs + 9_000 * s, nowUs);
    expect(later.fromUs).toBeLessThan(later.toUs);
    expect(within(nowUs, later)).toBe(later.toUs);
  });
  test('is a questioning with a little around it', () => {
    const startedUs = nowUs - 600 * s;
    expect(spanOfQuestioning(startedUs, startedUs + 60 * s, nowUs)).toEqual({
      fromUs: startedUs - 30 * s,
      toUs: startedUs + 90 * s,
    });
    expect(spanOfQuestioning(startedUs, undefined, nowUs).toUs).toBe(nowUs - 5 * s);
  });
});

describe('the layout of live pictures', () => {
  beforeEach(() => localStorage.clear());
  test('is kept for each user', () => {
    keepLayout('u1', { fields: 6, cameras: ['a', 'b'] });
    expect(readLayout('u1')).toEqual({ fields: 6, cameras: ['a', 'b'] });
    expect(readLayout('u2')).toEqual({ fields: 4, cameras: [] });
  });
  test('is a plain one when what is kept is no layout', () => {
    for (const kept of ['{', '[]', '{"fields":5,"cameras":[]}', '{"fields":4,"cameras":"a"}']) {
      localStorage.setItem('mingjing-live-u1', kept);
      expect(readLayout('u1')).toEqual({ fields: 4, cameras: [] });
    }
  });
  test('takes no more than it has fields', () => {
    const one = { fields: 1 as const, cameras: ['a'] };
    expect(toggled(one, 'b')).toEqual(one);
    expect(toggled(one, 'a').cameras).toEqual([]);
    expect(withFields({ fields: 4, cameras: ['a', 'b'] }, 1).cameras).toEqual(['a']);
    expect(only({ fields: 4, cameras: ['a', 'b'] }, new Set(['b'])).cameras).toEqual(['b']);
  });
});

test('codings are called by the names that people know', () => {
  expect(codecName('hvc1.1.6.L93.B0,mp4a.40.2')).toBe('H.265 (HEVC), AAC');
  expect(codecName('avc1.64001f')).toBe('H.264');
  expect(codecName('xyz1')).toBe('xyz1');
});

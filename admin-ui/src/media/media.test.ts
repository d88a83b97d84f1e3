// SPDX-License-Identifier: Apache-2.0
// The players' arithmetic: evidence time, windows between key frames, holes, counts, and where media begins.
import { describe, expect, test } from 'vitest';
import { readMediaStart, StreamStart } from './boxes';
import type { MediaIndex, Part } from './client';
import {
  axisTicks,
  clipped,
  countAt,
  holeAt,
  holesOf,
  LiveTarget,
  liveCorrection,
  nextPart,
  partAt,
  rosterSeries,
  toEvidenceUs,
  toMediaS,
  windowFrom,
} from './time-maths';

const s = 1e6;
const part = (startUs: number, seconds: number, keyEvery = 2): Part => ({
  segment: `s${startUs}`,
  run: 1,
  startUs,
  endUs: startUs + seconds * s,
  fragments: Array.from({ length: seconds * 2 }, (_, seq) => ({
    seq,
    startUs: startUs + (seq * s) / 2,
    durUs: s / 2,
    key: seq % (keyEvery * 2) === 0,
  })),
});
const index: MediaIndex = {
  codecs: '',
  parts: [part(100 * s, 60), part(163 * s, 30)],
  gaps: [{ fromUs: 160 * s, toUs: 163 * s, cause: 'stalled' }],
};

describe('evidence time', () => {
  test('and media time are one line', () => {
    const origin = 1_795_000_000_000_000;
    expect(toMediaS(origin + 1_500_000, origin)).toBe(1.5);
    expect(toEvidenceUs(toMediaS(origin + 123_456_789, origin), origin)).toBe(origin + 123_456_789);
  });
  test('finds parts, and the one after a gap', () => {
    expect(partAt(index, 100 * s)?.segment).toBe(`s${100 * s}`);
    expect(partAt(index, 160 * s)).toBeUndefined();
    expect(nextPart(index, 160 * s)?.startUs).toBe(163 * s);
    expect(nextPart(index, 163 * s)).toBeUndefined();
  });
});

describe('windows', () => {
  const first = index.parts[0] as Part;
  test('end just before a key frame and continue with it', () => {
    expect(windowFrom(first, 100 * s, 20 * s)).toEqual({
      fromUs: 100 * s,
      toUs: 120 * s - 1,
      nextUs: 120 * s,
    });
    expect(windowFrom(first, 101 * s, 20 * s).nextUs).toBe(122 * s);
  });
  test('end with the part', () => {
    expect(windowFrom(first, 150 * s, 20 * s)).toEqual({ fromUs: 150 * s, toUs: 160 * s, nextUs: 160 * s });
  });
});

describe('holes', () => {
  test('carry their cause', () => {
    expect(holesOf(index, 150 * s, 170 * s)).toEqual([{ fromUs: 160 * s, toUs: 163 * s, cause: 'stalled' }]);
  });
  test('before, after and everywhere', () => {
    expect(holesOf(index, 90 * s, 195 * s).map((hole) => hole.fromUs)).toEqual([90 * s, 160 * s, 193 * s]);
    expect(holesOf({ ...index, parts: [] }, 0, s)).toEqual([{ fromUs: 0, toUs: s, cause: undefined }]);
  });
  test('a join between segments is none', () => {
    const joined = { ...index, parts: [part(0, 10), part(10 * s + 100_000, 10)], gaps: [] };
    expect(holesOf(joined, 0, 20 * s)).toEqual([]);
  });
});

describe('live', () => {
  test('stays near the edge', () => {
    expect(liveCorrection(0, 10, 9.2)).toEqual({ rate: 1 });
    expect(liveCorrection(0, 10, 8)).toEqual({ rate: 1.08 });
    expect(liveCorrection(0, 10, 3)).toEqual({ jumpToS: 9.4, rate: 1 });
    expect(liveCorrection(500, 500.5, 0)).toEqual({ jumpToS: 500, rate: 1 });
  });
});

describe('near the live edge', () => {
  test('a good network is followed closely', () => {
    expect(liveCorrection(0, 10, 9.8, 0.25)).toEqual({ rate: 1 });
    expect(liveCorrection(0, 10, 9.3, 0.25)).toEqual({ rate: 1.08 });
    expect(liveCorrection(0, 10, 8, 0.25)).toEqual({ jumpToS: 9.75, rate: 1 });
  });
  test('a bad one from further away, until it is calm again', () => {
    const target = new LiveTarget();
    const near = target.seconds;
    for (let stop = 0; stop < 3; stop++) target.stopped(stop);
    expect(target.seconds).toBeCloseTo(near + 0.45);
    for (let stop = 0; stop < 100; stop++) target.stopped(stop);
    expect(target.seconds).toBe(1.5);
    for (let second = 0; second < 600; second++) target.went(second * 1_000);
    expect(target.seconds).toBe(near);
  });
});

describe('what was asked for', () => {
  test('is all that a segment is used for', () => {
    const cut = clipped(index, { fromUs: 110 * s, toUs: 170 * s });
    expect(cut.parts.map((one) => [one.startUs / s, one.endUs / s])).toEqual([
      [110, 160],
      [163, 170],
    ]);
    expect(clipped(index, { fromUs: 0, toUs: 50 * s }).parts).toEqual([]);
  });
  test('a hole inside of a segment is one all the same', () => {
    const whole = part(0, 60);
    const fragments = whole.fragments.filter(({ startUs }) => startUs < 20 * s || startUs >= 25 * s);
    const cut = clipped({ ...index, parts: [{ ...whole, fragments }] }, { fromUs: 0, toUs: 60 * s });
    expect(cut.parts.map((one) => [one.startUs / s, one.endUs / s, one.fragments.length])).toEqual([
      [0, 20, 40],
      [25, 60, 70],
    ]);
    expect(holesOf(cut, 0, 60 * s).map((hole) => hole.fromUs / s)).toEqual([20]);
  });
  test('knows in which hole a moment lies', () => {
    const span = { fromUs: 90 * s, toUs: 200 * s };
    expect(holeAt(index, 161 * s, span)).toEqual({ fromUs: 160 * s, toUs: 163 * s, cause: 'stalled' });
    expect(holeAt(index, 120 * s, span)).toBeUndefined();
    expect(holeAt(index, 95 * s, span)?.toUs).toBe(100 * s);
  });
});

describe('counts', () => {
  test('follow the roster', () => {
    const series = rosterSeries([
      { intervals: [{ fromUs: 10 }] },
      { intervals: [{ fromUs: 10, toUs: 40 }, { fromUs: 50 }] },
    ]);
    expect(series).toEqual([
      { fromUs: 10, persons: 2 },
      { fromUs: 40, persons: 1 },
      { fromUs: 50, persons: 2 },
    ]);
    expect(countAt(series, 9)).toBeUndefined();
    expect(countAt(series, 45)).toBe(1);
  });
  test('axis ticks are round and not too many', () => {
    const ticks = axisTicks(61 * s, 361 * s, 6);
    expect(ticks).toEqual([120 * s, 180 * s, 240 * s, 300 * s, 360 * s]);
  });
});

describe('the beginning of a stream', () => {
  const box = (type: string, ...content: (number[] | Uint8Array)[]): Uint8Array => {
    const size = content.reduce((sum, one) => sum + one.length, 8);
    const bytes = new Uint8Array(size);
    new DataView(bytes.buffer).setUint32(0, size);
    for (let at = 0; at < 4; at++) bytes[4 + at] = type.charCodeAt(at);
    let at = 8;
    for (const one of content) {
      bytes.set(one, at);
      at += one.length;
    }
    return bytes;
  };
  const u32 = (n: number) => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
  const trak = (id: number, scale: number, handler: string) =>
    box(
      'trak',
      box('tkhd', [0, 0, 0, 0], u32(0), u32(0), u32(id)),
      box(
        'mdia',
        box('mdhd', [0, 0, 0, 0], u32(0), u32(0), u32(scale)),
        box(
          'hdlr',
          u32(0),
          u32(0),
          [...handler].map((c) => c.charCodeAt(0)),
        ),
      ),
    );
  const traf = (id: number, ticks: number) =>
    box('traf', box('tfhd', u32(0), u32(id)), box('tfdt', [1, 0, 0, 0], u32(0), u32(ticks)));
  const joined = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((one) => [...one]));
  const init = joined(box('ftyp', u32(0)), box('moov', trak(1, 48_000, 'soun'), trak(2, 90_000, 'vide')));
  const moof = box('moof', box('mfhd', u32(0)), traf(1, 480_000), traf(2, 945_000));

  test('is the decode time of the picture', () => {
    expect(readMediaStart(joined(init, moof))).toEqual({ kind: 'known', seconds: 10.5 });
  });
  test('is not known before the first fragment has come', () => {
    expect(readMediaStart(init)).toEqual({ kind: 'incomplete' });
    expect(readMediaStart(joined(init, moof.subarray(0, 20)))).toEqual({ kind: 'incomplete' });
    expect(readMediaStart(new Uint8Array(3))).toEqual({ kind: 'incomplete' });
  });
  test('is held back until it says where it begins, and then nothing of it is missing', () => {
    const start = new StreamStart();
    const all = joined(init, moof);
    expect(start.take(all.subarray(0, 30))).toBeUndefined();
    expect(start.take(all.subarray(30))).toEqual(all);
    expect(start.knownS).toBe(10.5);
    expect(start.take(all.subarray(0, 5))).toEqual(all.subarray(0, 5));
  });
  test('is unreadable without tracks', () => {
    expect(readMediaStart(box('moov'))).toEqual({ kind: 'unreadable' });
  });
});

// SPDX-License-Identifier: Apache-2.0
// Times of pictures, read from bytes that come in any pieces, and the step from one to the next.
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { FrameReader, FrameTimes } from './frames';

/** A second of real video with pictures out of order (B) and sound, in fragments. */
const clip = () =>
  new Uint8Array(
    execFileSync('ffmpeg', [
      ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25:duration=2'],
      ...['-f', 'lavfi', '-i', 'sine=duration=2', '-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2'],
      ...[
        '-g',
        '25',
        '-c:a',
        'aac',
        '-movflags',
        'frag_keyframe+empty_moov+default_base_moof',
        '-f',
        'mp4',
        '-',
      ],
    ]),
  );

function timesOf(bytes: Uint8Array, piece: number): number[] {
  const reader = new FrameReader();
  const times: number[] = [];
  for (let at = 0; at < bytes.length; at += piece) times.push(...reader.push(bytes.subarray(at, at + piece)));
  return times.sort((a, b) => a - b);
}

test('every picture is found, however the bytes are cut', () => {
  const bytes = clip();
  const whole = timesOf(bytes, bytes.length);
  expect(whole).toHaveLength(50);
  const first = whole[0] ?? 0;
  for (const [at, time] of whole.entries()) expect(time - first).toBeCloseTo(at / 25, 3);
  for (const piece of [1, 7, 1_000, 65_536]) expect(timesOf(bytes, piece)).toEqual(whole);
});

test('what is not video has no pictures', () => {
  expect(new FrameReader().push(new Uint8Array(64))).toEqual([]);
});

test('a step goes to the picture beside the one that is shown', () => {
  const times = new FrameTimes();
  times.add([1_000_000, 1_040_000, 1_080_000]);
  times.add([1_120_000, 1_080_500]);
  expect(times.size).toBe(4);
  expect(times.beside(1_040_000, 1)).toBe(1_080_000);
  expect(times.beside(1_060_000, 1)).toBe(1_080_000);
  expect(times.beside(1_060_000, -1)).toBe(1_000_000);
  expect(times.beside(1_000_000, -1)).toBeUndefined();
  expect(times.beside(1_130_000, 1)).toBeUndefined();
  expect(times.beside(0, 1)).toBe(1_000_000);
});

test('times are kept no longer than their pictures', () => {
  const times = new FrameTimes();
  for (let second = 0; second < 7_200; second++)
    times.add(Array.from({ length: 25 }, (_, at) => second * 1e6 + at * 40_000));
  times.keep(7_100e6, 7_190e6);
  expect(times.size).toBe(90 * 25 + 1);
});

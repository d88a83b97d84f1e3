// SPDX-License-Identifier: Apache-2.0
// Several recordings by one clock: who leads, who is waited for, what is stepped over; the clock and the corrections.
import { describe, expect, test } from 'vitest';
import type { MediaIndex } from './client';
import { correctionOf, EvidenceClock, nextRate, Standstill } from './evidence-clock';
import { EvidenceGroup, gapShownMs, type Played } from './evidence-group';
import type { Standing } from './evidence-player';
import { partAt } from './time-maths';

const s = 1e6;
const span = { fromUs: 100 * s, toUs: 200 * s };

function indexOf(...parts: [number, number][]): MediaIndex {
  return {
    codecs: '',
    gaps: [{ fromUs: 120 * s, toUs: 130 * s, cause: 'stalled' }],
    parts: parts.map(([from, to]) => ({
      segment: `s${from}`,
      run: 1,
      startUs: from * s,
      endUs: to * s,
      fragments: [],
    })),
  };
}

/** A recording that plays as told by the time of the test: no browser, and no picture, but the very clock. */
class Tape implements Played {
  atUs = span.fromUs;
  late = false;
  broken = false;
  running = false;
  rate = 1;
  sought: number[] = [];
  ranOutUs: number | undefined;
  constructor(public index: MediaIndex | undefined) {}
  get currentUs() {
    return this.atUs;
  }
  standing(us: number): Standing {
    if (this.broken) return 'broken';
    if (!this.index) return 'loading';
    if (!partAt(this.index, us)) return 'away';
    return this.late ? 'loading' : 'picture';
  }
  follow(us: number, rate: number, running: boolean) {
    const correction = correctionOf(us - this.atUs, rate, running);
    if (correction.kind === 'seek') this.seek(us);
    else this.rate = correction.rate;
    this.running = running;
  }
  seek(us: number) {
    this.sought.push(us);
    this.atUs = us;
  }
  frameBeside(us: number, by: 1 | -1) {
    return us + by * 100_000;
  }
  /** What a video element would have done meanwhile. */
  goOn(ms: number, drift = 1) {
    if (this.running && !this.late) this.atUs += ms * 1_000 * this.rate * drift;
  }
}

function scene(...tapes: Tape[]) {
  let nowMs = 0;
  const group = new EvidenceGroup(tapes, span, 110 * s, () => nowMs);
  const go = (ms: number, drifts: number[] = []) => {
    for (let passed = 0; passed < ms; passed += 100) {
      nowMs += 100;
      for (const [at, tape] of tapes.entries()) tape.goOn(100, drifts[at] ?? 1);
      group.look();
    }
  };
  group.seek(110 * s);
  group.look();
  return { group, go };
}

describe('the clock', () => {
  test('runs at its rate from where it was set, and stands when told', () => {
    let nowMs = 0;
    const clock = new EvidenceClock(5 * s, () => nowMs);
    nowMs = 1_000;
    expect(clock.us).toBe(5 * s);
    clock.run(true);
    clock.setRate(8);
    nowMs = 1_500;
    expect(clock.us).toBe(9 * s);
    clock.run(false);
    nowMs = 9_000;
    expect(clock.us).toBe(9 * s);
  });
  test('has speeds from a half to eight', () => {
    expect([0.5, 1, 2, 4, 8].map((rate) => nextRate(rate, 1))).toEqual([1, 2, 4, 8, 8]);
    expect([0.5, 1, 8].map((rate) => nextRate(rate, -1))).toEqual([0.5, 0.5, 4]);
  });
});

describe('a picture', () => {
  test('is moved when it is more than 200 ms off, and caught up by speed below that', () => {
    expect(correctionOf(250_000, 1, true)).toEqual({ kind: 'seek' });
    expect(correctionOf(-201_000, 1, true)).toEqual({ kind: 'seek' });
    expect(correctionOf(10_000, 1, true)).toEqual({ kind: 'rate', rate: 1 });
    const behind = correctionOf(100_000, 1, true);
    const ahead = correctionOf(-100_000, 1, true);
    expect(behind.kind === 'rate' && behind.rate > 1 && behind.rate <= 1.15).toBe(true);
    expect(ahead.kind === 'rate' && ahead.rate < 1 && ahead.rate >= 0.85).toBe(true);
  });
  test('stands exactly when nothing runs', () => {
    expect(correctionOf(60_000, 1, false)).toEqual({ kind: 'seek' });
    expect(correctionOf(1_000, 1, false)).toEqual({ kind: 'rate', rate: 1 });
  });
});

describe('together', () => {
  test('the second follows the first, although its own clock is five per cent slow', () => {
    const [a, b] = [new Tape(indexOf([100, 200])), new Tape(indexOf([100, 200]))];
    const { go } = scene(a, b);
    for (let second = 0; second < 30; second++) {
      go(1_000, [1, 0.95]);
      expect(Math.abs(a.atUs - b.atUs)).toBeLessThanOrEqual(200_000);
    }
    expect(a.atUs).toBeGreaterThan(139 * s);
    // By its speed alone: only the first place was sought.
    expect(b.sought).toEqual([110 * s]);
  });
  test('the one that is heard is never pulled about', () => {
    const [a, b] = [new Tape(indexOf([100, 200])), new Tape(indexOf([100, 200]))];
    const { group, go } = scene(a, b);
    group.heard = 1;
    const rates = new Set<number>();
    for (let tenth = 0; tenth < 50; tenth++) {
      go(100, [0.95, 1]);
      rates.add(b.rate);
    }
    expect([...rates]).toEqual([1]);
    expect(Math.abs(a.atUs - b.atUs)).toBeLessThanOrEqual(200_000);
  });
  test('a late one is waited for, but not for ever', () => {
    const [a, b] = [new Tape(indexOf([100, 200])), new Tape(indexOf([100, 200]))];
    const { group, go } = scene(a, b);
    b.late = true;
    go(2_000);
    const heldUs = group.state.nowUs;
    go(2_000);
    expect(group.state.nowUs).toBe(heldUs);
    go(6_000);
    expect(group.state.nowUs).toBeGreaterThan(heldUs + s);
  });
  test('where one has a gap the other goes on, and the first comes back at the right second', () => {
    const [a, b] = [new Tape(indexOf([100, 120], [130, 200])), new Tape(indexOf([100, 200]))];
    const { group, go } = scene(a, b);
    go(25_000);
    expect(group.state.jump).toBeUndefined();
    expect(Math.abs(b.atUs - group.state.nowUs)).toBeLessThanOrEqual(200_000);
    expect(Math.abs(a.atUs - b.atUs)).toBeLessThanOrEqual(200_000);
    expect(a.atUs).toBeGreaterThan(130 * s);
  });
  test('where none has a picture the gap is told with its cause, and then stepped over', () => {
    const tapes = [new Tape(indexOf([100, 120], [130, 200])), new Tape(indexOf([100, 119], [131, 200]))];
    const { group, go } = scene(...(tapes as [Tape, Tape]));
    group.seek(125 * s);
    go(gapShownMs - 200);
    expect(group.state.jump).toEqual({ fromUs: 125 * s, toUs: 130 * s, cause: 'stalled' });
    expect(group.state.nowUs).toBe(125 * s);
    go(1_000);
    expect(group.state.jump).toBeUndefined();
    expect(group.state.nowUs).toBeGreaterThanOrEqual(130 * s);
  });
  test('paused in a gap it stays there: nobody is taken elsewhere', () => {
    const tape = new Tape(indexOf([100, 120], [130, 200]));
    const { group, go } = scene(tape);
    group.pause();
    group.seek(125 * s);
    go(5_000);
    expect(group.state.nowUs).toBe(125 * s);
  });
  test('the last instant before a gap, which has no picture any more, holds nobody up', () => {
    const [a, b] = [new Tape(indexOf([100, 120], [130, 200])), new Tape(indexOf([100, 115], [130, 200]))];
    const { group, go } = scene(a, b);
    group.seek(119.95 * s);
    a.late = true;
    go(3_000);
    // It may still come: so it is waited for.
    expect(group.state.nowUs).toBe(119.95 * s);
    a.ranOutUs = 120 * s;
    go(200);
    a.late = false;
    a.ranOutUs = undefined;
    go(gapShownMs + 500);
    expect(group.state.nowUs).toBeGreaterThanOrEqual(130 * s);
  });
  test('one that may not be seen any more holds nobody up', () => {
    const [a, b] = [new Tape(indexOf([100, 200])), new Tape(indexOf([100, 200]))];
    const { group, go } = scene(a, b);
    a.broken = true;
    go(3_000);
    expect(group.state.nowUs).toBeGreaterThan(112 * s);
  });
  test('nothing runs while no picture is there', () => {
    const { group, go } = scene(new Tape(undefined));
    go(5_000);
    expect(group.state.nowUs).toBe(110 * s);
  });
  test('steps go by the pictures of one camera, also while it is late with one', () => {
    const first = new Tape(indexOf([100, 200]));
    const second = new Tape(indexOf([100, 200]));
    second.frameBeside = (us, by) => us + by * 30_000;
    const { group } = scene(first, second);
    group.step(1);
    first.late = true;
    group.step(1);
    group.step(-1);
    expect(group.state.nowUs).toBe(110.1 * s);
    first.broken = true;
    group.step(1);
    expect(group.state.nowUs).toBe(110.13 * s);
  });

  test('a step pauses and goes to the picture beside', () => {
    const [a, b] = [new Tape(indexOf([100, 200])), new Tape(indexOf([100, 200]))];
    const { group, go } = scene(a, b);
    go(1_000);
    group.step(1);
    const us = group.state.nowUs;
    expect(group.state.paused).toBe(true);
    expect([a.atUs, b.atUs]).toEqual([us, us]);
    group.step(-1);
    expect(group.state.nowUs).toBe(us - 100_000);
  });
  test('steps at the end stay there, and never lead back', () => {
    const { group, go } = scene(new Tape(indexOf([100, 200])));
    group.seek(199.8 * s);
    group.pause();
    const seen: number[] = [];
    for (let step = 0; step < 5; step++) {
      group.step(1);
      seen.push(group.state.nowUs);
      go(200);
      expect(group.state.nowUs).toBe(seen.at(-1));
    }
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(group.state.ended).toBe(true);
  });
  test('ends at the end, and begins again when played', () => {
    const tape = new Tape(indexOf([100, 200]));
    const { group, go } = scene(tape);
    group.seek(199 * s);
    go(2_000);
    expect(group.state).toMatchObject({ ended: true, paused: true });
    group.play();
    expect(group.state).toMatchObject({ ended: false, nowUs: span.fromUs });
  });
});

describe('standing still within the last picture', () => {
  test('is the end after half a second, and only there', () => {
    const still = new Standstill();
    expect(still.isAtEnd(0.095, 1_000)).toBe(false);
    still.saw(10, 1_000);
    expect(still.isAtEnd(0.095, 1_499)).toBe(false);
    expect(still.isAtEnd(0.095, 1_500)).toBe(true);
    expect(still.isAtEnd(1, 1_500)).toBe(false);
    still.saw(10.1, 1_500);
    expect(still.isAtEnd(0.095, 1_999)).toBe(false);
  });

  test('says nothing of one that was paused there', () => {
    const still = new Standstill();
    still.saw(10, 1_000);
    still.begins();
    expect(still.isAtEnd(0.095, 9_000)).toBe(false);
    still.saw(10, 9_000);
    expect(still.isAtEnd(0.095, 9_400)).toBe(false);
  });
});

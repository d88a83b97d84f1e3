// SPDX-License-Identifier: Apache-2.0
// The arithmetic of the players: evidence time and media time, parts and gaps, windows to fetch, series of counts.
import type { Attendee } from '../api/types';
import type { MediaIndex, Part } from './client';

/** Media time of the players counts seconds from an origin in evidence time. */
export function toMediaS(us: number, originUs: number): number {
  return (us - originUs) / 1e6;
}

export function toEvidenceUs(mediaS: number, originUs: number): number {
  return Math.round(originUs + mediaS * 1e6);
}

export interface LiveCorrection {
  jumpToS?: number;
  rate: number;
}

/**
 * Near the live edge: jump when far behind or outside of the buffer, hurry a little when somewhat behind. `targetS` is
 * how far behind the newest picture one wants to be: what the network needs so that nothing stops.
 */
export function liveCorrection(
  startS: number,
  endS: number,
  currentS: number,
  targetS = 0.6,
): LiveCorrection {
  const lagS = endS - currentS;
  if (currentS < startS || currentS > endS || lagS > (20 / 3) * targetS)
    return { jumpToS: Math.max(startS, endS - targetS), rate: 1 };
  if (lagS > 2.5 * targetS) return { rate: 1.08 };
  return { rate: lagS > 1.4 * targetS ? 1.03 : 1 };
}

const nearestTargetS = 0.25;
const farthestTargetS = 1.5;

/** How far behind to stay: further after each time that the picture stopped, nearer again while it does not. */
export class LiveTarget {
  private target = nearestTargetS;
  private calmSinceMs: number | undefined;

  get seconds(): number {
    return this.target;
  }

  stopped(nowMs: number): void {
    this.target = Math.min(this.target + 0.15, farthestTargetS);
    this.calmSinceMs = nowMs;
  }

  went(nowMs: number): void {
    this.calmSinceMs ??= nowMs;
    if (nowMs - this.calmSinceMs < 10_000) return;
    this.target = Math.max(nearestTargetS, this.target - 0.05);
    this.calmSinceMs = nowMs;
  }
}

const joinUs = 200_000;

/** Segments reach beyond what was asked for, and beyond what may be asked for; inside of one there may be a hole. */
export function clipped(index: MediaIndex, span: { fromUs: number; toUs: number }): MediaIndex {
  const parts = index.parts
    .flatMap(withoutHoles)
    .map((part) => ({
      ...part,
      startUs: Math.max(part.startUs, span.fromUs),
      endUs: Math.min(part.endUs, span.toUs),
    }))
    .filter((part) => part.endUs > part.startUs);
  return { ...index, parts };
}

function withoutHoles(part: Part): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let { startUs } = part;
  for (const [at, { startUs: beginsUs }] of part.fragments.entries()) {
    const before = part.fragments[at - 1];
    const endUs = before ? before.startUs + before.durUs : beginsUs;
    if (beginsUs - endUs <= joinUs) continue;
    parts.push({ ...part, startUs, endUs, fragments: part.fragments.slice(from, at) });
    from = at;
    startUs = beginsUs;
  }
  return [...parts, { ...part, startUs, fragments: part.fragments.slice(from) }];
}

export function partAt(index: MediaIndex, us: number): Part | undefined {
  return index.parts.find((part) => us >= part.startUs && us < part.endUs);
}

export function nextPart(index: MediaIndex, us: number): Part | undefined {
  return index.parts
    .filter((part) => part.startUs > us)
    .reduce<Part | undefined>(
      (first, part) => (first && first.startUs <= part.startUs ? first : part),
      undefined,
    );
}

export interface FetchWindow {
  fromUs: number;
  toUs: number;
  /** Where the next window begins. */
  nextUs: number;
}

/**
 * The stretch to fetch for playing from `us`: inside one part, ending just before a key frame about `lengthUs` later,
 * so that the next window continues without reading anything twice.
 */
export function windowFrom(part: Part, us: number, lengthUs: number): FetchWindow {
  const fromUs = Math.max(us, part.startUs);
  const cut = part.fragments.find((fragment) => fragment.key && fragment.startUs >= fromUs + lengthUs);
  if (!cut) return { fromUs, toUs: part.endUs, nextUs: part.endUs };
  return { fromUs, toUs: cut.startUs - 1, nextUs: cut.startUs };
}

export interface Hole {
  fromUs: number;
  toUs: number;
  cause: string | undefined;
}

/** Everything between `fromUs` and `toUs` that no part covers; small joins between parts are not holes. */
export function holesOf(index: MediaIndex, fromUs: number, toUs: number, shortestUs = joinUs): Hole[] {
  const parts = [...index.parts].sort((a, b) => a.startUs - b.startUs);
  const holes: Hole[] = [];
  let coveredUs = fromUs;
  const note = (untilUs: number) => {
    if (untilUs - coveredUs <= shortestUs) return;
    const gap = index.gaps.find(
      (candidate) => candidate.fromUs < untilUs && (candidate.toUs ?? toUs) > coveredUs,
    );
    holes.push({ fromUs: coveredUs, toUs: untilUs, cause: gap?.cause });
  };
  for (const part of parts) {
    note(Math.min(part.startUs, toUs));
    coveredUs = Math.max(coveredUs, part.endUs);
    if (coveredUs >= toUs) return holes;
  }
  note(toUs);
  return holes;
}

/** The hole that a moment lies in, within a span. */
export function holeAt(
  index: MediaIndex,
  us: number,
  span: { fromUs: number; toUs: number },
): Hole | undefined {
  return holesOf(index, span.fromUs, span.toUs, 0).find((hole) => us >= hole.fromUs && us < hole.toUs);
}

export interface CountStep {
  fromUs: number;
  persons: number;
}

/** How many persons the roster says are in the room, as a series of changes. */
export function rosterSeries(attendees: readonly Pick<Attendee, 'intervals'>[]): CountStep[] {
  const changes = new Map<number, number>();
  const add = (us: number, by: number) => changes.set(us, (changes.get(us) ?? 0) + by);
  for (const { intervals } of attendees) {
    for (const interval of intervals) {
      add(interval.fromUs, 1);
      if (interval.toUs !== undefined) add(interval.toUs, -1);
    }
  }
  let persons = 0;
  return [...changes]
    .sort(([a], [b]) => a - b)
    .map(([fromUs, by]) => {
      persons += by;
      return { fromUs, persons };
    });
}

/** The value of a series at a moment; undefined before its first step. */
export function countAt(series: readonly CountStep[], us: number): number | undefined {
  let value: number | undefined;
  for (const step of series) {
    if (step.fromUs > us) break;
    value = step.persons;
  }
  return value;
}

const dayS = 86_400;
/** Beijing's midnight, so that steps of several hours fall on round ones there. */
const beijingUs = 8 * 3600 * 1e6;

/** Marks for an axis: a round step so that about `wanted` of them fit. */
export function axisTicks(fromUs: number, toUs: number, wanted: number): number[] {
  const stepsS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200];
  const lengthS = (toUs - fromUs) / 1e6;
  const stepS = stepsS.find((step) => lengthS / step <= wanted) ?? Math.ceil(lengthS / wanted / dayS) * dayS;
  const stepUs = stepS * 1e6;
  const ticks: number[] = [];
  const firstUs = Math.ceil((fromUs + beijingUs) / stepUs) * stepUs - beijingUs;
  for (let us = firstUs; us <= toUs; us += stepUs) ticks.push(us);
  return ticks;
}

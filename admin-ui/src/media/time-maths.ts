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

/** Near the live edge: jump when far behind or outside of the buffer, hurry a little when somewhat behind. */
export function liveCorrection(startS: number, endS: number, currentS: number): LiveCorrection {
  const lagS = endS - currentS;
  if (currentS < startS || currentS > endS || lagS > 4)
    return { jumpToS: Math.max(startS, endS - 0.6), rate: 1 };
  return { rate: lagS > 1.5 ? 1.08 : 1 };
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
export function holesOf(index: MediaIndex, fromUs: number, toUs: number, joinUs = 200_000): Hole[] {
  const parts = [...index.parts].sort((a, b) => a.startUs - b.startUs);
  const holes: Hole[] = [];
  let coveredUs = fromUs;
  const note = (untilUs: number) => {
    if (untilUs - coveredUs <= joinUs) return;
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

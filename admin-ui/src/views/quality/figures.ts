// SPDX-License-Identifier: Apache-2.0
// Measured figures in numbers and in words, good and poor alike; and the minutes of a day that were watched, or not.
import type { TFunction } from 'i18next';
import type { CoverageMinute, Figure } from '../../api/watching-types';
import type { Tone } from '../../components/tone';
import { usPerMinute } from '../../lib/time';
import { quality as texts } from '../../messages/zh/quality';
import { groupText, kindText } from '../observations/words';

type FigureKind = 'share' | 'wrongShare' | 'perDay' | 'perWeek' | 'seconds';
export type Grade = 'good' | 'fair' | 'poor' | 'few';

export const gradeTones: Record<Grade, Tone> = { good: 'ok', fair: 'soon', poor: 'over', few: 'quiet' };

/** A figure of one kind of thing carries it behind a point: "recall.cover". */
const [headAt, thingAt] = [0, 1] as const;
const headOf = (name: string): string => name.split('.')[headAt] ?? name;
const thingOf = (name: string): string | undefined => name.split('.')[thingAt];

export const isOfOneKind = ({ figure }: Pick<Figure, 'figure'>): boolean => thingOf(figure) !== undefined;

export function figureKind(name: string): FigureKind {
  const head = headOf(name);
  if (head.endsWith('per_day')) return 'perDay';
  if (head.endsWith('per_week')) return 'perWeek';
  if (head.endsWith('delay') || head.endsWith('seconds')) return 'seconds';
  return head.includes('false') ? 'wrongShare' : 'share';
}

/** So few samples say nothing good of a check; that it failed they say. */
const enough = 10;

export function gradeOf(one: Pick<Figure, 'figure' | 'valueMilli'> & { of?: number }): Grade | undefined {
  if (one.valueMilli === null) return undefined;
  const kind = figureKind(one.figure);
  const grade = gradeOfValue(kind, one.valueMilli);
  const counted = kind === 'share' || kind === 'wrongShare';
  return counted && grade !== 'poor' && (one.of ?? enough) < enough ? 'few' : grade;
}

function gradeOfValue(kind: FigureKind, milli: number): Exclude<Grade, 'few'> {
  if (kind === 'share') return milli >= 950 ? 'good' : milli >= 800 ? 'fair' : 'poor';
  if (kind === 'wrongShare') return milli <= 10 ? 'good' : milli <= 50 ? 'fair' : 'poor';
  if (kind === 'seconds') return milli <= 15_000 ? 'good' : milli <= 30_000 ? 'fair' : 'poor';
  return milli <= 1_000 ? 'good' : milli <= 3_000 ? 'fair' : 'poor';
}

/** Of a rate no more places than mean something. */
const rounded = (milli: number, kind: FigureKind): string =>
  (milli / 1_000).toFixed(kind === 'seconds' ? 1 : milli >= 10_000 ? 0 : 2);

export function figureNumber({ figure, valueMilli }: Figure, t: TFunction): string {
  if (valueMilli === null) return t('quality.report.unmeasured');
  const kind = figureKind(figure);
  if (kind === 'share' || kind === 'wrongShare') return `${(valueMilli / 10).toFixed(1)}%`;
  return rounded(valueMilli, kind);
}

/** What can be counted on fingers is counted; of more it is said in round numbers. */
const countedUpTo = 200;

export function figureWords({ figure, valueMilli, of: samples }: Figure, t: TFunction): string {
  if (valueMilli === null) return t('quality.report.unmeasuredWords');
  const kind = figureKind(figure);
  if (kind !== 'share' && kind !== 'wrongShare')
    return t(`quality.report.${kind}`, { value: Number(rounded(valueMilli, kind)) });
  const what = kind === 'wrongShare' ? 'wrong' : figure.includes('recall') ? 'seen' : 'right';
  if (samples > 0 && samples <= countedUpTo)
    return t(`quality.report.counted.${what}`, {
      of: samples,
      seen: Math.round((valueMilli * samples) / 1_000),
    });
  // Of a hundred; what is close to all, or to nothing, of a thousand.
  const of = valueMilli > 990 || valueMilli < 10 ? 1_000 : 100;
  return t(`quality.report.every.${what}`, { of, seen: Math.round((valueMilli * of) / 1_000) });
}

const named = <T extends string>(known: Record<T, string>, name: string): name is T => name in known;

/** What happened in a scene; otherwise what is told of it. */
const thingText = (t: TFunction, thing: string): string =>
  named(texts.scenes, thing) ? t(`quality.scenes.${thing}`) : kindText(t, thing);

/** A figure may carry the name of its check, or of one thing: what is known of it is said. */
export function figureText(t: TFunction, figure: string): string {
  const thing = thingOf(figure);
  if (thing !== undefined)
    return t('quality.report.ofThing', {
      figure: figureText(t, headOf(figure)),
      thing: thingText(t, thing),
    });
  if (named(texts.figures, figure)) return t(`quality.figures.${figure}`);
  const end = (Object.keys(texts.figures) as (keyof typeof texts.figures)[])
    .sort((a, b) => b.length - a.length)
    .find((one) => figure.endsWith(`_${one}`));
  return end ? t(`quality.figures.${end}`) : figure;
}

export function conditionText(t: TFunction, condition: string): string {
  if (named(texts.conditions, condition)) return t(`quality.conditions.${condition}`);
  const clip = /^real-(.+)$/.exec(condition)?.[1];
  return clip ? t('quality.report.clip', { clip }) : condition;
}

export const unitText = (t: TFunction, unit: string): string =>
  named(texts.units, unit) ? t(`quality.units.${unit}`) : unit;

/** A figure with what it is in single conditions, the whole first. */
export interface FigureRows {
  figure: string;
  whole: Figure;
  /** Much worse than the whole, or not known: never folded away. */
  telling: Figure[];
  others: Figure[];
}

export function rowsOf(figures: readonly Figure[]): FigureRows[] {
  const rows = new Map<string, FigureRows>();
  for (const one of figures) {
    const key = `${one.figure} ${one.set}`;
    const row = rows.get(key);
    if (!row) rows.set(key, { figure: one.figure, whole: one, telling: [], others: [] });
    else (isTelling(one, row.whole) ? row.telling : row.others).push(one);
  }
  // Where there was but one condition, the whole says it already.
  return [...rows.values()].map((row) =>
    row.telling.length === 0 && row.others.length === 1 ? { ...row, others: [] } : row,
  );
}

const isTelling = (one: Figure, whole: Figure): boolean =>
  one.valueMilli === null || (gradeOf(one) === 'poor' && gradeOf(whole) !== 'poor' && one.of >= enough);

/** "health 1" is the check "health". */
export function detectorText(t: TFunction, detector: string): string {
  const name = detector.split(' ')[0] ?? detector;
  return named(texts.detectors, name) ? t(`quality.detectors.${name}`) : groupText(t, name);
}

/** The same with its version. */
export function detectorWithVersion(t: TFunction, detector: string): string {
  const [name, version] = detector.split(' ');
  const words = detectorText(t, detector);
  return name && version ? t('quality.running.version', { name: words, version }) : words;
}

/** Why a check does not run, with the remedy where it is known. */
export const whyText = (t: TFunction, why: string): string =>
  named(texts.whys, why) ? t(`quality.whys.${why}`) : why || t('unknown');

/** What a check tells: observations, and what only the centre makes something of. */
export const outputText = (t: TFunction, kind: string): string =>
  named(texts.outputs, kind) ? t(`quality.outputs.${kind}`) : kindText(t, kind);

/** The figures of each check together, "all" before the single conditions, composed scenes before real clips. */
export function byDetector(figures: readonly Figure[]): { detector: string; figures: Figure[] }[] {
  const groups = new Map<string, Figure[]>();
  for (const figure of figures) groups.set(figure.detector, [...(groups.get(figure.detector) ?? []), figure]);
  const rank = (one: Figure) => (one.set === 'real' ? 2 : 0) + (one.condition === 'all' ? 0 : 1);
  return [...groups].map(([detector, list]) => {
    const order = [...new Set(list.map(({ figure }) => figure))];
    const sorted = [...list].sort(
      (a, b) => order.indexOf(a.figure) - order.indexOf(b.figure) || rank(a) - rank(b),
    );
    return { detector, figures: sorted };
  });
}

export type Watched = 'full' | 'part' | 'none';
const nearlyAll = 0.95;

export function watchedOf({ watchedUs }: Pick<CoverageMinute, 'watchedUs'>): Watched {
  if (watchedUs >= nearlyAll * usPerMinute) return 'full';
  return watchedUs > 0 ? 'part' : 'none';
}

export interface Run {
  watched: Watched;
  fromUs: number;
  toUs: number;
  causes: Record<string, number>;
}

/** Minutes alike, put together; a minute of which nothing is known was not watched. */
export function runsOf(minutes: readonly CoverageMinute[], fromUs: number, toUs: number): Run[] {
  const known = new Map(minutes.map((one) => [Math.floor(one.fromUs / usPerMinute), one]));
  const runs: Run[] = [];
  for (let at = fromUs; at < toUs; at += usPerMinute) {
    const minute = known.get(Math.floor(at / usPerMinute));
    const watched = minute ? watchedOf(minute) : 'none';
    const last = runs.at(-1);
    const run =
      last?.watched === watched ? last : { watched, fromUs: at, toUs: at, causes: {} as Run['causes'] };
    if (run !== last) runs.push(run);
    run.toUs = Math.min(toUs, at + usPerMinute);
    for (const [cause, us] of Object.entries(minute?.causes ?? {}))
      run.causes[cause] = (run.causes[cause] ?? 0) + us;
  }
  return runs;
}

/** Stretches that were not watched throughout, the longest first, partly and not watched put together. */
export function holesOf(runs: readonly Run[]): Run[] {
  const holes: Run[] = [];
  for (const run of runs) {
    if (run.watched === 'full') continue;
    const last = holes.at(-1);
    if (last && last.toUs === run.fromUs) {
      last.toUs = run.toUs;
      if (run.watched === 'none') last.watched = 'none';
      for (const [cause, us] of Object.entries(run.causes))
        last.causes[cause] = (last.causes[cause] ?? 0) + us;
    } else holes.push({ ...run, causes: { ...run.causes } });
  }
  return holes.sort((a, b) => b.toUs - b.fromUs - (a.toUs - a.fromUs));
}

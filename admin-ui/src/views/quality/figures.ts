// SPDX-License-Identifier: Apache-2.0
// Measured figures in numbers and in words, good and poor alike; and the minutes of a day that were watched, or not.
import type { TFunction } from 'i18next';
import type { CoverageMinute, Figure } from '../../api/watching-types';
import type { Tone } from '../../components/tone';
import { usPerMinute } from '../../lib/time';
import { quality as texts } from '../../messages/zh/quality';
import { groupText, kindText } from '../observations/words';

type FigureKind = 'share' | 'perDay' | 'perWeek' | 'seconds';
export type Grade = 'good' | 'fair' | 'poor';

export const gradeTones: Record<Grade, Tone> = { good: 'ok', fair: 'soon', poor: 'over' };

export function figureKind(name: string): FigureKind {
  if (name.endsWith('per_day')) return 'perDay';
  if (name.endsWith('per_week')) return 'perWeek';
  return name.endsWith('delay') || name.endsWith('seconds') ? 'seconds' : 'share';
}

export function gradeOf({ figure, valueMilli }: Pick<Figure, 'figure' | 'valueMilli'>): Grade | undefined {
  if (valueMilli === null) return undefined;
  const kind = figureKind(figure);
  if (kind === 'share') return valueMilli >= 950 ? 'good' : valueMilli >= 800 ? 'fair' : 'poor';
  if (kind === 'seconds') return valueMilli <= 15_000 ? 'good' : valueMilli <= 30_000 ? 'fair' : 'poor';
  return valueMilli <= 1_000 ? 'good' : valueMilli <= 3_000 ? 'fair' : 'poor';
}

export function figureNumber({ figure, valueMilli }: Figure, t: TFunction): string {
  if (valueMilli === null) return t('quality.report.unmeasured');
  const kind = figureKind(figure);
  if (kind === 'share') return `${(valueMilli / 10).toFixed(1)}%`;
  return (valueMilli / 1_000).toFixed(kind === 'seconds' ? 1 : 2);
}

export function figureWords({ figure, valueMilli }: Figure, t: TFunction): string {
  if (valueMilli === null) return t('quality.report.unmeasuredWords');
  const kind = figureKind(figure);
  const value = Number((valueMilli / 1_000).toFixed(kind === 'seconds' ? 1 : 2));
  if (kind !== 'share') return t(`quality.report.${kind}`, { value });
  // Of a hundred; what is close to all, or to nothing, of a thousand.
  const of = valueMilli > 990 || valueMilli < 10 ? 1_000 : 100;
  const seen = Math.round((valueMilli * of) / 1_000);
  return figure.includes('recall')
    ? t('quality.report.every', { count: of, seen })
    : t('quality.report.everyShown', { of, seen });
}

const named = <T extends string>(known: Record<T, string>, name: string): name is T => name in known;

/** A figure may carry the name of its check: what is known of it is said. */
export function figureText(t: TFunction, figure: string): string {
  if (named(texts.figures, figure)) return t(`quality.figures.${figure}`);
  const end = (Object.keys(texts.figures) as (keyof typeof texts.figures)[])
    .sort((a, b) => b.length - a.length)
    .find((one) => figure.endsWith(`_${one}`));
  return end ? t(`quality.figures.${end}`) : figure;
}

export const conditionText = (t: TFunction, condition: string): string =>
  named(texts.conditions, condition) ? t(`quality.conditions.${condition}`) : condition;

export const unitText = (t: TFunction, unit: string): string =>
  named(texts.units, unit) ? t(`quality.units.${unit}`) : unit;

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

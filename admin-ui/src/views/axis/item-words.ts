// SPDX-License-Identifier: Apache-2.0
// What an item of the axis says: what, from when to when, by whom.
import type { useText } from '../../i18n';
import { beijingDay, beijingShort, duration } from '../../lib/time';
import type { Span } from '../../media/client';
import type { AxisItem } from './items';
import { beyondOf } from './layout';

type Words = Pick<ReturnType<typeof useText>, 't' | 'pick'>;

export interface Stretch {
  span: Span;
  /** Nothing once the person has left. */
  nowUs: number | undefined;
}

export function nameOf(item: AxisItem, { t, pick }: Words): string {
  if (item.spell) return t(`domain.spell.${item.spell}`);
  if (item.care) return t(`domain.care.${item.care}`);
  const name = item.name ? pick(item.name.zh, item.name.en) : '';
  if (item.questioningKind && item.ordinal !== undefined)
    return `${t('stay.page.ordinal', { count: item.ordinal, kind: t(`domain.questioningKind.${item.questioningKind}`) })} · ${name}`;
  return name;
}

/** With the date only where the stay reaches over midnight, or the moment lies on another day. */
export function clockOf(us: number, { fromUs, toUs }: Span, withSeconds = true): string {
  const oneDay = beijingDay(fromUs) === beijingDay(toUs);
  return beijingShort(us, oneDay ? fromUs : Number.NEGATIVE_INFINITY, withSeconds);
}

function timeOf(item: AxisItem, { span, nowUs }: Stretch, { t }: Words): string {
  const from = clockOf(item.fromUs, span);
  if (!item.lasts) return from;
  if (item.toUs !== undefined)
    return t('axis.until', {
      from,
      to: clockOf(item.toUs, span),
      length: duration(item.toUs - item.fromUs, true),
    });
  if (nowUs === undefined) return t('axis.noEnd', { from });
  return t('axis.goesOn', { from, length: duration(Math.max(0, nowUs - item.fromUs)) });
}

function byOf({ by, endedBy }: AxisItem, { t }: Words): string | undefined {
  if (by && endedBy && by !== endedBy) return t('axis.byBoth', { began: by, ended: endedBy });
  return by && t('axis.by', { name: by });
}

export function wordsOf(item: AxisItem, stretch: Stretch, words: Words): string {
  const { t } = words;
  if (item.lane === 'limit')
    return t(item.total ? 'axis.totalLimit' : 'axis.limit', {
      count: item.limitH ?? 0,
      time: clockOf(item.fromUs, stretch.span, false),
    });
  const beyond = beyondOf(item, stretch.span);
  return [
    nameOf(item, words),
    timeOf(item, stretch, words),
    byOf(item, words),
    item.late && t('axis.late'),
    item.corrected && `✎ ${t('axis.corrected')}`,
    item.provisional && t('axis.provisional'),
    beyond && t(`axis.${beyond}`),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Shapes that are told apart without colour. */
const careShapes = { meal: '■', water: '●', toilet: '▼', rest: '◆', medicine: '✚', check: '✓' } as const;

export function shapeOf(item: AxisItem): string {
  if (item.care) return careShapes[item.care];
  if (item.lane === 'finding') return '⚑';
  return item.late ? '◇' : '❘';
}

/** Of marks on one spot: their shape, or one of its own where they differ. */
export function shapeOfAll(items: readonly AxisItem[]): string {
  const [first, ...others] = new Set(items.map(shapeOf));
  return others.length > 0 ? mixedShape : (first ?? '');
}

export const mixedShape = '▤';

// SPDX-License-Identifier: Apache-2.0
// Where the items of an axis stand, in pixels: rows for what overlaps, groups for what falls on the same spot.
import type { Span } from '../../media/client';
import { type AxisItem, type Lane, lanes } from './items';
import type { Scale } from './scale';

/** Told to have happened before the person came or after the person left: it stands at the edge and says so. */
export type Beyond = 'before' | 'after';

export function beyondOf(item: AxisItem, span: Span): Beyond | undefined {
  if (item.fromUs < span.fromUs && (item.toUs ?? (item.lasts ? span.toUs : item.fromUs)) <= span.fromUs)
    return 'before';
  return item.fromUs > span.toUs ? 'after' : undefined;
}

/** The end of what lasts, as it is drawn: until its end, or until now. */
export const drawnEnd = (item: AxisItem, untilUs: number): number =>
  item.lasts ? Math.max(item.toUs ?? untilUs, item.fromUs) : item.fromUs;

/** As few rows as the overlaps allow; each item goes into the first row that is free. */
export function rowsOf(items: readonly AxisItem[], untilUs: number): AxisItem[][] {
  const rows: { items: AxisItem[]; endUs: number }[] = [];
  for (const item of items) {
    const free = rows.find((row) => row.endUs <= item.fromUs);
    const endUs = drawnEnd(item, untilUs);
    if (free) {
      free.items.push(item);
      free.endUs = endUs;
    } else rows.push({ items: [item], endUs });
  }
  return rows.map((row) => row.items);
}

export interface Group {
  left: number;
  items: AxisItem[];
}

/** Wide enough for a shape and a small number. */
export const spotWidth = 16;

/** Marks that would cover each other share one spot, that of the first of them; all spots lie within the width. */
export function groupsOf(marks: readonly AxisItem[], x: Scale, width: number): Group[] {
  const groups: Group[] = [];
  for (const item of marks) {
    const left = Math.max(0, Math.min(x(item.fromUs) - spotWidth / 2, width - spotWidth));
    const last = groups.at(-1);
    if (last && left - last.left < spotWidth) last.items.push(item);
    else groups.push({ left, items: [item] });
  }
  return groups;
}

/** The key of the item that an arrow key leads to; nothing for other keys. */
export function nextItem(items: readonly AxisItem[], current: AxisItem, key: string): AxisItem | undefined {
  const at = items.indexOf(current);
  switch (key) {
    case 'ArrowRight':
      return items[Math.min(at + 1, items.length - 1)];
    case 'ArrowLeft':
      return items[Math.max(at - 1, 0)];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
    case 'ArrowDown':
    case 'ArrowUp':
      return nearestInLane(items, current, key === 'ArrowDown' ? 1 : -1);
    default:
      return undefined;
  }
}

/** In the next lane that holds anything, the item nearest in time; itself in the last lane. */
function nearestInLane(items: readonly AxisItem[], current: AxisItem, step: 1 | -1): AxisItem {
  const held = shownLanes(items);
  const lane = held[held.indexOf(current.lane) + step];
  const distance = (item: AxisItem) => Math.abs(item.fromUs - current.fromUs);
  return items
    .filter((item) => item.lane === lane)
    .reduce((best, item) => (best === current || distance(item) < distance(best) ? item : best), current);
}

export function shownLanes(items: readonly AxisItem[]): Lane[] {
  return lanes.filter((lane) => items.some((item) => item.lane === lane));
}

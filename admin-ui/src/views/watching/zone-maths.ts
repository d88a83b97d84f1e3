// SPDX-License-Identifier: Apache-2.0
// Polygons in whole per mille of the picture: moving, adding and taking corners, and what is wrong with a zone.
import type { Corner, Zone } from '../../api/watching-types';

export const fewest = 3;
export const most = 12;
/** Thinner than this nobody can have meant it: a two-hundredth of the picture. */
const leastArea = 5_000;

const clamp = (value: number) => Math.min(1000, Math.max(0, Math.round(value)));
export const corner = (x: number, y: number): Corner => [clamp(x), clamp(y)];

/** As far as the picture goes. */
export const movedBy = ([x, y]: Corner, dx: number, dy: number): Corner => corner(x + dx, y + dy);

/** All corners together: the shape stays as it is, also at the edge. */
export function shapeMovedBy(polygon: readonly Corner[], dx: number, dy: number): Corner[] {
  const xs = polygon.map(([x]) => x);
  const ys = polygon.map(([, y]) => y);
  const within = (by: number, values: number[]) =>
    Math.min(1000 - Math.max(...values), Math.max(-Math.min(...values), Math.round(by)));
  const x = within(dx, xs);
  const y = within(dy, ys);
  return polygon.map((one) => movedBy(one, x, y));
}

export const withCorner = (polygon: readonly Corner[], at: number, to: Corner): Corner[] =>
  polygon.map((one, index) => (index === at ? to : one));

export function withoutCorner(polygon: readonly Corner[], at: number): Corner[] {
  return polygon.length <= fewest ? [...polygon] : polygon.filter((_, index) => index !== at);
}

/** The middle of the edge that begins at a corner. */
export function middleAfter(polygon: readonly Corner[], at: number): Corner {
  const [x1, y1] = polygon[at] ?? [0, 0];
  const [x2, y2] = polygon[(at + 1) % polygon.length] ?? [0, 0];
  return corner((x1 + x2) / 2, (y1 + y2) / 2);
}

export function withMiddle(polygon: readonly Corner[], at: number): Corner[] {
  if (polygon.length >= most) return [...polygon];
  return [...polygon.slice(0, at + 1), middleAfter(polygon, at), ...polygon.slice(at + 1)];
}

/** Where a name can stand: the mean of the corners. */
export function middleOf(polygon: readonly Corner[]): Corner {
  const sum = polygon.reduce(([x, y], [dx, dy]) => [x + dx, y + dy] as Corner, [0, 0] as Corner);
  return corner(sum[0] / Math.max(1, polygon.length), sum[1] / Math.max(1, polygon.length));
}

/** The four corners of "left-top-right-bottom"; undefined when that is no box. */
export function boxPolygon(text: string): Corner[] | undefined {
  const sides = /^(\d{1,4})-(\d{1,4})-(\d{1,4})-(\d{1,4})$/.exec(text)?.slice(1).map(Number);
  const [left = 0, top = 0, right = 0, bottom = 0] = sides ?? [];
  if (right > 1000 || bottom > 1000 || left >= right || top >= bottom) return undefined;
  return [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
}

/** A square of a fifth of the picture in its middle, beside those that stand there already. */
export function freshPolygon(others: number): Corner[] {
  const shift = (others % 6) * 40;
  const [left, top, right, bottom] = [300 + shift, 300 + shift, 500 + shift, 500 + shift];
  return [corner(left, top), corner(right, top), corner(right, bottom), corner(left, bottom)];
}

/** Of a whole picture: a million. */
export function areaOf(polygon: readonly (readonly number[])[]): number {
  let twice = 0;
  for (const [index, [x1 = 0, y1 = 0]] of polygon.entries()) {
    const [x2 = 0, y2 = 0] = polygon[(index + 1) % polygon.length] ?? [];
    twice += x1 * y2 - x2 * y1;
  }
  return Math.abs(twice) / 2;
}

const turn = ([ax, ay]: Corner, [bx, by]: Corner, [cx, cy]: Corner) =>
  Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));

const cross = (a: Corner, b: Corner, c: Corner, d: Corner) =>
  turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

function crossesItself(polygon: readonly Corner[]): boolean {
  const count = polygon.length;
  for (let i = 0; i < count; i++) {
    for (let j = i + 2; j < count; j++) {
      if (i === 0 && j === count - 1) continue;
      const [a, b] = [polygon[i], polygon[i + 1]];
      const [c, d] = [polygon[j], polygon[(j + 1) % count]];
      if (a && b && c && d && cross(a, b, c, d)) return true;
    }
  }
  return false;
}

export type ZoneFault = 'corners' | 'small' | 'crosses';

export function zoneFault({ polygon }: Pick<Zone, 'polygon'>): ZoneFault | undefined {
  if (polygon.length < fewest || polygon.length > most) return 'corners';
  if (crossesItself(polygon)) return 'crosses';
  return areaOf(polygon) < leastArea ? 'small' : undefined;
}

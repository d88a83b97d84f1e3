// SPDX-License-Identifier: Apache-2.0
// Strokes of a pen, as the centre takes them: thousandths of the field's width, milliseconds since the first touch.

export type PenPoint = [x: number, y: number, ms: number];
export type PenStroke = PenPoint[];

export const penWidth = 1000;
export const penHeight = 400;
const leastInk = 150;
const leastExtent = 60;

interface Box {
  left: number;
  top: number;
  width: number;
}

const clamp = (value: number, most: number) => Math.min(Math.max(Math.round(value), 0), most);

/** Where on the field the pen is; outside of it, at its edge. */
export function pointIn(box: Box, clientX: number, clientY: number, ms: number): PenPoint {
  const scale = penWidth / box.width;
  return [
    clamp((clientX - box.left) * scale, penWidth),
    clamp((clientY - box.top) * scale, penHeight),
    Math.max(0, Math.round(ms)),
  ];
}

/** As the centre judges it, said before anything is sent: nothing, dots, or a signature. */
export function lacks(strokes: readonly PenStroke[]): 'empty' | 'only_dots' | undefined {
  const points = strokes.flat();
  if (points.length === 0) return 'empty';
  let ink = 0;
  for (const stroke of strokes)
    stroke.forEach(([x, y], at) => {
      const before = stroke[at - 1];
      if (before) ink += Math.hypot(x - before[0], y - before[1]);
    });
  const spread = (of: number[]) => Math.max(...of) - Math.min(...of);
  const extent = Math.max(spread(points.map(([x]) => x)), spread(points.map(([, y]) => y)));
  return ink < leastInk || extent < leastExtent ? 'only_dots' : undefined;
}

export async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((octet) => octet.toString(16).padStart(2, '0')).join('');
}

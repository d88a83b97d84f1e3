// SPDX-License-Identifier: Apache-2.0
// Regions of the body diagram: where each lies on the figure, and which one a point belongs to. Thousandths of its box.
export type BodySide = 'front' | 'back';
export type Half = 'left' | 'right';

export const regionNames = [
  'head',
  'face',
  'neck',
  'nape',
  'chest',
  'belly',
  'groin',
  'upper_back',
  'lower_back',
  'buttocks',
  'shoulder',
  'upper_arm',
  'elbow',
  'forearm',
  'hand',
  'thigh',
  'knee',
  'shin',
  'foot',
] as const;
export type RegionName = (typeof regionNames)[number];

export interface Region {
  side: BodySide;
  name: RegionName;
  /** The person's own left or right; parts in the middle have none. */
  half?: Half;
  xMilli: number;
  yMilli: number;
}

const middle: [BodySide, RegionName, number][] = [
  ['front', 'head', 35],
  ['front', 'face', 85],
  ['front', 'neck', 135],
  ['front', 'chest', 220],
  ['front', 'belly', 350],
  ['front', 'groin', 465],
  ['back', 'head', 60],
  ['back', 'nape', 135],
  ['back', 'upper_back', 220],
  ['back', 'lower_back', 350],
  ['back', 'buttocks', 460],
];

/** Of the half at the right of the picture: distance from the middle line, and height. */
const paired: [RegionName, number, number][] = [
  ['shoulder', 170, 180],
  ['upper_arm', 225, 260],
  ['elbow', 250, 340],
  ['forearm', 275, 410],
  ['hand', 320, 490],
  ['thigh', 95, 590],
  ['knee', 90, 700],
  ['shin', 85, 810],
  ['foot', 95, 950],
];

/** Who faces us has the left hand at the right of the picture. */
export function halfAt(side: BodySide, xMilli: number): Half {
  return (side === 'front') === xMilli > 500 ? 'left' : 'right';
}

function pairsOf(side: BodySide): Region[] {
  return paired.flatMap(([name, x, yMilli]) =>
    [500 - x, 500 + x].map((xMilli) => ({ side, name, half: halfAt(side, xMilli), xMilli, yMilli })),
  );
}

export const regions: readonly Region[] = [
  ...middle.map(([side, name, yMilli]): Region => ({ side, name, xMilli: 500, yMilli })),
  ...pairsOf('front'),
  ...pairsOf('back'),
];

export const keyOfRegion = (region: Region) => [region.side, region.name, region.half].join('.');

/** The figure is twice as high as wide, so a thousandth of its height counts double. */
export function regionAt(side: BodySide, xMilli: number, yMilli: number): Region {
  const far = (region: Region) => (region.xMilli - xMilli) ** 2 + (2 * (region.yMilli - yMilli)) ** 2;
  const [first, ...rest] = regions.filter((region) => region.side === side) as [Region, ...Region[]];
  return rest.reduce((best, region) => (far(region) < far(best) ? region : best), first);
}

export const clampMilli = (value: number) => Math.min(1000, Math.max(0, Math.round(value)));

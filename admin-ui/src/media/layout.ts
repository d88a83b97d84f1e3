// SPDX-License-Identifier: Apache-2.0
// Which cameras one looks at together, and in how many fields: each user's own choice, kept on this device.
export const fieldCounts = [1, 4, 6, 9] as const;
export type FieldCount = (typeof fieldCounts)[number];

export interface Layout {
  fields: FieldCount;
  /** In the order of the fields. */
  cameras: string[];
}

const storedAs = (userId: string) => `mingjing-live-${userId}`;
const none: Layout = { fields: 4, cameras: [] };

export function readLayout(userId: string): Layout {
  try {
    return layoutOf(JSON.parse(localStorage.getItem(storedAs(userId)) ?? 'null'));
  } catch {
    return none;
  }
}

function layoutOf(value: unknown): Layout {
  if (typeof value !== 'object' || value === null) return none;
  const { fields, cameras } = value as Partial<Record<keyof Layout, unknown>>;
  const known = fieldCounts.find((count) => count === fields);
  if (!known || !Array.isArray(cameras)) return none;
  return {
    fields: known,
    cameras: cameras.filter((one) => typeof one === 'string').slice(0, known),
  };
}

export function keepLayout(userId: string, layout: Layout): void {
  localStorage.setItem(storedAs(userId), JSON.stringify(layout));
}

/** A camera is added behind the others, or taken away; where all fields are full the layout stays as it is. */
export function toggled(layout: Layout, cameraId: string): Layout {
  if (layout.cameras.includes(cameraId))
    return { ...layout, cameras: layout.cameras.filter((one) => one !== cameraId) };
  if (layout.cameras.length >= layout.fields) return layout;
  return { ...layout, cameras: [...layout.cameras, cameraId] };
}

export function withFields(layout: Layout, fields: FieldCount): Layout {
  return { fields, cameras: layout.cameras.slice(0, fields) };
}

/** Without those that one may not see, or that are no more. */
export function only(layout: Layout, visible: ReadonlySet<string>): Layout {
  return { ...layout, cameras: layout.cameras.filter((one) => visible.has(one)) };
}

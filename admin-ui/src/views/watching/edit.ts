// SPDX-License-Identifier: Apache-2.0
// What is being changed about a camera, step by step back and forth; and how it differs from what is in force.
import type { Thresholds, Zone } from '../../api/watching-types';

export interface Work {
  zones: Zone[];
  thresholds: Thresholds;
}

export interface Edit {
  past: Work[];
  now: Work;
  future: Work[];
  /** Changes with the same tag, one after the other, are one step: the run of an arrow key, a drag, a typed number. */
  tag?: string;
}

const stepsAtMost = 200;
export const nothing: Work = { zones: [], thresholds: {} };

export const begin = (now: Work): Edit => ({ past: [], now, future: [] });

export function change(edit: Edit, now: Work, tag?: string): Edit {
  if (tag !== undefined && tag === edit.tag) return { ...edit, now, future: [] };
  return { past: [...edit.past, edit.now].slice(-stepsAtMost), now, future: [], tag };
}

/** The next change is a step of its own, whatever its tag. */
export const settle = (edit: Edit): Edit => (edit.tag === undefined ? edit : { ...edit, tag: undefined });

export function undo(edit: Edit): Edit {
  const now = edit.past.at(-1);
  if (!now) return edit;
  return { past: edit.past.slice(0, -1), now, future: [edit.now, ...edit.future] };
}

export function redo(edit: Edit): Edit {
  const [now, ...future] = edit.future;
  if (!now) return edit;
  return { past: [...edit.past, edit.now], now, future };
}

export type Difference =
  | { what: 'added' | 'removed' | 'moved' | 'renamed'; zone: Zone; before?: Zone }
  | { what: 'threshold'; name: string; from: number | undefined; to: number | undefined };

export function differences(before: Work, after: Work): Difference[] {
  const found: Difference[] = [];
  const old = new Map(before.zones.map((zone) => [zone.id, zone]));
  for (const zone of after.zones) {
    const was = old.get(zone.id);
    if (!was) found.push({ what: 'added', zone });
    else if (was.kind !== zone.kind) found.push({ what: 'renamed', zone, before: was });
    else if (JSON.stringify(was.polygon) !== JSON.stringify(zone.polygon))
      found.push({ what: 'moved', zone, before: was });
  }
  const kept = new Set(after.zones.map(({ id }) => id));
  for (const zone of before.zones) if (!kept.has(zone.id)) found.push({ what: 'removed', zone });
  const names = new Set([...Object.keys(before.thresholds), ...Object.keys(after.thresholds)]);
  for (const name of [...names].sort()) {
    const [from, to] = [before.thresholds[name], after.thresholds[name]];
    if (from !== to) found.push({ what: 'threshold', name, from, to });
  }
  return found;
}

/** Without the thresholds that are left to their default. */
export function withThreshold(thresholds: Thresholds, name: string, value: number | undefined): Thresholds {
  const { [name]: _, ...rest } = thresholds;
  return value === undefined ? rest : { ...rest, [name]: value };
}

/** What was kept of an earlier visit, as far as it is one. */
export function workOf(kept: unknown): Work | undefined {
  const work = kept as Partial<Work> | undefined;
  if (!Array.isArray(work?.zones) || typeof work.thresholds !== 'object' || !work.thresholds)
    return undefined;
  return { zones: work.zones, thresholds: work.thresholds };
}

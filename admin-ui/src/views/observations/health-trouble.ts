// SPDX-License-Identifier: Apache-2.0
// Cameras whose picture is in trouble now: one number, however much there is to say about each.
import { useMemo } from 'react';
import { seesObservations } from '../../abilities';
import { useObservations } from '../../api/watching';
import type { Observation } from '../../api/watching-types';
import { useUser } from '../../session';

export const troublePage = '/observations?state=open&group=health';

export interface Trouble {
  cameras: number;
  names: string[];
  sinceUs: number;
}

/** What was staged, or judged to be none, is no trouble. */
export function troubleOf(items: readonly Observation[]): Trouble | undefined {
  const real = items.filter(
    ({ toUs, staged, verdict }) => toUs === null && !staged && verdict?.verdict !== 'false',
  );
  const [first] = real;
  if (!first) return undefined;
  const names = new Map(real.map(({ camera }) => [camera.id, camera.name]));
  return {
    cameras: names.size,
    names: [...names.values()],
    sinceUs: real.reduce((since, { fromUs }) => Math.min(since, fromUs), first.fromUs),
  };
}

export function useHealthTrouble() {
  const { can } = useUser();
  const enabled = seesObservations(can);
  const query = useObservations({ state: 'open', group: 'health', limit: 200 }, enabled);
  const items = query.data?.items;
  return { enabled, query, trouble: useMemo(() => items && troubleOf(items), [items]) };
}

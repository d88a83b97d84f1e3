// SPDX-License-Identifier: Apache-2.0
// One page of the list at a time, however many there are: ten thousand rows cost no more than a hundred.
import { useMemo, useState } from 'react';
import { useObservations } from '../../api/watching';
import type { Observation, ObservationQuery } from '../../api/watching-types';
import { rowsOf } from './words';

const perPage = 100;

export function useRows(query: ObservationQuery) {
  // The cursors that led here; the last one is of this page.
  const [way, setWay] = useState<string[]>([]);
  const [judged, setJudged] = useState<ReadonlyMap<string, Observation>>(new Map());
  const first = way.length === 0;
  const page = useObservations({ ...query, cursor: way.at(-1), limit: perPage });
  // What goes on stands first, however old it is.
  const open = useObservations({ ...query, state: 'open', limit: perPage }, first && query.state !== 'open');
  const openItems = first ? open.data?.items : undefined;
  const items = page.data?.items;
  const { group } = query;
  const rows = useMemo(
    () => items && rowsOf(openItems ?? [], items, judged).filter((one) => !group || one.group === group),
    [items, openItems, judged, group],
  );
  const go = (to: string[]) => {
    setJudged(new Map());
    setWay(to);
  };
  const next = page.data?.next ?? undefined;
  return {
    rows,
    counts: page.data?.counts,
    query: page,
    number: way.length + 1,
    older: next === undefined ? undefined : () => go([...way, next]),
    newer: first ? undefined : () => go(way.slice(0, -1)),
    reset: () => go([]),
    keep: (one: Observation) => setJudged((before) => new Map(before).set(one.id, one)),
  };
}

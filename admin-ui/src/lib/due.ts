// SPDX-License-Identifier: Apache-2.0
// What is due next for a person: the centre says what and when, the page lets the time pass.
import type { DueItem, Tile } from '../api/types';

export type DueState = DueItem['state'];

/** A check is asked for before its interval ends; only after that it is late. */
export function viewDue(item: Pick<DueItem, 'dueUs' | 'latestUs' | 'state'>, nowUs: number): DueState {
  if ((item.latestUs ?? item.dueUs) <= nowUs) return 'over';
  return item.state === 'over' || item.dueUs <= nowUs ? 'soon' : item.state;
}

export function nextDue(due: readonly DueItem[] | undefined): DueItem | undefined {
  return (due ?? []).reduce<DueItem | undefined>(
    (first, item) => (!first || item.dueUs < first.dueUs ? item : first),
    undefined,
  );
}

export const checkDue = (tile: Pick<Tile, 'due'>): DueItem | undefined =>
  nextDue((tile.due ?? []).filter((item) => item.kind === 'check'));

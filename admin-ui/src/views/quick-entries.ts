// SPDX-License-Identifier: Apache-2.0
// What is noted from the board by a letter: what the letter says wholly is stored by Enter, the rest opens its form.
import type { ActKind, CareKind, Me, Tile } from '../api/types';

interface Common {
  key: string;
}
export type Quick = Common &
  (
    | { kind: 'care'; care: CareKind }
    | { kind: 'act'; act: string; values: Record<string, string> }
    | { kind: 'form'; act: string; values?: Record<string, string> }
  );

/** The letters, in the order in which they are shown. N, P and A have other meanings on the board. */
export const quickKeys: readonly Quick[] = [
  { key: 'M', kind: 'care', care: 'meal' },
  { key: 'W', kind: 'care', care: 'water' },
  { key: 'T', kind: 'care', care: 'toilet' },
  { key: 'R', kind: 'care', care: 'rest' },
  { key: 'D', kind: 'care', care: 'medicine' },
  { key: 'C', kind: 'care', care: 'check' },
  { key: 'L', kind: 'act', act: 'note_request', values: { kind: 'lawyer' } },
  { key: 'H', kind: 'act', act: 'note_request', values: { kind: 'doctor' } },
  { key: 'K', kind: 'form', act: 'note_request', values: { kind: 'complaint' } },
  { key: 'Q', kind: 'form', act: 'note_request' },
  { key: 'V', kind: 'form', act: 'make_check' },
  { key: 'S', kind: 'form', act: 'assess_risk' },
  { key: 'X', kind: 'form', act: 'note_medical' },
  { key: 'F', kind: 'form', act: 'notify_family' },
  { key: 'B', kind: 'form', act: 'begin_visit' },
  { key: 'I', kind: 'form', act: 'report_incident' },
];

export interface OfferedQuick {
  quick: Quick;
  /** Of an act, as the catalogue has it. */
  act?: ActKind;
}

/** The letters that this user may use at all. */
export function offeredQuick(
  acts: readonly ActKind[],
  me: Pick<Me, 'abilities'>,
  canCare: boolean,
): OfferedQuick[] {
  return quickKeys.flatMap((quick): OfferedQuick[] => {
    if (quick.kind === 'care') return canCare ? [{ quick }] : [];
    const act = acts.find((one) => one.name === quick.act);
    return act && me.abilities.includes(act.ability) ? [{ quick, act }] : [];
  });
}

/** Nothing is entered for a record that cannot be read, and of witnesses and victims only what is for them. */
export function fitsTile({ act }: OfferedQuick, tile: Pick<Tile, 'role' | 'damaged'>): boolean {
  if (tile.damaged) return false;
  return !(act?.heldOnly && (tile.role === 'witness' || tile.role === 'victim'));
}

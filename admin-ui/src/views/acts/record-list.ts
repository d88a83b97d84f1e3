// SPDX-License-Identifier: Apache-2.0
// Which plain acts are offered for a person, in which order, and what ends what lasts.
import type { ActKind, Me, SpellKind, StayDetail } from '../../api/types';

export const groups = ['rights', 'care', 'legal', 'movement'] as const;

export interface Offered {
  act: ActKind;
  allowed: boolean;
}

/** Acts that this user could ever do for this person: those possible now first, as the catalogue orders them. */
export function offeredActs(
  acts: readonly ActKind[],
  detail: Pick<StayDetail, 'allowedActs' | 'tile'>,
  me: Pick<Me, 'abilities'>,
): Offered[] {
  const free = detail.tile.role === 'witness' || detail.tile.role === 'victim';
  const allowed = new Set(detail.allowedActs ?? []);
  return acts
    .filter((act) => me.abilities.includes(act.ability) && !(act.heldOnly && free))
    .map((act) => ({ act, allowed: allowed.has(act.name) }))
    .sort((a, b) => Number(b.allowed) - Number(a.allowed));
}

/** Every typed word must be in a label of either language or in the name. */
export function matching(offered: readonly Offered[], typed: string): Offered[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return offered.filter(({ act }) => {
    const text = `${act.label} ${act.labelEn} ${act.name}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** What is done meanwhile, beside ending it. */
const meanwhile: Partial<Record<SpellKind, readonly string[]>> = {
  watch: ['hand_over_watch'],
  restraint: ['review_restraint'],
};

export interface Running {
  spell: SpellKind;
  /** The act that began it, where it is known. */
  began: NonNullable<StayDetail['acts']>[number] | undefined;
  acts: ActKind[];
}

export function runningSpells(acts: readonly ActKind[], detail: StayDetail): Running[] {
  return (detail.tile.running ?? []).map((spell) => {
    const begins = acts.filter((act) => act.spell === spell && act.effect === 'begin');
    const done = (detail.acts ?? []).filter((one) => begins.some((act) => act.name === one.act));
    return {
      spell,
      began: done.reduce<Running['began']>(
        (last, one) => (!last || one.atUs > last.atUs ? one : last),
        undefined,
      ),
      acts: [
        ...acts.filter((act) => meanwhile[spell]?.includes(act.name)),
        ...acts.filter((act) => act.spell === spell && act.effect === 'end'),
      ],
    };
  });
}

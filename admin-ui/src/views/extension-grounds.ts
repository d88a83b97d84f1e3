// SPDX-License-Identifier: Apache-2.0
// How far a limit can be extended, on which legal grounds, and by whom, for a kind of case and a legal basis.
import type { BasisKind, CaseKind, ExtensionGround } from '../api/types';

export type LimitH = 12 | 24 | 48;
export type ApprovingRole = 'unit_head' | 'bureau_head' | 'legal_head';

export function limitsFor(kind: CaseKind, basis: BasisKind | undefined): readonly LimitH[] {
  if (basis === 'continued_questioning') return [24, 48];
  return kind === 'criminal' ? [24] : [12, 24];
}

export function groundsFor(
  kind: CaseKind,
  limitH: LimitH,
  basis?: BasisKind | undefined,
): readonly ExtensionGround[] {
  if (basis === 'continued_questioning') return limitH === 48 ? ['identity_hidden'] : ['suspicion_open'];
  if (kind === 'criminal') return ['serious_or_complex', 'detain_or_arrest'];
  return limitH === 12 ? ['many_persons', 'identity_unknown'] : ['complex', 'detention_may_apply'];
}

/** The next limit after the one that runs. */
export function nextLimit(limits: readonly LimitH[], currentH: number): LimitH {
  return limits.find((limit) => limit > currentH) ?? limits.at(-1) ?? 24;
}

/** Compelled appearance and continued questioning are extended by the bureau, a summons by the unit. */
export function usualApprover(basis: BasisKind | undefined): ApprovingRole {
  return basis === 'continued_questioning' || basis === 'compelled_appearance' ? 'bureau_head' : 'unit_head';
}

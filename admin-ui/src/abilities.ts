// SPDX-License-Identifier: Apache-2.0
// Turns the signed-in user into named abilities. The centre decides again on every request; this only hides what would fail.
import type { Ability, Me } from './api/types';

export interface Abilities {
  seeWall: boolean;
  seeBoard: boolean;
  seeStay: boolean;
  leadStay: boolean;
  question: boolean;
  approveExtension: boolean;
  seeLive: boolean;
  seePlayback: boolean;
  review: boolean;
  administer: boolean;
  confirmRules: boolean;
  seeAudit: boolean;
  reviewLegality: boolean;
  care: boolean;
  seeTrueIdentity: boolean;
  callHelp: boolean;
}

export function abilitiesOf(me: Pick<Me, 'abilities'>): Abilities {
  const has = (ability: Ability) => me.abilities.includes(ability);
  return {
    seeWall: has('see_wall'),
    seeBoard: has('see_board'),
    seeStay: has('see_stay'),
    leadStay: has('lead_stay'),
    question: has('question'),
    approveExtension: has('approve_extension'),
    seeLive: has('see_live'),
    seePlayback: has('see_playback'),
    review: has('review_findings'),
    administer: has('administer'),
    confirmRules: has('confirm_rules'),
    seeAudit: has('see_audit'),
    reviewLegality: has('review_legality'),
    care: has('care'),
    seeTrueIdentity: has('see_true_identity'),
    callHelp: has('call_help'),
  };
}

/** The page of what is kept of recordings is for who runs the centre, who checks it, and who decides on removal. */
export const seesStorage = (can: Abilities) => can.administer || can.review || can.confirmRules;

/** Certificates of who receives packages are for who adds them and who confirms them. */
export const seesRecipients = (can: Abilities) => can.administer || can.confirmRules;

/** What the video checks saw is for who judges it, and for the desk, which goes and looks. */
export const seesObservations = (can: Abilities) => can.review || can.leadStay;

/** Zones, thresholds, switches and staged acts: by who runs the centre and who checks it, decided by two of two units. */
export const setsWatching = (can: Abilities) => can.administer || can.review;

/** How good the checks are need not be hidden from anybody who is shown what they say. */
export const seesQuality = (can: Abilities) => seesObservations(can) || setsWatching(can);

/** Where a person's work begins after signing in. */
export function homeOf(can: Abilities): string {
  if (can.leadStay) return '/board';
  if (can.question) return '/questionings';
  if (can.review) return '/reviews';
  if (can.care) return '/round';
  if (can.approveExtension) return '/approvals';
  if (can.seeBoard) return '/board';
  if (can.administer) return '/admin/staff';
  if (can.confirmRules) return '/admin/rules';
  if (can.seeAudit) return '/admin/audit';
  return '/wall';
}

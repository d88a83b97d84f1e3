// SPDX-License-Identifier: Apache-2.0
// The special groups that everybody is asked about at registration, and what is still unanswered.
import type { Flag, GroupAnswers } from '../api/types';

export const specialGroups: readonly Flag[] = [
  'pregnant',
  'nursing',
  'deaf_mute',
  'blind',
  'foreign_language',
  'foreigner',
  'infectious',
  'mental_illness',
  'drunk',
  'drugged',
  'serious_illness',
  'suicide_risk',
  'disabled',
  'over_70',
];

/** What was said at the arrival is not asked again; nothing is taken for a no. */
export function knownAnswers(flags: readonly Flag[], given: GroupAnswers | undefined): GroupAnswers {
  return { ...Object.fromEntries(flags.map((flag) => [flag, 'yes'])), ...given };
}

export function openGroups(answers: GroupAnswers | undefined): Flag[] {
  return specialGroups.filter((group) => answers?.[group] === undefined);
}

// SPDX-License-Identifier: Apache-2.0
// Each ability opens exactly its own doors, and everybody begins where their work is.
import { describe, expect, test } from 'vitest';
import {
  type Abilities,
  abilitiesOf,
  homeOf,
  seesObservations,
  seesQuality,
  setsWatching,
} from './abilities';
import type { Ability } from './api/types';

const names = {
  see_wall: 'seeWall',
  see_board: 'seeBoard',
  see_stay: 'seeStay',
  lead_stay: 'leadStay',
  question: 'question',
  approve_extension: 'approveExtension',
  see_live: 'seeLive',
  see_playback: 'seePlayback',
  review_findings: 'review',
  administer: 'administer',
  confirm_rules: 'confirmRules',
  see_audit: 'seeAudit',
  review_legality: 'reviewLegality',
  care: 'care',
  see_true_identity: 'seeTrueIdentity',
  call_help: 'callHelp',
} as const satisfies Record<Ability, string>;

describe('abilities', () => {
  test.each(Object.entries(names))('%s gives %s and nothing else', (ability, name) => {
    const can = abilitiesOf({ abilities: [ability as Ability] });
    expect(Object.entries(can).filter(([, given]) => given)).toEqual([[name, true]]);
  });

  test('what was seen is for supervisors and the desk, the settings for two persons', () => {
    const which = (sees: (can: Abilities) => boolean) =>
      (Object.keys(names) as Ability[]).filter((ability) => sees(abilitiesOf({ abilities: [ability] })));
    expect(which(seesObservations)).toEqual(['lead_stay', 'review_findings']);
    expect(which(setsWatching)).toEqual(['review_findings', 'administer']);
    expect(which(seesQuality)).toEqual(['lead_stay', 'review_findings', 'administer']);
  });

  test('nobody can do anything without abilities', () => {
    expect(Object.values(abilitiesOf({ abilities: [] })).some(Boolean)).toBe(false);
  });

  test.each([
    [['see_wall', 'see_board', 'see_stay', 'lead_stay'], '/board'],
    [['see_board', 'question'], '/questionings'],
    [['see_board', 'review_findings', 'see_playback'], '/reviews'],
    [['see_board', 'see_stay', 'lead_stay', 'care'], '/board'],
    [['see_board', 'see_stay', 'care'], '/round'],
    [['see_board', 'approve_extension'], '/approvals'],
    [['see_board', 'see_stay'], '/board'],
    [['administer', 'see_audit'], '/admin/staff'],
    [['confirm_rules'], '/admin/rules'],
    [['see_audit'], '/admin/audit'],
    [['see_wall'], '/wall'],
  ] as [Ability[], string][])('%j begins at %s', (abilities, home) => {
    expect(homeOf(abilitiesOf({ abilities }))).toBe(home);
  });
});

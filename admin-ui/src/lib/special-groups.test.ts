// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { knownAnswers, openGroups, specialGroups } from './special-groups';

it('what the arrival said is answered, the rest is open', () => {
  const known = knownAnswers(['drunk'], undefined);
  expect(known).toEqual({ drunk: 'yes' });
  expect(openGroups(known)).toHaveLength(specialGroups.length - 1);
  expect(openGroups(known)).not.toContain('drunk');
});

it('an answer that was given outdoes the flag', () => {
  expect(knownAnswers(['drunk'], { drunk: 'no' })).toEqual({ drunk: 'no' });
  expect(openGroups(undefined)).toEqual(specialGroups);
});

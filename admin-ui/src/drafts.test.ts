// SPDX-License-Identifier: Apache-2.0
// What was typed survives a reload, belongs to one user, and ends with the sign-in.
import { beforeEach, describe, expect, test } from 'vitest';
import { attempts, drafts, wipeDrafts } from './drafts';

beforeEach(() => sessionStorage.clear());

describe('drafts', () => {
  test('come back to their owner and form only', () => {
    drafts.write('u1', 'arrival', { name: '甲' });
    expect(drafts.read('u1', 'arrival')).toEqual({ name: '甲' });
    expect(drafts.read('u2', 'arrival')).toBeUndefined();
    expect(drafts.read('u1', 'stay.x.place')).toBeUndefined();
  });
  test('a spoilt entry is no draft', () => {
    sessionStorage.setItem('mingjing.draft.u1.arrival', '{');
    expect(drafts.read('u1', 'arrival')).toBeUndefined();
  });
  test('are gone after signing out', () => {
    drafts.write('u1', 'arrival', { name: '甲' });
    attempts.write('u1', 'arrival', { key: 'k', body: {} });
    sessionStorage.setItem('other', 'stays');
    wipeDrafts();
    expect(Object.keys(sessionStorage)).toEqual(['other']);
  });
  test('of another user are gone when somebody signs in', () => {
    drafts.write('u1', 'arrival', { name: '甲' });
    drafts.write('u2', 'arrival', { name: '乙' });
    wipeDrafts('u2');
    expect(drafts.read('u1', 'arrival')).toBeUndefined();
    expect(drafts.read('u2', 'arrival')).toEqual({ name: '乙' });
  });
});

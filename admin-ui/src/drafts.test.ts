// SPDX-License-Identifier: Apache-2.0
// What was typed survives a reload, belongs to one user, and waits for its owner out of sight.
import { beforeEach, describe, expect, test } from 'vitest';
import { attempts, bringBack, drafts, putAway } from './drafts';

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
  test('are out of sight after signing out', async () => {
    drafts.write('u1', 'arrival', { name: '甲' });
    attempts.write('u1', 'arrival', { key: 'k', body: {} });
    sessionStorage.setItem('other', 'stays');
    await putAway();
    expect(Object.keys(sessionStorage).filter((name) => !name.startsWith('mingjing.away.'))).toEqual([
      'other',
    ]);
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('甲');
  });
  test('of another user are out of sight when somebody signs in', async () => {
    drafts.write('u1', 'arrival', { name: '甲' });
    drafts.write('u2', 'arrival', { name: '乙' });
    await putAway('u2');
    expect(drafts.read('u1', 'arrival')).toBeUndefined();
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('甲');
    expect(drafts.read('u2', 'arrival')).toEqual({ name: '乙' });
  });
  test('are there again when their owner comes back, and the next user is given none of them', async () => {
    drafts.write('u1', 'arrival', { name: '甲' });
    await putAway('u2');
    await bringBack('u2');
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('甲');
    await bringBack('u1');
    expect(drafts.read('u1', 'arrival')).toEqual({ name: '甲' });
  });
  test('that a page wrote as it was left are put to the others', async () => {
    drafts.write('u1', 'arrival', { name: '甲' });
    await putAway('u2');
    drafts.write('u1', 'stay.x.place', { room: 'r' });
    await putAway('u2');
    await bringBack('u1');
    expect(drafts.read('u1', 'arrival')).toEqual({ name: '甲' });
    expect(drafts.read('u1', 'stay.x.place')).toEqual({ room: 'r' });
  });
  test('are not brought back a day later, nor over what was typed since', async () => {
    drafts.write('u1', 'arrival', { name: '甲' });
    await putAway(undefined, 1);
    await bringBack('u1', 2 + 24 * 3_600_000);
    expect(drafts.read('u1', 'arrival')).toBeUndefined();
    drafts.write('u1', 'arrival', { name: '乙' });
    await putAway(undefined, 1);
    drafts.write('u1', 'arrival', { name: '丙' });
    await bringBack('u1', 2);
    expect(drafts.read('u1', 'arrival')).toEqual({ name: '丙' });
  });
});

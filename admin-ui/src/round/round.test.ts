// SPDX-License-Identifier: Apache-2.0
// The round opens anew while the centre is away: for who made it last, with numbers only, and not for long.
import { expect, test } from 'vitest';
import type { Board, Me } from '../api/types';
import { forgetKeptUser } from '../kept-user';
import { roundRooms } from '../views/round/round-rooms';
import { roundMemory } from './memory';

const me = { id: 'u1', name: '甲', idleLimitS: 60 } as Me;
const board = {
  tiles: [
    {
      stayId: 's1',
      number: '20261124-07',
      displayName: '王某某',
      caseName: '殴打他人案',
      room: { id: 'r1', name: '候问室一' },
      riskLevel: 2,
      due: [{ kind: 'check', dueUs: 5 }],
    },
    { stayId: 's2', number: '20261124-08', displayName: '', damaged: true },
  ],
} as unknown as Board;

test('what is kept names nobody, and makes the same round', () => {
  roundMemory.keep(me, board, 1_000);
  expect(JSON.stringify({ ...localStorage })).not.toMatch(/王|殴打/);
  const kept = roundMemory.board('u1');
  expect(kept?.tiles).toHaveLength(1);
  const [room] = roundRooms(kept as Board, []);
  expect(room).toMatchObject({ id: 'r1', name: '候问室一' });
  expect(room?.persons[0]?.tile).toMatchObject({ number: '20261124-07', riskLevel: 2, displayName: '' });
});

test('it is for who made it last, as long as they may idle', () => {
  roundMemory.keep(me, board, 1_000);
  expect(roundMemory.user(60_000)?.id).toBe('u1');
  expect(roundMemory.user(61_000)).toBeUndefined();
  expect(roundMemory.user(500)).toBeUndefined();
  expect(roundMemory.board('u2')).toBeUndefined();
});

test('it is gone with the sign-in, and what is spoilt is nothing', () => {
  roundMemory.keep(me, board, 1_000);
  forgetKeptUser();
  expect(roundMemory.user(1_000)).toBeUndefined();
  expect(roundMemory.board('u1')).toBeUndefined();
  localStorage.setItem('mingjing-round', '{');
  expect(roundMemory.user(1_000)).toBeUndefined();
});

// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Room, Tile } from '../api/types';
import { movable, receivingRooms } from './group-move';

const tile = (number: string, more: Partial<Tile> = {}) =>
  ({ number, stayId: number, state: 'waiting', ...more }) as Tile;
const room = (name: string, more: Partial<Room> = {}) =>
  ({ id: name, name, kind: 'waiting', active: true, capacity: 4, occupants: [], ...more }) as unknown as Room;

describe('moving several', () => {
  it('lists those of one room together and leaves out who cannot be moved', () => {
    const here = { id: 'r', name: '候问室 1' };
    const tiles = [
      tile('03', { room: here }),
      tile('02'),
      tile('01', { room: here }),
      tile('04', { questioningId: 'q' }),
      tile('05', { damaged: true }),
      tile('06', { state: 'in_hospital' }),
      tile('07', { state: 'temporarily_out' }),
    ];
    expect(movable(tiles).map((one) => one.number)).toEqual(['02', '01', '03']);
  });

  it('offers rooms in service for more than one, waiting rooms first', () => {
    const rooms = [
      room('医疗室', { kind: 'medical' }),
      room('讯问室', { kind: 'interrogation', capacity: 1 }),
      room('候问室 2', { active: false }),
      room('候问室 1'),
    ];
    expect(receivingRooms(rooms).map((one) => one.name)).toEqual(['候问室 1', '医疗室']);
  });
});

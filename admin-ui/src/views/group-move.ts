// SPDX-License-Identifier: Apache-2.0
// Who can be moved with others, and whereto.
import type { Room, Tile } from '../api/types';

/** Whoever is in the centre, in no questioning, and whose record can be read; those in one room stand together. */
export function movable(tiles: readonly Tile[]): Tile[] {
  const away = ['temporarily_out', 'in_hospital'];
  return tiles
    .filter((tile) => !tile.damaged && !tile.questioningId && !away.includes(tile.state))
    .sort(
      (a, b) => (a.room?.name ?? '').localeCompare(b.room?.name ?? '') || a.number.localeCompare(b.number),
    );
}

/** Rooms in service that hold several persons; waiting rooms first. */
export function receivingRooms(rooms: readonly Room[]): Room[] {
  const rank = (room: Room) => (room.kind === 'waiting' ? 0 : 1);
  return rooms
    .filter((room) => room.active && room.capacity > 1)
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

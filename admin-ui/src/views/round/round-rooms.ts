// SPDX-License-Identifier: Apache-2.0
// The rooms of a round with the persons in them, the most overdue first; what waits to be sent counts as done.
import type { Board, DueItem, Tile } from '../../api/types';
import { checkDue } from '../../lib/due';
import type { Unsent } from '../../unsent';

export interface RoundPerson {
  tile: Tile;
  due: DueItem | undefined;
  /** When an entry was made that the centre does not have yet. */
  waitsUs: number | undefined;
}

export interface RoundRoom {
  /** Empty for persons who are in no room. */
  id: string;
  name: string;
  persons: RoundPerson[];
}

const never = Number.POSITIVE_INFINITY;
const urgency = (person: RoundPerson) =>
  person.waitsUs === undefined ? (person.due?.dueUs ?? never) : never;
const compare = (a: number, b: number) => (a === b ? 0 : a - b);

/** Whose record cannot be read is not entered here: nothing could be stored for them. */
export function roundRooms(board: Pick<Board, 'tiles'>, unsent: readonly Unsent[]): RoundRoom[] {
  const rooms = new Map<string, RoundRoom>();
  for (const tile of board.tiles) {
    if (tile.damaged) continue;
    const id = tile.room?.id ?? '';
    const room = rooms.get(id) ?? { id, name: tile.room?.name ?? '', persons: [] };
    room.persons.push({ tile, due: checkDue(tile), waitsUs: waitingSince(tile, unsent) });
    rooms.set(id, room);
  }
  for (const room of rooms.values())
    room.persons.sort(
      (a, b) => compare(urgency(a), urgency(b)) || a.tile.number.localeCompare(b.tile.number),
    );
  return [...rooms.values()].sort(
    (a, b) =>
      compare(worst(a), worst(b)) ||
      Number(a.id === '') - Number(b.id === '') ||
      a.name.localeCompare(b.name),
  );
}

function worst(room: RoundRoom): number {
  return room.persons[0] ? urgency(room.persons[0]) : never;
}

function waitingSince(tile: Tile, unsent: readonly Unsent[]): number | undefined {
  const own = unsent.filter(
    (entry) => !entry.refused && isCheck(entry) && entry.stayIds.includes(tile.stayId),
  );
  return own.at(-1)?.atUs;
}

function isCheck(entry: Unsent): boolean {
  return entry.kind === 'room_check' || (entry.body as { act?: string }).act === 'make_check';
}

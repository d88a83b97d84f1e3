// SPDX-License-Identifier: Apache-2.0
// What the guard's round last read, so that it can be opened anew while the centre is away: numbers, rooms, how closely
// each is watched and what is due. No names are kept on the device.
import type { Board, Me, Tile } from '../api/types';
import { restoreServerOffset, serverOffsetUs } from '../lib/now';

type RoundTile = Pick<Tile, 'stayId' | 'number' | 'room' | 'riskLevel' | 'due' | 'minor'>;

interface Kept {
  me: Me;
  /** When they were last seen here. */
  seenMs: number;
  offsetUs?: number;
  tiles: RoundTile[];
}

const storedAs = 'mingjing-round';

function read(): Kept | undefined {
  try {
    const text = localStorage.getItem(storedAs);
    return text === null ? undefined : (JSON.parse(text) as Kept);
  } catch {
    return undefined;
  }
}

export const roundMemory = {
  keep(me: Me, board: Pick<Board, 'tiles'>, nowMs: number): void {
    const tiles = board.tiles
      .filter((tile) => !tile.damaged)
      .map(({ stayId, number, room, riskLevel, due, minor }) => ({
        stayId,
        number,
        room,
        riskLevel,
        due,
        minor,
      }));
    const kept: Kept = { me, seenMs: nowMs, offsetUs: serverOffsetUs(), tiles };
    try {
      localStorage.setItem(storedAs, JSON.stringify(kept));
    } catch {
      // Then the round does not open anew without a network.
    }
  },

  /** Who made the round last, no longer than the centre would let them idle. */
  user(nowMs: number): Me | undefined {
    const kept = read();
    if (!kept) return undefined;
    if (kept.offsetUs !== undefined) restoreServerOffset(kept.offsetUs);
    const age = nowMs - kept.seenMs;
    const { idleLimitS } = kept.me;
    return idleLimitS === 0 || (age >= 0 && age < idleLimitS * 1000) ? kept.me : undefined;
  },

  /** The persons of that user's last reading; what a round does not show is left empty. */
  board(user: string): Pick<Board, 'tiles'> | undefined {
    const kept = read();
    if (kept?.me.id !== user) return undefined;
    return { tiles: kept.tiles.map(tileOf) };
  },

  forget(): void {
    localStorage.removeItem(storedAs);
  },
};

function tileOf(kept: RoundTile): Tile {
  return {
    ...kept,
    seq: 0,
    displayName: '',
    role: 'suspect',
    state: 'waiting',
    arrivedAtUs: 0,
    unit: { id: '', name: '' },
    caseNumber: '',
    caseName: '',
    caseKind: 'criminal',
    openFindings: 0,
    nextSteps: [],
  };
}

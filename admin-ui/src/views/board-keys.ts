// SPDX-License-Identifier: Apache-2.0
// The board by keyboard: a number or the arrows select a person, a letter and Enter note an act.
import { useRef } from 'react';
import type { Tile } from '../api/types';
import { useKeys } from '../hooks/use-keys';

const digitsWithinMs = 1_200;

interface Keys {
  tiles: readonly Tile[];
  selectedId: string | undefined;
  select: (id: string | undefined) => void;
  /** Something is chosen that Enter would store. */
  armed: boolean;
  disarm: () => void;
  canLead: boolean;
  /** Any other letter, for the person who is selected; true when it was used. */
  letter: (key: string) => boolean;
  confirm: () => void;
  place: () => void;
  moveSeveral: () => void;
  newArrival: () => void;
}

export function useBoardKeys(keys: Keys): void {
  const typed = useRef({ digits: '', atMs: 0 });
  useKeys((key, event) => {
    if (/^\d$/.test(key)) {
      const now = Date.now();
      const before = now - typed.current.atMs < digitsWithinMs ? typed.current.digits : '';
      typed.current = { digits: (before + key).slice(-2), atMs: now };
      const found = findByDigits(keys.tiles, typed.current.digits);
      if (found) keys.select(found.stayId);
      return true;
    }
    const step = stepOf(key);
    if (step !== undefined) {
      const next = moveSelection(keys.tiles, keys.selectedId, step);
      if (next) keys.select(next);
      return next !== undefined;
    }
    if (key === 'Escape') {
      if (keys.armed) keys.disarm();
      else keys.select(undefined);
      return true;
    }
    if (key === 'N' && keys.canLead) {
      keys.newArrival();
      return true;
    }
    if (key === 'G' && keys.canLead && keys.tiles.length > 1) {
      keys.moveSeveral();
      return true;
    }
    if (!keys.selectedId) return false;
    if (key === 'Enter') {
      if (event.target instanceof HTMLElement && event.target.closest('a, button')) return false;
      keys.confirm();
      return true;
    }
    // Nothing can be entered for a record that cannot be read.
    if (keys.tiles.find((tile) => tile.stayId === keys.selectedId)?.damaged) return false;
    if (key === 'P' && keys.canLead) {
      keys.place();
      return true;
    }
    return keys.letter(key);
  });
}

function stepOf(key: string): number | 'up' | 'down' | undefined {
  if (key === 'ArrowRight') return 1;
  if (key === 'ArrowLeft') return -1;
  if (key === 'ArrowDown') return 'down';
  if (key === 'ArrowUp') return 'up';
  return undefined;
}

/** Up and down follow the rows as they are laid out on the page. */
function moveSelection(tiles: readonly Tile[], selectedId: string | undefined, step: number | 'up' | 'down') {
  if (tiles.length === 0) return undefined;
  const index = tiles.findIndex((tile) => tile.stayId === selectedId);
  if (index < 0) return tiles[0]?.stayId;
  const by = typeof step === 'number' ? step : (step === 'down' ? 1 : -1) * tilesPerRow();
  return tiles[Math.min(Math.max(index + by, 0), tiles.length - 1)]?.stayId;
}

function tilesPerRow(): number {
  const tiles = [...document.querySelectorAll<HTMLElement>('[data-tile]')];
  const top = tiles[0]?.offsetTop;
  return Math.max(1, tiles.filter((tile) => tile.offsetTop === top).length);
}

/** The newest stay whose number ends so: "7" and "07" both mean 07. */
export function findByDigits(tiles: readonly Tile[], digits: string): Tile | undefined {
  const ending = digits.padStart(2, '0');
  return tiles
    .filter((tile) => tile.number.split('-').at(-1)?.padStart(2, '0') === ending)
    .sort((a, b) => b.number.localeCompare(a.number))[0];
}

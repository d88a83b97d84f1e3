// SPDX-License-Identifier: Apache-2.0
// The letters of the board: each means one thing, is offered only to whom it is for, and costs three entries at most.
import { fireEvent, renderHook } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { ActKind, Me, Tile } from '../api/types';
import { useBoardKeys } from './board-keys';
import { fitsTile, offeredQuick, quickKeys } from './quick-entries';

const act = (name: string, ability: ActKind['ability'], heldOnly = false): ActKind => ({
  name,
  group: 'care',
  label: name,
  labelEn: name,
  ability,
  effect: 'keep',
  heldOnly,
  fields: [],
});
const catalogue = [
  act('note_request', 'care'),
  act('make_check', 'care', true),
  act('notify_family', 'lead_stay'),
];
const user = (...abilities: Me['abilities']) => ({ abilities });
const letters = (me: Pick<Me, 'abilities'>, canCare: boolean) =>
  offeredQuick(catalogue, me, canCare)
    .map(({ quick }) => quick.key)
    .join('');

describe('the letters', () => {
  test('mean one thing each, and none that the board uses otherwise', () => {
    const all = quickKeys.map((quick) => quick.key);
    expect(new Set(all).size).toBe(all.length);
    for (const taken of ['N', 'P', 'A', '?']) expect(all).not.toContain(taken);
  });
  test('are offered to whom the act is for', () => {
    expect(letters(user('care'), true)).toBe('MWTRDCLHKQV');
    expect(letters(user('care', 'lead_stay'), true)).toBe('MWTRDCLHKQVF');
    expect(letters(user('see_board'), false)).toBe('');
  });
  test('without the catalogue are those of care alone', () =>
    expect(offeredQuick([], user('care'), true).map(({ quick }) => quick.kind)).toEqual(
      Array(6).fill('care'),
    ));
  test('are not for damaged records, and of witnesses not what is for the held', () => {
    const [first] = offeredQuick(catalogue, user('care'), true);
    const check = offeredQuick(catalogue, user('care'), true).find(({ quick }) => quick.key === 'V');
    expect(first && fitsTile(first, { role: 'suspect', damaged: true })).toBe(false);
    expect(check && fitsTile(check, { role: 'witness' })).toBe(false);
    expect(check && fitsTile(check, { role: 'suspect' })).toBe(true);
  });
});

describe('an event from the board', () => {
  const tiles = [
    { stayId: 'a', number: '20260730-07' },
    { stayId: 'b', number: '20260730-12' },
  ] as Tile[];
  const press = (key: string) => fireEvent.keyDown(document.body, { key });

  function board(letter: (key: string) => boolean) {
    const state = { selectedId: undefined as string | undefined, armed: false };
    const told = { confirm: vi.fn(), disarm: vi.fn(), moveSeveral: vi.fn() };
    const { rerender } = renderHook(() =>
      useBoardKeys({
        tiles,
        ...state,
        ...told,
        select: (id) => {
          state.selectedId = id;
          rerender();
        },
        canLead: true,
        letter: (key) => {
          state.armed = letter(key);
          rerender();
          return state.armed;
        },
        place: () => undefined,
        newArrival: () => undefined,
      }),
    );
    return { ...told, state };
  }

  test('is the number, a letter and Enter', () => {
    const letter = vi.fn(() => true);
    const { confirm, state } = board(letter);
    press('1');
    press('2');
    expect(state.selectedId).toBe('b');
    press('l');
    press('Enter');
    expect(letter).toHaveBeenCalledWith('L');
    expect(confirm).toHaveBeenCalledTimes(1);
  });
  test('is not entered for nobody', () => {
    const letter = vi.fn(() => true);
    board(letter);
    press('l');
    expect(letter).not.toHaveBeenCalled();
  });
  test('of several persons needs nobody selected', () => {
    const letter = vi.fn(() => true);
    const { moveSeveral } = board(letter);
    press('g');
    expect(moveSeveral).toHaveBeenCalledTimes(1);
    expect(letter).not.toHaveBeenCalled();
  });
  test('is taken back by Escape before the selection is', () => {
    const { disarm, state } = board(() => true);
    press('7');
    press('m');
    press('Escape');
    expect(disarm).toHaveBeenCalledTimes(1);
    expect(state.selectedId).toBe('a');
  });
});

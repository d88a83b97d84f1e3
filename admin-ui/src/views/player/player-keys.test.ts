// SPDX-License-Identifier: Apache-2.0
// The table of keys of the player, and of several live pictures.
import { describe, expect, test } from 'vitest';
import { liveKey } from '../live/live-keys';
import { playerKey } from './player-keys';

const s = 1e6;
const state = {
  nowUs: 100 * s,
  rate: 1,
  paused: false,
  marks: [90 * s, 120 * s, 100 * s],
  findings: [150 * s],
  homeUs: 60 * s,
};

describe('in the player', () => {
  test.each([
    [' ', false, { do: 'toggle' }],
    ['ArrowLeft', false, { do: 'seek', us: 95 * s }],
    ['ArrowRight', false, { do: 'seek', us: 105 * s }],
    ['ArrowLeft', true, { do: 'step', by: -1 }],
    ['ArrowRight', true, { do: 'step', by: 1 }],
    ['J', false, { do: 'seek', us: 90 * s }],
    ['K', false, { do: 'pause' }],
    ['L', false, { do: 'rate', rate: 2 }],
    ['[', false, { do: 'rate', rate: 0.5 }],
    [']', false, { do: 'rate', rate: 2 }],
    ['M', false, { do: 'seek', us: 120 * s }],
    ['M', true, { do: 'seek', us: 90 * s }],
    ['F', false, { do: 'seek', us: 150 * s }],
    ['F', true, undefined],
    ['Home', false, { do: 'seek', us: 60 * s }],
    ['V', false, { do: 'sound' }],
    ['Q', false, undefined],
  ] as const)('%s with shift %s', (key, shift, act) => {
    expect(playerKey(key, shift, state)).toEqual(act);
  });
  test('L plays first, and is faster only then', () => {
    expect(playerKey('L', false, { ...state, paused: true })).toEqual({ do: 'play' });
    expect(playerKey('L', false, { ...state, rate: 8 })).toEqual({ do: 'rate', rate: 8 });
  });
});

describe('among live pictures', () => {
  const cameras = [
    { id: 'a', hasAudio: true },
    { id: 'b', hasAudio: false },
  ];
  const shown = { cameras, heardId: undefined, largeId: undefined };
  test('a figure chooses the sound, of one camera only', () => {
    expect(liveKey('1', shown)).toEqual({ do: 'hear', id: 'a' });
    expect(liveKey('2', { ...shown, heardId: 'a' })).toEqual({ do: 'hear', id: undefined });
    expect(liveKey('3', shown)).toBeUndefined();
    expect(liveKey('0', { ...shown, heardId: 'a' })).toEqual({ do: 'hear', id: undefined });
    expect(liveKey('V', shown)).toEqual({ do: 'hear', id: 'a' });
    expect(liveKey('V', { ...shown, heardId: 'a' })).toEqual({ do: 'hear', id: undefined });
  });
  test('Enter enlarges what is heard, and goes back', () => {
    expect(liveKey('Enter', { ...shown, heardId: 'b' })).toEqual({ do: 'enlarge', id: 'b' });
    expect(liveKey('Enter', { ...shown, largeId: 'b' })).toEqual({ do: 'enlarge', id: undefined });
    expect(liveKey('Escape', { ...shown, largeId: 'b' })).toEqual({ do: 'enlarge', id: undefined });
    expect(liveKey('Escape', shown)).toBeUndefined();
  });
});

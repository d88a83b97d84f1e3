// SPDX-License-Identifier: Apache-2.0
// The code on the screen: exactly its slot, never later, and never by the computer's own clock.
import { expect, test } from 'vitest';
import { type Heard, lostAfterUs, shownAt, spaced } from './display';

const slot = 30_000_000;
const begin = 1_700_000_010_000_000;
const heard: Heard = {
  atUs: 500,
  display: {
    centreName: '示范中心',
    roomName: '讯问室1',
    roomCode: 'IT-01',
    serverTimeUs: begin + 10_000_000,
    codes: [
      { code: 'KW7Q37YJ', fromUs: begin, untilUs: begin + slot },
      { code: 'ADHWTFFG', fromUs: begin + slot, untilUs: begin + 2 * slot },
    ],
  },
};
const after = (us: number) => shownAt(heard, heard.atUs + us);

test('a code is shown from the first to the last moment of its slot', () => {
  expect(after(0)).toEqual({ nowUs: begin + 10_000_000, code: 'KW7Q37YJ', lost: false });
  expect(after(20_000_000 - 1).code).toBe('KW7Q37YJ');
  expect(after(20_000_000).code).toBe('ADHWTFFG');
  expect(after(50_000_000 - 1).code).toBe('ADHWTFFG');
});

test('without a word of the centre no old code is shown as current', () => {
  expect(after(50_000_000)).toEqual({ nowUs: begin + 2 * slot, code: undefined, lost: true });
  expect(after(lostAfterUs).lost).toBe(false);
  expect(after(lostAfterUs + 1).lost).toBe(true);
});

test('a code is read aloud in two halves', () => {
  expect(spaced('KW7Q37YJ')).toBe('KW7Q 37YJ');
});

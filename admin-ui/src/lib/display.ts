// SPDX-License-Identifier: Apache-2.0
// What the screen in a questioning room may show now: a code belongs to its slot and to no later moment.
import type { RoomDisplay } from '../api/types';

/** Without a word of the centre for longer, the screen says so. */
export const lostAfterUs = 12_000_000;

/** The centre's words, and the reading of the steady clock when they came. */
export interface Heard {
  display: RoomDisplay;
  atUs: number;
}

export interface Shown {
  /** The centre's time, carried on by the steady clock: the computer's own clock may be set meanwhile. */
  nowUs: number;
  code: string | undefined;
  lost: boolean;
}

export function shownAt(heard: Heard, steadyUs: number): Shown {
  const sinceUs = steadyUs - heard.atUs;
  const nowUs = heard.display.serverTimeUs + sinceUs;
  const slot = heard.display.codes.find((one) => one.fromUs <= nowUs && nowUs < one.untilUs);
  return { nowUs, code: slot?.code, lost: sinceUs > lostAfterUs };
}

/** As people read it aloud: four and four. */
export function spaced(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}

// SPDX-License-Identifier: Apache-2.0
// What a key does in the player: pure, so that the table of keys can be read and tried in one place.
import { nextRate } from '../../media/evidence-clock';

export interface KeyState {
  nowUs: number;
  rate: number;
  paused: boolean;
  /** Of marks and of findings, in no order. */
  marks: readonly number[];
  findings: readonly number[];
  /** Where Home goes. */
  homeUs: number;
}

export type KeyAct =
  | { do: 'toggle' | 'play' | 'pause' | 'sound' }
  | { do: 'seek'; us: number }
  | { do: 'step'; by: 1 | -1 }
  | { do: 'rate'; rate: number };

const jumpUs = 5_000_000;
const backUs = 10_000_000;
/** One that is just being looked at is not gone to again. */
const besideUs = 500_000;

export function playerKey(key: string, shift: boolean, state: KeyState): KeyAct | undefined {
  const { nowUs, rate, paused } = state;
  switch (key) {
    case ' ':
      return { do: 'toggle' };
    case 'ArrowLeft':
    case 'ArrowRight': {
      const by = key === 'ArrowRight' ? 1 : -1;
      return shift ? { do: 'step', by } : { do: 'seek', us: nowUs + by * jumpUs };
    }
    case 'J':
      return { do: 'seek', us: nowUs - backUs };
    case 'K':
      return { do: 'pause' };
    case 'L':
      return paused ? { do: 'play' } : { do: 'rate', rate: nextRate(rate, 1) };
    case '[':
      return { do: 'rate', rate: nextRate(rate, -1) };
    case ']':
      return { do: 'rate', rate: nextRate(rate, 1) };
    case 'M':
      return toward(state.marks, nowUs, shift);
    case 'F':
      return toward(state.findings, nowUs, shift);
    case 'Home':
      return { do: 'seek', us: state.homeUs };
    case 'V':
      return { do: 'sound' };
    default:
      return undefined;
  }
}

function toward(times: readonly number[], nowUs: number, back: boolean): KeyAct | undefined {
  const us = beside(times, nowUs, back);
  return us === undefined ? undefined : { do: 'seek', us };
}

/** The next of these moments, or the one before. */
export function beside(times: readonly number[], nowUs: number, back: boolean): number | undefined {
  const ordered = [...times].sort((a, b) => a - b);
  return back
    ? ordered.reverse().find((us) => us < nowUs - besideUs)
    : ordered.find((us) => us > nowUs + besideUs);
}

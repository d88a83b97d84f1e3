// SPDX-License-Identifier: Apache-2.0
// The one clock of all pictures that are played together, in evidence time; and how a picture is brought back to it.

/** Runs on from where it was last set, at a rate, or stands. */
export class EvidenceClock {
  private setUs: number;
  private setAtMs: number;
  private runs = false;
  private speed = 1;

  constructor(
    startUs: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.setUs = startUs;
    this.setAtMs = nowMs();
  }

  get us(): number {
    if (!this.runs) return this.setUs;
    return Math.round(this.setUs + (this.nowMs() - this.setAtMs) * 1_000 * this.speed);
  }

  get running(): boolean {
    return this.runs;
  }

  get rate(): number {
    return this.speed;
  }

  set(us: number): void {
    this.setUs = us;
    this.setAtMs = this.nowMs();
  }

  run(on: boolean): void {
    if (on === this.runs) return;
    this.set(this.us);
    this.runs = on;
  }

  setRate(rate: number): void {
    this.set(this.us);
    this.speed = rate;
  }
}

export const rates = [0.5, 1, 2, 4, 8] as const;

/** The next speed up or down; the ends stay where they are. */
export function nextRate(rate: number, by: 1 | -1): number {
  const at = rates.findIndex((one) => one >= rate);
  return rates[Math.min(Math.max((at < 0 ? rates.length - 1 : at) + by, 0), rates.length - 1)] ?? rate;
}

/** Further off than this a picture is moved; less is caught up by speed. */
export const seekBeyondUs = 200_000;
const nearUs = 25_000;
const fullPushUs = 150_000;
const pushAtMost = 0.15;

export type Correction = { kind: 'seek' } | { kind: 'rate'; rate: number };

/** `behindUs`: how far the picture is behind the clock; negative when it is ahead. */
export function correctionOf(behindUs: number, rate: number, running: boolean): Correction {
  const off = Math.abs(behindUs);
  // At speed, the same time of day on the wall is more time of the recording.
  const scale = Math.max(1, rate);
  if (off > seekBeyondUs * scale) return { kind: 'seek' };
  if (!running) return off > nearUs ? { kind: 'seek' } : { kind: 'rate', rate };
  if (off <= nearUs * scale) return { kind: 'rate', rate };
  const push = Math.min(off / (fullPushUs * scale), 1) * pushAtMost;
  return { kind: 'rate', rate: rate * (behindUs > 0 ? 1 + push : 1 - push) };
}

const standsAfterMs = 500;
/** No camera's picture stands longer. */
export const lastPictureS = 1;

/**
 * Browsers stop somewhere within the last picture of what they were given, not at its end; a slow camera's last picture
 * is long. One that no longer moves there has shown all.
 */
export class Standstill {
  private atS: number | undefined;
  private sinceMs = 0;

  /** It is let go on: that it stood before says nothing. */
  begins(): void {
    this.atS = undefined;
  }

  saw(positionS: number, nowMs: number): void {
    if (positionS === this.atS) return;
    this.atS = positionS;
    this.sinceMs = nowMs;
  }

  /** `leftS`: how much of what was given lies ahead. */
  isAtEnd(leftS: number, nowMs: number): boolean {
    return this.atS !== undefined && leftS < lastPictureS && nowMs - this.sinceMs >= standsAfterMs;
  }
}

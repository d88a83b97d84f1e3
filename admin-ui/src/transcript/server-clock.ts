// SPDX-License-Identifier: Apache-2.0
// The centre's time for stamping what is typed. A computer whose clock is wrong, or is set while somebody types,
// changes nothing: only the centre's word and the steady counter of the browser count.

/** The wall clock may run this far ahead of the steady counter before the computer counts as having slept. */
const sleptUs = 2_000_000;

export class ServerClock {
  private atUs: number;
  private wallMs: number;
  private steadyMs: number;

  constructor(
    private readonly wall: () => number = () => Date.now(),
    private readonly steady: () => number = () => performance.now(),
  ) {
    this.wallMs = wall();
    this.steadyMs = steady();
    this.atUs = this.wallMs * 1000;
  }

  /** The centre said its time in an answer that was asked for and came at these readings of the steady counter. */
  learn(serverTimeUs: number, askedMs: number, gotMs: number): void {
    const sinceUs = (this.steady() - (askedMs + gotMs) / 2) * 1000;
    this.atUs = serverTimeUs + sinceUs;
    this.wallMs = this.wall();
    this.steadyMs = this.steady();
  }

  /**
   * The steady counter leads. In some browsers it stands still while the computer sleeps; the wall clock is then
   * ahead, and leads until the centre has said its time again.
   */
  nowUs(): number {
    const steadyUs = (this.steady() - this.steadyMs) * 1000;
    const wallUs = (this.wall() - this.wallMs) * 1000;
    return Math.floor(this.atUs + (wallUs - steadyUs > sleptUs ? wallUs : steadyUs));
  }

  /** The two disagree: the centre should be asked. */
  get unsure(): boolean {
    const steadyMs = this.steady() - this.steadyMs;
    return Math.abs(this.wall() - this.wallMs - steadyMs) * 1000 > sleptUs;
  }
}

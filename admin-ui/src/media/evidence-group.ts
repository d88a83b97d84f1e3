// SPDX-License-Identifier: Apache-2.0
// Several cameras played together: one clock in evidence time, the picture that is heard leads it, the others follow.
import type { MediaIndex, Span } from './client';
import { EvidenceClock } from './evidence-clock';
import type { Standing } from './evidence-player';
import { type Hole, holeAt, nextPart } from './time-maths';

/** What the group needs of a player. */
export interface Played {
  index: MediaIndex | undefined;
  readonly currentUs: number;
  readonly ranOutUs: number | undefined;
  standing(us: number): Standing;
  follow(us: number, rate: number, running: boolean): void;
  seek(us: number): void;
  frameBeside(us: number, by: 1 | -1): number | undefined;
}

export interface GroupState {
  nowUs: number;
  paused: boolean;
  rate: number;
  /** No camera has a picture here: where it goes on is said, and then gone to. */
  jump: Hole | undefined;
  ended: boolean;
}

export const gapShownMs = 1_500;
/** A picture that is late is waited for: after a moment, so that a short seek stops nobody, and not for ever. */
const waitAfterMs = 400;
const waitAtMostMs = 6_000;
const frameUs = 40_000;
const endUs = 50_000;

export class EvidenceGroup {
  private readonly clock: EvidenceClock;
  private playing = true;
  private jump: Hole | undefined;
  private jumpAtMs = 0;
  private lateSinceMs: number | undefined;
  private ended = false;
  /** The camera that is heard: its speed is the clock's, so that its sound is not pulled about. */
  heard: number | undefined;

  constructor(
    private readonly players: readonly Played[],
    private readonly span: Span,
    startUs: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.clock = new EvidenceClock(startUs, nowMs);
  }

  get state(): GroupState {
    const { ended, jump } = this;
    return { nowUs: this.clock.us, paused: !this.playing, rate: this.clock.rate, jump, ended };
  }

  play(): void {
    if (this.clock.us >= this.span.toUs - endUs) this.seek(this.span.fromUs);
    this.playing = true;
  }

  pause(): void {
    this.playing = false;
    this.clock.run(false);
    this.look();
  }

  setRate(rate: number): void {
    this.clock.setRate(rate);
  }

  seek(us: number): void {
    const target = Math.max(Math.min(us, this.span.toUs - endUs), this.span.fromUs);
    this.jump = undefined;
    this.ended = false;
    this.lateSinceMs = undefined;
    this.clock.run(false);
    this.clock.set(target);
    for (const player of this.players) player.seek(target);
  }

  /** One picture on or back, by the camera that is heard or the first that recorded here. */
  step(by: 1 | -1): void {
    this.pause();
    const us = this.clock.us;
    const found = this.stepper(us)?.frameBeside(us, by);
    this.seek(found ?? us + by * frameUs);
  }

  /** A few times a second. */
  look(): void {
    const us = this.clock.us;
    if (us >= this.span.toUs - endUs) {
      this.finish();
      return;
    }
    const leader = this.leader(us);
    if (this.playing) this.clock.set(leader ? this.led(leader) : (this.pastTails(us) ?? us));
    const running = this.playing && !this.jumping(us) && leader !== undefined && !this.waits(us);
    this.clock.run(running);
    for (const player of this.players) player.follow(this.clock.us, this.clock.rate, running);
  }

  private led(leader: Played): number {
    const out = leader.ranOutUs;
    return out === undefined ? leader.currentUs : out + 1;
  }

  /** The last instant before a gap may have no picture any more: nobody waits for one there. */
  private pastTails(us: number): number | undefined {
    const late = this.players.filter((player) => player.standing(us) === 'loading');
    const ends = late.flatMap((player) => player.ranOutUs ?? []);
    return ends.length > 0 && ends.length === late.length ? Math.min(...ends) + 1 : undefined;
  }

  private leader(us: number): Played | undefined {
    return this.firstThat((player) => player.standing(us) === 'picture');
  }

  /** Also while its picture is late: stepping by another camera's pictures in between would not lead back. */
  private stepper(us: number): Played | undefined {
    return this.firstThat((player) => ['picture', 'loading'].includes(player.standing(us)));
  }

  /** The one that is heard before all others. */
  private firstThat(fits: (player: Played) => boolean): Played | undefined {
    const heard = this.heard === undefined ? undefined : this.players[this.heard];
    return heard && fits(heard) ? heard : this.players.find(fits);
  }

  private waits(us: number): boolean {
    if (!this.players.some((player) => player.standing(us) === 'loading')) {
      this.lateSinceMs = undefined;
      return false;
    }
    this.lateSinceMs ??= this.nowMs();
    const lateMs = this.nowMs() - this.lateSinceMs;
    return lateMs > waitAfterMs && lateMs < waitAtMostMs;
  }

  /** Where nobody has a picture, the hole is shown for a moment and then stepped over. */
  private jumping(us: number): boolean {
    const able = this.players.filter((player) => player.standing(us) !== 'broken');
    const nobody = able.length > 0 && able.every((player) => player.standing(us) === 'away');
    if (!nobody) {
      this.jump = undefined;
      return false;
    }
    const toUs = earliest(able, us);
    if (toUs === undefined || toUs >= this.span.toUs) {
      this.finish();
      return true;
    }
    if (!this.jump) {
      const cause = able.map((player) => player.index && holeAt(player.index, us, this.span)?.cause);
      this.jump = { fromUs: us, toUs, cause: cause.find((one) => one !== undefined) };
      this.jumpAtMs = this.nowMs() + gapShownMs;
    } else if (this.nowMs() >= this.jumpAtMs) this.seek(toUs);
    return true;
  }

  private finish(): void {
    this.playing = false;
    this.ended = true;
    this.jump = undefined;
    this.clock.run(false);
    this.clock.set(Math.min(this.clock.us, this.span.toUs - endUs));
    for (const player of this.players) player.follow(this.clock.us, this.clock.rate, false);
  }
}

function earliest(players: readonly Played[], us: number): number | undefined {
  const starts = players.flatMap(({ index }) => (index && nextPart(index, us - 1)?.startUs) ?? []);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

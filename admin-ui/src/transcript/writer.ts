// SPDX-License-Identifier: Apache-2.0
// Sends what was typed: one batch at a time, in order, each under its own key until it is answered; no more often than
// every two seconds while somebody types, and at once when the field or the page is left.
import { outcomeUnknown, ProblemError } from '../api/problem';
import type { Lines } from './lines';
import { holdSlot, whenLeftBehind } from './slot-lock';
import type { KeptBatch, TranscriptStore } from './transcript-store';

export type WriterState =
  | { kind: 'idle' }
  | { kind: 'saved'; atUs: number }
  | { kind: 'saving' }
  /** No answer comes; everything is kept here and goes by itself later. */
  | { kind: 'away'; count: number }
  | { kind: 'conflict'; count: number }
  /** The centre answers, and will not take it as it is. */
  | { kind: 'refused'; count: number; error: unknown };

export interface Net {
  /** Not broken off when the page is left: what arrives is stored. */
  send: (batch: KeptBatch, leaving: boolean) => Promise<unknown>;
  /** Whether who is signed in is still who typed: nobody sends in another's name. */
  isMine: (signal: AbortSignal) => Promise<boolean>;
  /** Asks for the transcript again; the answer comes through `read`. */
  readAgain: () => void;
}

const everyMs = 2_000;
const slowMs = 5_000;
const retryMs = [1_000, 2_000, 4_000, 8_000, 15_000];
const lookForLeftMs = [1_000, 5_000, 15_000];

export class Writer {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private slow: ReturnType<typeof setTimeout> | undefined;
  private looking: ReturnType<typeof setTimeout>[] = [];
  private stopping = new AbortController();
  private release: (() => void) | undefined;
  private sending = false;
  private away = false;
  private failures = 0;
  private wantsRead = false;
  private sure = false;
  private locked = false;
  private error: unknown;
  private urgent = false;
  private savedAtUs: number | undefined;
  private answeredMs = Number.NEGATIVE_INFINITY;
  private state: WriterState = { kind: 'idle' };
  private readonly listeners = new Set<() => void>();
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly lines: Lines,
    private readonly store: TranscriptStore,
    private readonly net: Net,
    private readonly nowUs: () => number,
    private readonly steadyMs: () => number = () => performance.now(),
  ) {}

  readonly current = (): WriterState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Begins once the transcript was read: what this user left behind on this device comes back first. */
  start(): void {
    this.stopping = new AbortController();
    this.sure = false;
    this.release = holdSlot(this.store.slot);
    this.unsubscribe = this.lines.subscribe(() => this.changed());
    void this.takeLeftBehind();
    this.looking = lookForLeftMs.map((ms) => setTimeout(() => void this.takeLeftBehind(), ms));
  }

  stop(): void {
    this.unsubscribe?.();
    for (const timer of [this.timer, this.slow, ...this.looking]) clearTimeout(timer);
    this.timer = undefined;
    this.stopping.abort();
    this.release?.();
  }

  /** The centre was asked at `askedMs`. An answer that was asked for before our last batch was taken is behind us. */
  read(lines: Parameters<Lines['read']>[0], askedMs: number, locked: boolean): void {
    if (askedMs < this.answeredMs) {
      this.net.readAgain();
      return;
    }
    this.locked = locked;
    this.lines.notAfter(this.nowUs());
    this.lines.read(lines);
    if (this.wantsRead) {
      this.wantsRead = false;
      // Refused again and again: no hurry.
      this.soon(this.error === undefined && this.failures < 3 ? 0 : this.pauseMs());
    } else if (!locked && this.lines.sendable) this.soon(this.restMs());
    this.show();
  }

  /** Now, as far as nothing is under way. */
  flush(leaving = false): void {
    if (this.failures > 0 && !leaving) this.failures = 1;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.urgent = this.sending;
    void this.sendAll(leaving);
  }

  /** Resolves when everything typed is at the centre, or to false when that is not possible now. */
  async settle(): Promise<boolean> {
    for (let tries = 0; tries < 100; tries++) {
      if (this.lines.waiting.length === 0 && !this.sending) return true;
      if (!this.sending) {
        if (this.lines.conflicting.length > 0) return false;
        await this.sendAll(false);
        if (this.away || this.error !== undefined || this.wantsRead) return this.lines.waiting.length === 0;
      } else await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  }

  /** Somebody else may have signed in meanwhile in this browser: ask before anything more is sent. */
  doubt(): void {
    this.sure = false;
  }

  /** The page is looked at again, or the network is back. */
  wake(): void {
    void this.takeLeftBehind();
    this.flush();
  }

  private changed(): void {
    if (this.lines.sendable) this.soon(this.restMs());
    this.show();
  }

  private soon(ms: number): void {
    if (ms > 0 && this.timer !== undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.sendAll(false);
    }, ms);
  }

  private async sendAll(leaving: boolean): Promise<void> {
    if (this.sending || this.locked || this.stopped || this.lines.waiting.length === 0) return;
    this.sending = true;
    try {
      if (this.wantsRead) this.net.readAgain();
      else if (await this.maySend(leaving)) await this.sendNext(leaving);
    } catch (error) {
      this.failed(error);
    } finally {
      clearTimeout(this.slow);
      this.sending = false;
      this.goOn();
    }
  }

  private async maySend(leaving: boolean): Promise<boolean> {
    if (this.sure || leaving) return this.sure;
    this.sure = await this.net.isMine(this.stopping.signal);
    if (!this.sure) {
      this.failures += 1;
      this.away = true;
    }
    return this.sure && !this.stopped;
  }

  private async sendNext(leaving: boolean): Promise<void> {
    const batch = this.lines.next(() => crypto.randomUUID());
    if (!batch) return;
    this.show();
    this.slow = setTimeout(() => this.setAway(true), slowMs);
    await this.net.send(batch, leaving);
    this.taken(batch);
  }

  private goOn(): void {
    if (this.stopped) return;
    const urgent = this.urgent && this.failures === 0;
    this.urgent = false;
    if (this.lines.sendable || (this.lines.waiting.length > 0 && this.failures > 0))
      this.soon(urgent ? 0 : this.pauseMs());
    this.show();
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private taken(batch: KeptBatch): void {
    this.answeredMs = this.steadyMs();
    this.savedAtUs = this.nowUs();
    this.failures = 0;
    this.away = false;
    this.error = undefined;
    this.lines.settle(batch.key);
  }

  private failed(error: unknown): void {
    this.failures += 1;
    this.sure = false;
    if (this.stopped) return;
    if (outcomeUnknown(error) || !(error instanceof ProblemError) || later.includes(error.status)) {
      this.away = true;
      return;
    }
    this.away = false;
    const batch = this.lines.next(() => crypto.randomUUID());
    if (batch) this.lines.giveBack(batch.key);
    this.answeredMs = this.steadyMs();
    if (error.problem.code === 'transcript.line_changed') {
      this.error = undefined;
    } else this.error = error;
    this.wantsRead = true;
    this.net.readAgain();
  }

  private pauseMs(): number {
    if (this.failures === 0) return everyMs;
    return retryMs[Math.min(this.failures, retryMs.length) - 1] ?? everyMs;
  }

  /** While somebody types. */
  private restMs(): number {
    return Math.max(everyMs, this.pauseMs());
  }

  private setAway(away: boolean): void {
    this.away = away;
    this.show();
  }

  private async takeLeftBehind(): Promise<void> {
    for (const slot of this.store.otherSlots()) {
      await whenLeftBehind(slot, async () => {
        const kept = await this.store.read(slot);
        if (this.stopped) return;
        this.lines.adopt(kept);
        this.store.wipe(slot);
      });
    }
    if (this.lines.waiting.length > 0) this.soon(0);
  }

  private show(): void {
    const next = this.makeState();
    if (sameState(next, this.state)) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  }

  private makeState(): WriterState {
    const count = this.lines.waiting.length;
    const conflicts = this.lines.conflicting.length;
    if (conflicts > 0) return { kind: 'conflict', count: conflicts };
    if (count > 0 && this.error !== undefined) return { kind: 'refused', count, error: this.error };
    if (count > 0 && (this.away || this.locked)) return { kind: 'away', count };
    if (count > 0) return { kind: 'saving' };
    return this.savedAtUs === undefined ? { kind: 'idle' } : { kind: 'saved', atUs: this.savedAtUs };
  }
}

/** Signed out, too slow, too many: the same batch goes again. */
const later: readonly number[] = [401, 408, 429];

function sameState(a: WriterState, b: WriterState): boolean {
  const partsOf = (state: WriterState) => [
    state.kind,
    'count' in state ? state.count : undefined,
    'atUs' in state ? state.atUs : undefined,
    'error' in state ? state.error : undefined,
  ];
  const others = partsOf(b);
  return partsOf(a).every((part, at) => part === others[at]);
}

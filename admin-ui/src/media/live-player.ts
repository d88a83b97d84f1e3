// SPDX-License-Identifier: Apache-2.0
// The live picture of one camera: stays near the live edge, renews its permission, comes back by itself after an
// interruption, and ends with its right, saying why.
import { hints } from '../api/events';
import type { Problem, ViewRequest } from '../api/types';
import { MediaError, openLive, type SoundForm, type Stream } from './client';
import { chunksOf, MseSink, UnsupportedCodecs } from './mse-sink';
import { LiveTarget, liveCorrection } from './time-maths';
import { MediaView } from './view';

export type LiveState =
  | { kind: 'connecting' }
  | { kind: 'live'; sound: SoundForm; skippedS?: number; insteadOf?: string }
  | { kind: 'reconnecting'; unrenewed?: boolean }
  | { kind: 'unsupported'; codecs: string }
  | { kind: 'denied'; why?: Problem }
  | { kind: 'ended'; why?: Problem }
  | { kind: 'gone' }
  | { kind: 'busy' };

/** Without anything new for so long the picture is no longer called live, and then asked for again. */
const quietMs = 2_500;
const silenceMs = 6_000;
const keepBehindS = 15;
const skippedShownMs = 6_000;
const skippedFromS = 1;
const backoffMs = [500, 1_000, 2_000, 4_000];

export class LivePlayer {
  private readonly stopping = new AbortController();
  private readonly target = new LiveTarget();
  private failures = 0;
  private view: MediaView | undefined;
  private ending: AbortController | undefined;
  private endedWhy: Problem | undefined;
  private wasLive = false;
  private shown = false;
  private sound: SoundForm = 'none';
  private insteadOf: string | undefined;
  private skippedS: number | undefined;
  private skippedTimer: ReturnType<typeof setTimeout> | undefined;
  private told = '';

  /** `streams`: the wanted one first; the next where the browser cannot play it or the camera has none. */
  constructor(
    private readonly video: HTMLVideoElement,
    private readonly request: ViewRequest,
    private readonly streams: readonly Stream[],
    private readonly onState: (state: LiveState) => void,
  ) {
    const { signal } = this.stopping;
    video.addEventListener('waiting', () => this.target.stopped(performance.now()), { signal });
    const stopHints = hints.onHints((topics) => {
      // A questioning ended, a role was taken, a room changed: whether one may still look is asked at once.
      if (
        topics === 'all' ||
        ['questionings', 'staff', 'rooms', 'cameras'].some((one) => topics.has(one as never))
      )
        void this.view?.check();
    });
    signal.addEventListener('abort', stopHints);
    void this.run();
  }

  stop(): void {
    this.stopping.abort();
    clearTimeout(this.skippedTimer);
    this.clear();
  }

  /** No picture stays behind that is no longer of now. */
  private clear(): void {
    this.video.removeAttribute('src');
    this.video.load();
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    this.tell({ kind: 'connecting' });
    while (!this.stopped) {
      try {
        await this.playFirstPlayable();
        this.tell({ kind: 'reconnecting', unrenewed: this.view?.overdue || undefined });
      } catch (error) {
        if (this.stopped || this.isFinal(error)) return;
      }
      await this.pause(backoffMs[Math.min(this.failures++, backoffMs.length - 1)] ?? 4_000);
    }
  }

  /** Tells what is wrong; true when there is no use in trying again. */
  private isFinal(error: unknown): boolean {
    if (error instanceof UnsupportedCodecs) {
      this.tell({ kind: 'unsupported', codecs: error.codecs });
      return true;
    }
    if (error instanceof MediaError && error.failure === 'denied') {
      this.clear();
      this.tell({ kind: this.wasLive ? 'ended' : 'denied', why: this.endedWhy ?? error.problem });
      return true;
    }
    const failure = error instanceof MediaError ? error.failure : 'network';
    this.tell({ kind: failure === 'gone' || failure === 'busy' ? failure : 'reconnecting' });
    return false;
  }

  private async playFirstPlayable(): Promise<void> {
    this.insteadOf = undefined;
    let refused: unknown;
    for (const stream of this.streams) {
      try {
        await this.playOnce(stream);
        return;
      } catch (error) {
        const other = error instanceof MediaError && error.failure === 'gone';
        if (!(error instanceof UnsupportedCodecs) && !other) throw error;
        if (error instanceof UnsupportedCodecs) this.insteadOf = error.codecs;
        // That the browser cannot play it says more than that there is no other stream.
        refused = refused instanceof UnsupportedCodecs ? refused : error;
      }
    }
    throw refused;
  }

  /** One view from its permission to the end of its stream. */
  private async playOnce(stream: Stream): Promise<void> {
    const ending = new AbortController();
    this.ending = ending;
    const signal = AbortSignal.any([this.stopping.signal, ending.signal]);
    const silence = this.watchSilence(ending);
    let sink: MseSink | undefined;
    this.shown = false;
    this.endedWhy = undefined;
    try {
      this.view = await MediaView.open(this.request, (why) => this.end(why), signal);
      const opened = await openLive(this.request.cameraId, stream, this.view.token, signal);
      this.sound = opened.sound;
      sink = await MseSink.open(this.video, opened.codecs);
      this.video.addEventListener('playing', () => this.show(), { signal });
      silence.heard();
      for await (const chunk of chunksOf(opened.body)) {
        if (signal.aborted) break;
        silence.heard();
        await sink.append(chunk);
        this.followEdge(sink);
      }
    } catch (error) {
      if (!this.endedWhy) throw error;
    } finally {
      silence.stop();
      this.view?.close();
      sink?.close();
    }
    if (this.endedWhy) throw new MediaError('denied', this.endedWhy);
  }

  /** The right has ended: so does the picture, now. */
  private end(why: Problem): void {
    this.endedWhy = why;
    this.clear();
    this.ending?.abort();
  }

  private watchSilence(ending: AbortController) {
    let quiet: ReturnType<typeof setTimeout> | undefined;
    let silence: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      clearTimeout(quiet);
      clearTimeout(silence);
    };
    const heard = () => {
      stop();
      quiet = setTimeout(() => this.tell({ kind: 'reconnecting' }), quietMs);
      silence = setTimeout(() => ending.abort(), silenceMs);
    };
    return { heard, stop };
  }

  private followEdge(sink: MseSink): void {
    const ranges = sink.buffered;
    if (ranges.length === 0) return;
    const { currentTime } = this.video;
    const last = ranges.length - 1;
    const correction = liveCorrection(ranges.start(last), ranges.end(last), currentTime, this.target.seconds);
    if (correction.jumpToS !== undefined) {
      this.noteSkip(correction.jumpToS - currentTime);
      this.video.currentTime = correction.jumpToS;
    }
    this.target.went(performance.now());
    if (this.video.playbackRate !== correction.rate) this.video.playbackRate = correction.rate;
    if (this.video.paused) void this.video.play().catch(() => undefined);
    if (this.video.readyState >= 2) this.show();
    void sink.trim(this.video.currentTime - keepBehindS).catch(() => undefined);
  }

  /** At the beginning of a view the first picture is simply the newest one. */
  private noteSkip(seconds: number): void {
    if (!this.shown || seconds < skippedFromS) return;
    this.skippedS = Math.round(seconds);
    clearTimeout(this.skippedTimer);
    this.skippedTimer = setTimeout(() => {
      this.skippedS = undefined;
      if (this.told.startsWith('{"kind":"live"')) this.show();
    }, skippedShownMs);
  }

  private show(): void {
    this.failures = 0;
    this.shown = true;
    this.wasLive = true;
    const { sound, skippedS, insteadOf } = this;
    this.tell({ kind: 'live', sound, skippedS, insteadOf });
  }

  private tell(state: LiveState): void {
    const text = JSON.stringify(state);
    if (this.stopped || text === this.told) return;
    this.told = text;
    this.onState(state);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.stopping.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

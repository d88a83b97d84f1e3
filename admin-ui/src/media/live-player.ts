// SPDX-License-Identifier: Apache-2.0
// The live picture of one camera: stays near the live edge, renews its permission, and comes back by itself after an interruption.
import type { ViewRequest } from '../api/types';
import { MediaError, openLive, type Stream } from './client';
import { chunksOf, MseSink, UnsupportedCodecs } from './mse-sink';
import { liveCorrection } from './time-maths';
import { MediaView } from './view';

export type LiveState =
  | { kind: 'connecting' }
  | { kind: 'live' }
  | { kind: 'reconnecting' }
  | { kind: 'unsupported'; codecs: string }
  | { kind: 'denied' }
  | { kind: 'gone' };

const silenceMs = 8_000;
const keepBehindS = 15;
const backoffMs = [500, 1_000, 2_000, 4_000];

export class LivePlayer {
  private readonly stopping = new AbortController();
  private failures = 0;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly request: ViewRequest,
    private readonly stream: Stream,
    private readonly onState: (state: LiveState) => void,
  ) {
    void this.run();
  }

  stop(): void {
    this.stopping.abort();
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
        await this.playOnce();
        this.tell({ kind: 'reconnecting' });
      } catch (error) {
        if (this.stopped) return;
        if (error instanceof UnsupportedCodecs) {
          this.tell({ kind: 'unsupported', codecs: error.codecs });
          return;
        }
        if (error instanceof MediaError && error.failure === 'denied') {
          this.tell({ kind: 'denied' });
          return;
        }
        const gone = error instanceof MediaError && error.failure === 'gone';
        this.tell({ kind: gone ? 'gone' : 'reconnecting' });
      }
      await this.pause(backoffMs[Math.min(this.failures++, backoffMs.length - 1)] ?? 4_000);
    }
  }

  /** One view from its permission to the end of its stream. */
  private async playOnce(): Promise<void> {
    const ending = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, ending.signal]);
    let silence: ReturnType<typeof setTimeout> | undefined;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => ending.abort(), silenceMs);
    };
    let view: MediaView | undefined;
    let sink: MseSink | undefined;
    try {
      view = await MediaView.open(this.request, () => ending.abort(), signal);
      const stream = await openLive(this.request.cameraId, this.stream, view.token, signal);
      sink = await MseSink.open(this.video, stream.codecs);
      this.video.addEventListener('playing', () => this.shown(), { signal });
      heard();
      for await (const chunk of chunksOf(stream.body)) {
        if (signal.aborted) break;
        heard();
        await sink.append(chunk);
        this.followEdge(sink);
      }
    } finally {
      clearTimeout(silence);
      view?.close();
      sink?.close();
    }
  }

  private followEdge(sink: MseSink): void {
    const ranges = sink.buffered;
    if (ranges.length === 0) return;
    const correction = liveCorrection(
      ranges.start(ranges.length - 1),
      ranges.end(ranges.length - 1),
      this.video.currentTime,
    );
    if (correction.jumpToS !== undefined) this.video.currentTime = correction.jumpToS;
    if (this.video.playbackRate !== correction.rate) this.video.playbackRate = correction.rate;
    if (this.video.paused) void this.video.play().catch(() => undefined);
    if (this.failures > 0 || this.video.readyState >= 2) this.shown();
    void sink.trim(this.video.currentTime - keepBehindS).catch(() => undefined);
  }

  private shown(): void {
    this.failures = 0;
    this.tell({ kind: 'live' });
  }

  private told = '';

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

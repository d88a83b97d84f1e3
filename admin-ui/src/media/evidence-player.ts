// SPDX-License-Identifier: Apache-2.0
// Playback of one camera's recording, in evidence time: fetched window by window, gaps shown and stepped over.
import type { ViewRequest } from '../api/types';
import { readMediaStart } from './boxes';
import { MediaError, type MediaIndex, openPlayback, readIndex, type Span, type Stream } from './client';
import { chunksOf, MseSink, UnsupportedCodecs } from './mse-sink';
import { type Hole, holesOf, nextPart, partAt, toEvidenceUs, toMediaS, windowFrom } from './time-maths';
import { MediaView } from './view';

export type EvidenceState =
  | { kind: 'loading' }
  | { kind: 'ready' }
  | { kind: 'gap'; hole: Hole }
  | { kind: 'end' }
  | { kind: 'unsupported'; codecs: string }
  | { kind: 'denied' }
  | { kind: 'empty' }
  | { kind: 'failed' };

const windowUs = 20_000_000;
const aheadS = 12;
const keepBehindS = 30;
const lookEveryMs = 150;
const gapShownMs = 1_200;
const retryAfterMs = 2_000;
/** Frames before the origin would be dropped by the browser: leave room for the key frame before the first window. */
const originBeforeUs = 60_000_000;

export class EvidencePlayer {
  private readonly stopping = new AbortController();
  private readonly originUs: number;
  private view: MediaView | undefined;
  private sink: MseSink | undefined;
  private fetching: AbortController | undefined;
  private fetchNextUs = 0;
  private fetchAgainAtMs = 0;
  private timer: ReturnType<typeof setInterval> | undefined;
  private gapJump: ReturnType<typeof setTimeout> | undefined;
  private told = '';
  private wanted: number;
  private playing = false;
  private pendingS: number | undefined;
  index: MediaIndex | undefined;

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly request: ViewRequest,
    private readonly stream: Stream,
    private readonly span: Span,
    startUs: number,
    private readonly onState: (state: EvidenceState) => void,
    private readonly onIndex: (index: MediaIndex) => void,
  ) {
    this.originUs = span.fromUs - originBeforeUs;
    this.wanted = startUs;
    void this.open();
  }

  get currentUs(): number {
    return this.sink && !this.gapJump ? toEvidenceUs(this.positionS, this.originUs) : this.wanted;
  }

  /** Where the video is, or will be as soon as it can be moved: before its metadata a position would be lost. */
  private get positionS(): number {
    return this.pendingS ?? this.video.currentTime;
  }

  get paused(): boolean {
    return !this.playing;
  }

  /** Showing pictures, neither waiting for data nor stepping over a gap. */
  get steady(): boolean {
    return (
      this.sink !== undefined &&
      !this.gapJump &&
      this.pendingS === undefined &&
      this.video.readyState >= 2 &&
      !this.video.seeking
    );
  }

  play(): void {
    this.playing = true;
    void this.video.play().catch(() => undefined);
  }

  pause(): void {
    this.playing = false;
    this.video.pause();
  }

  setRate(rate: number): void {
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
  }

  seek(us: number): void {
    const target = Math.min(Math.max(us, this.span.fromUs), this.span.toUs);
    this.wanted = target;
    clearTimeout(this.gapJump);
    this.gapJump = undefined;
    if (!this.index || !this.sink) return;
    if (!partAt(this.index, target)) {
      this.showGap(target);
      return;
    }
    const mediaS = toMediaS(target, this.originUs);
    this.moveTo(mediaS);
    if (this.isBuffered(mediaS)) this.tell({ kind: 'ready' });
    else this.fetchFrom(target);
  }

  stop(): void {
    this.stopping.abort();
    this.fetching?.abort();
    clearInterval(this.timer);
    clearTimeout(this.gapJump);
    this.view?.close();
    this.sink?.close();
    this.video.removeAttribute('src');
    this.video.load();
  }

  private moveTo(mediaS: number): void {
    if (this.video.readyState === 0) {
      this.pendingS = mediaS;
      return;
    }
    this.pendingS = undefined;
    this.video.currentTime = mediaS;
  }

  private async open(): Promise<void> {
    const { signal } = this.stopping;
    this.tell({ kind: 'loading' });
    try {
      this.view = await MediaView.open(this.request, () => this.tell({ kind: 'denied' }), signal);
      this.index = await readIndex(this.request.cameraId, this.stream, this.span, this.view.token, signal);
      this.onIndex(this.index);
      if (this.index.parts.length === 0) {
        this.tell({ kind: 'empty' });
        return;
      }
      const sink = await MseSink.open(
        this.video,
        this.index.codecs,
        toMediaS(this.span.toUs, this.originUs) + 1,
      );
      if (signal.aborted) {
        sink.close();
        return;
      }
      this.sink = sink;
      this.seek(this.wanted);
      this.timer = setInterval(() => this.look(), lookEveryMs);
    } catch (error) {
      this.fail(error);
    } finally {
      if (signal.aborted) this.view?.close();
    }
  }

  private fetchFrom(us: number): void {
    this.fetching?.abort();
    this.fetchNextUs = us;
    const fetching = new AbortController();
    this.fetching = fetching;
    void this.fetchWindow(us, fetching).finally(() => {
      if (this.fetching === fetching) this.fetching = undefined;
    });
  }

  private async fetchWindow(us: number, fetching: AbortController): Promise<void> {
    const part = this.index && partAt(this.index, us);
    if (!part || !this.view || !this.sink) return;
    const span = windowFrom(part, us, windowUs);
    if (!this.isBuffered(this.positionS)) this.tell({ kind: 'loading' });
    try {
      const stream = await openPlayback(
        this.request.cameraId,
        this.stream,
        span,
        this.view.token,
        fetching.signal,
      );
      await this.appendAll(stream.body, stream.codecs, stream.startUs ?? span.fromUs, fetching.signal);
      if (!fetching.signal.aborted) this.fetchNextUs = span.nextUs;
    } catch (error) {
      if (fetching.signal.aborted) return;
      this.fetchNextUs = us;
      this.fetchAgainAtMs = Date.now() + retryAfterMs;
      this.fail(error);
    }
  }

  /** The first bytes say where the media's own clock stands; from there on everything is in evidence time. */
  private async appendAll(
    body: ReadableStream<Uint8Array>,
    codecs: string,
    startUs: number,
    signal: AbortSignal,
  ): Promise<void> {
    let head: Uint8Array | undefined = new Uint8Array();
    for await (const chunk of chunksOf(body)) {
      if (signal.aborted || !this.sink) return;
      if (!head) {
        await this.sink.append(chunk);
        continue;
      }
      head = joined(head, chunk);
      const start = readMediaStart(head);
      if (start.kind === 'incomplete') continue;
      const mediaStartS = start.kind === 'known' ? start.seconds : 0;
      await this.sink.startAt(
        codecs || (this.index?.codecs ?? ''),
        toMediaS(startUs, this.originUs) - mediaStartS,
      );
      await this.sink.append(head);
      head = undefined;
    }
  }

  /** Looks a few times a second whether to fetch on, to show a gap, or to stop at the end. */
  private look(): void {
    if (!this.sink || !this.index || this.gapJump) return;
    if (this.pendingS !== undefined) this.moveTo(this.pendingS);
    const nowUs = this.currentUs;
    if (nowUs >= this.span.toUs - 50_000) {
      this.pause();
      this.tell({ kind: 'end' });
      return;
    }
    const ready = this.video.readyState >= 2 && this.isBuffered(this.positionS);
    if (ready) {
      this.tell({ kind: 'ready' });
      if (this.playing && this.video.paused) void this.video.play().catch(() => undefined);
    }
    const remainingS = this.bufferedAhead();
    if (!this.fetching && remainingS < aheadS && Date.now() >= this.fetchAgainAtMs)
      this.fetchOn(nowUs, remainingS);
    void this.sink.trim(this.positionS - keepBehindS).catch(() => undefined);
  }

  private fetchOn(nowUs: number, remainingS: number): void {
    if (!this.index) return;
    const endUs = toEvidenceUs(this.positionS + remainingS, this.originUs);
    const nextUs = Math.max(this.fetchNextUs, nowUs);
    if (partAt(this.index, nextUs)) {
      this.fetchFrom(nextUs);
      return;
    }
    const following = nextPart(this.index, nextUs - 1);
    if (following && following.startUs - nextUs < 200_000) {
      this.fetchFrom(following.startUs);
      return;
    }
    if (remainingS < 0.3) this.showGap(Math.max(endUs, nowUs));
  }

  private showGap(us: number): void {
    if (!this.index) return;
    const following = nextPart(this.index, us - 1);
    this.wanted = us;
    if (!following || following.startUs >= this.span.toUs) {
      const hole = holesOf(this.index, this.span.fromUs, this.span.toUs).find((h) => h.toUs > us);
      this.video.pause();
      this.playing = false;
      this.tell(hole ? { kind: 'gap', hole } : { kind: 'end' });
      return;
    }
    const hole = holesOf(this.index, us - 1_000_000, following.startUs + 1)[0];
    this.tell({ kind: 'gap', hole: hole ?? { fromUs: us, toUs: following.startUs, cause: undefined } });
    this.gapJump = setTimeout(() => {
      this.gapJump = undefined;
      this.seek(following.startUs);
    }, gapShownMs);
  }

  private isBuffered(mediaS: number): boolean {
    return this.rangeEnd(mediaS) !== undefined;
  }

  private bufferedAhead(): number {
    const end = this.rangeEnd(this.positionS);
    return end === undefined ? 0 : end - this.positionS;
  }

  private rangeEnd(mediaS: number): number | undefined {
    const ranges = this.sink?.buffered;
    for (let i = 0; ranges && i < ranges.length; i++) {
      if (mediaS >= ranges.start(i) - 0.05 && mediaS < ranges.end(i)) return ranges.end(i);
    }
    return undefined;
  }

  private fail(error: unknown): void {
    if (this.stopping.signal.aborted) return;
    if (error instanceof UnsupportedCodecs) this.tell({ kind: 'unsupported', codecs: error.codecs });
    else if (error instanceof MediaError && error.failure === 'denied') this.tell({ kind: 'denied' });
    else if (error instanceof MediaError && error.failure === 'gone') this.tell({ kind: 'empty' });
    else this.tell({ kind: 'failed' });
  }

  private tell(state: EvidenceState): void {
    const text = JSON.stringify(state);
    if (this.stopping.signal.aborted || text === this.told) return;
    this.told = text;
    this.onState(state);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

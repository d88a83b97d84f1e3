// SPDX-License-Identifier: Apache-2.0
// Plays one camera's recording: the media's own clock is evidence time, data is fetched in windows between key frames and
// let go when it is past. Where it stands is told to it: the clock of the group (evidence-group.ts) leads.
import type { Problem, ViewRequest } from '../api/types';
import { StreamStart } from './boxes';
import { endBefore, endOf, startAfter } from './buffered';
import { MediaError, type MediaIndex, openPlayback, readIndex, type Span, type Stream } from './client';
import { correctionOf, lastPictureS, Standstill, seekBeyondUs } from './evidence-clock';
import { FrameReader, FrameTimes } from './frames';
import { chunksOf, MseSink, UnsupportedCodecs } from './mse-sink';
import {
  clipped,
  type Hole,
  holeAt,
  nextPart,
  partAt,
  toEvidenceUs,
  toMediaS,
  windowFrom,
  withoutStretch,
} from './time-maths';
import { MediaView } from './view';

export type EvidenceState =
  | { kind: 'loading' }
  | { kind: 'ready' }
  | { kind: 'gap'; hole: Hole }
  | { kind: 'end' }
  | { kind: 'unsupported'; codecs: string }
  | { kind: 'denied'; why?: Problem }
  | { kind: 'empty' }
  | { kind: 'failed' };

/** How a player stands at a moment: has its picture, will have it, has no recording there, or will never have any. */
export type Standing = 'picture' | 'loading' | 'away' | 'broken';

const windowUs = 20_000_000;
/** So much real time is to be at hand, whatever the speed. */
const aheadS = 12;
const keepBehindS = 30;
const retryAfterMs = 2_000;
const lateMs = 500;
/** Frames before the origin would be dropped by the browser: leave room for the key frame before the first window. */
const originBeforeUs = 60_000_000;
/** Between two segments there may be a join of this length, which is no gap. */
const joinUs = 200_000;
const atEndS = 0.08;
/** A run may begin with pictures whose sound comes later; browsers show nothing before both are there. */
const lateSoundS = 3;
/** Into the picture, not onto its edge. */
const intoFrameUs = 1_000;
const atTailS = 0.0005;

export class EvidencePlayer {
  private readonly stopping = new AbortController();
  private readonly originUs: number;
  private readonly frames = new FrameTimes();
  private view: MediaView | undefined;
  private sink: MseSink | undefined;
  private fetching: AbortController | undefined;
  private fetchedFromUs = 0;
  private fetchNextUs = 0;
  private fetchAgainAtMs = 0;
  private told = '';
  private broken = false;
  private unsteadySinceMs: number | undefined;
  private readonly standstill = new Standstill();
  private aside = false;
  private wantedUs: number;
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
    this.wantedUs = startUs;
    video.dataset.originUs = String(this.originUs);
    void this.open();
  }

  get currentUs(): number {
    return this.sink && !this.aside ? toEvidenceUs(this.positionS, this.originUs) : this.wantedUs;
  }

  /** Where the video is, or will be as soon as it can be moved: until then a position would be lost. */
  private get positionS(): number {
    return this.pendingS ?? this.video.currentTime;
  }

  standing(us: number): Standing {
    if (this.broken) return 'broken';
    if (!this.index || !this.sink) return 'loading';
    if (!partAt(this.index, us)) return 'away';
    return this.steady ? 'picture' : 'loading';
  }

  private get steady(): boolean {
    return !this.aside && this.pendingS === undefined && this.video.readyState >= 2 && !this.video.seeking;
  }

  /** The moment at which this recording ends, once everything before it has been shown. */
  get ranOutUs(): number | undefined {
    if (!this.index || this.aside || this.fetching) return undefined;
    const part = partAt(this.index, this.currentUs);
    if (!part || this.fetchNextUs < part.endUs) return undefined;
    const leftS = this.bufferedAhead();
    return leftS <= atEndS || this.standstill.isAtEnd(leftS, Date.now()) ? part.endUs : undefined;
  }

  /** Goes on with the clock of the group: moved when far from it, hurried or slowed when near. */
  follow(us: number, rate: number, running: boolean): void {
    this.wantedUs = us;
    if (this.broken || !this.index || !this.sink) return;
    if (!partAt(this.index, us)) {
      this.stepAside(us);
      return;
    }
    if (this.aside) this.seek(us);
    if (this.pendingS !== undefined) this.moveTo(this.pendingS);
    if (this.steady) {
      this.tell({ kind: 'ready' });
      const dueUs = toEvidenceUs(this.tailS(us) ?? toMediaS(us, this.originUs), this.originUs);
      const correction = correctionOf(dueUs - this.currentUs, rate, running);
      if (correction.kind === 'rate') this.setRate(correction.rate);
      else if (this.startsSoon(toMediaS(us, this.originUs)) === undefined) this.seek(us);
      this.unsteadySinceMs = undefined;
    } else this.wait(us);
    this.run(running);
    this.standstill.saw(this.positionS, Date.now());
    this.fetchAhead(rate);
  }

  /** A picture that is late is not shown as that of this moment; one that was left behind is brought after. */
  private wait(us: number): void {
    const nowMs = Date.now();
    this.unsteadySinceMs ??= nowMs;
    if (this.endsSoon(us)) void this.sink?.finish(this.positionS + lastPictureS).catch(() => undefined);
    const tailS = this.tailS(us);
    // The browser rounds: moved again and again to where it stands, it would never get there.
    if (tailS !== undefined && Math.abs(tailS - this.positionS) > atTailS) this.moveTo(tailS);
    else if (!this.fetching) this.crossJoin();
    const buffered = this.isBuffered(this.positionS);
    if (!buffered || nowMs - this.unsteadySinceMs > lateMs) this.tell({ kind: 'loading' });
    const mayFetch = !this.fetching && nowMs >= this.fetchAgainAtMs;
    if (!buffered && mayFetch && Math.abs(us - this.currentUs) > seekBeyondUs) this.seek(us);
  }

  seek(us: number): void {
    this.wantedUs = us;
    if (this.broken || !this.index || !this.sink) return;
    if (!partAt(this.index, us)) {
      this.stepAside(us);
      return;
    }
    this.aside = false;
    const mediaS = toMediaS(us, this.originUs);
    this.moveTo(mediaS);
    if (!this.isBuffered(mediaS)) {
      this.tell({ kind: 'loading' });
      this.fetchFrom(us);
    }
  }

  /**
   * The last picture of a recording stands until its end, although what was given to the browser may end before. Where that
   * picture is, for a moment behind it of which nothing more will come.
   */
  private tailS(us: number): number | undefined {
    const part = this.index && partAt(this.index, us);
    const mediaS = toMediaS(us, this.originUs);
    if (!part || this.fetching || this.fetchNextUs < part.endUs || this.isBuffered(mediaS)) return undefined;
    const endS = this.sink && endBefore(this.sink.buffered, mediaS, lastPictureS);
    return endS === undefined ? undefined : endS - intoFrameUs / 1e6;
  }

  /** All of this recording is there, and it ends within the last pictures that the browser keeps back for more. */
  private endsSoon(us: number): boolean {
    const part = this.index && partAt(this.index, us);
    if (!part || this.fetching || this.fetchNextUs < part.endUs) return false;
    const follows = this.index && nextPart(this.index, part.endUs - 1);
    return part.endUs - us < lastPictureS * 1e6 && (!follows || follows.startUs - part.endUs >= joinUs);
  }

  /** The moment of the picture beside the one that is shown at `us`. */
  frameBeside(us: number, by: 1 | -1): number | undefined {
    const found = this.frames.beside(us, by);
    return found === undefined ? undefined : found + intoFrameUs;
  }

  get heldPictures(): number {
    return this.frames.size;
  }

  stop(): void {
    this.stopping.abort();
    this.fetching?.abort();
    this.view?.close();
    this.sink?.close();
    this.video.removeAttribute('src');
    this.video.load();
  }

  private run(on: boolean): void {
    // Played at its end, a video would begin anew.
    if (on && this.video.paused && !this.video.ended) {
      this.standstill.begins();
      void this.video.play().catch(() => undefined);
    } else if (!on && !this.video.paused) this.video.pause();
  }

  /** No picture stands for a time that has none. */
  private stepAside(us: number): void {
    this.aside = true;
    this.run(false);
    const hole = this.index && holeAt(this.index, us, this.span);
    this.tell(hole ? { kind: 'gap', hole } : { kind: 'empty' });
  }

  private moveTo(mediaS: number): void {
    // Of one that is finished for now, what is behind its end comes later.
    if (this.video.readyState === 0 || mediaS > this.video.duration) {
      this.pendingS = mediaS;
      return;
    }
    this.pendingS = undefined;
    this.video.currentTime = mediaS;
  }

  private async open(): Promise<void> {
    this.tell({ kind: 'loading' });
    while (!this.stopping.signal.aborted) {
      try {
        await this.openOnce(this.stopping.signal);
        return;
      } catch (error) {
        this.view?.close();
        this.view = undefined;
        if (!this.failed(error)) return;
        await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
      }
    }
  }

  private async openOnce(signal: AbortSignal): Promise<void> {
    this.view = await MediaView.open(this.request, (why) => this.end({ kind: 'denied', why }), signal);
    const { cameraId } = this.request;
    const index = clipped(
      await readIndex(cameraId, this.stream, this.span, this.view.token, signal),
      this.span,
    );
    this.index = index;
    this.onIndex(index);
    if (index.parts.length === 0) {
      this.end({ kind: 'empty' });
      return;
    }
    const endS = toMediaS(this.span.toUs, this.originUs) + 1;
    const sink = await MseSink.open(this.video, index.codecs, endS);
    if (signal.aborted) {
      sink.close();
      this.view.close();
      return;
    }
    this.sink = sink;
    this.seek(this.wantedUs);
  }

  /** For good: what is shown goes away with the right to see it. */
  private end(state: EvidenceState): void {
    this.broken = true;
    this.fetching?.abort();
    this.sink?.close();
    this.view?.close();
    this.run(false);
    this.video.removeAttribute('src');
    this.video.load();
    this.tell(state);
  }

  private fetchFrom(us: number): void {
    this.fetching?.abort();
    this.fetchedFromUs = us;
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
    const window = windowFrom(part, us, windowUs);
    const { cameraId } = this.request;
    try {
      const stream = await openPlayback(cameraId, this.stream, window, this.view.token, fetching.signal);
      await this.appendAll(stream.body, stream.codecs, stream.startUs ?? window.fromUs, fetching.signal);
      if (fetching.signal.aborted) return;
      this.fetchNextUs = window.nextUs;
    } catch (error) {
      if (fetching.signal.aborted) return;
      this.fetchNextUs = us;
      this.fetchAgainAtMs = Date.now() + retryAfterMs;
      // A token may have grown old while the computer slept: only the centre's own no is one.
      const denied = error instanceof MediaError && error.failure === 'denied';
      const nothing = error instanceof MediaError && error.failure === 'gone';
      if (denied) await this.view.check();
      else if (nothing && this.index) this.index = withoutStretch(this.index, us, window.nextUs);
      else this.failed(error);
    }
  }

  /** The first bytes say where the media's own clock stands; from there on everything is in evidence time. */
  private async appendAll(
    body: ReadableStream<Uint8Array>,
    codecs: string,
    startUs: number,
    signal: AbortSignal,
  ): Promise<void> {
    const start = new StreamStart();
    const reader = new FrameReader();
    let offsetUs = 0;
    for await (const chunk of chunksOf(body)) {
      if (signal.aborted || !this.sink) return;
      const known = start.knownS;
      const bytes = start.take(chunk);
      if (!bytes || start.knownS === undefined) continue;
      if (known === undefined) {
        offsetUs = startUs - start.knownS * 1e6;
        await this.sink.startAt(codecs || (this.index?.codecs ?? ''), toMediaS(offsetUs, this.originUs));
      }
      await this.sink.append(bytes);
      this.frames.add(reader.push(bytes).map((seconds) => Math.round(offsetUs + seconds * 1e6)));
    }
  }

  private fetchAhead(rate: number): void {
    if (!this.sink || !this.index) return;
    const wantedS = aheadS * Math.max(1, rate / 2);
    const keepS = [this.positionS - keepBehindS, this.positionS + wantedS + 2 * (windowUs / 1e6)] as const;
    void this.sink.keep(...keepS).catch(() => undefined);
    this.frames.keep(toEvidenceUs(keepS[0], this.originUs), toEvidenceUs(keepS[1], this.originUs));
    const remainingS = this.bufferedAhead();
    if (remainingS < atEndS) this.crossJoin();
    if (this.fetching || remainingS >= wantedS || Date.now() < this.fetchAgainAtMs) return;
    if (this.tailS(this.wantedUs) !== undefined) return;
    const endUs = toEvidenceUs(this.positionS + remainingS, this.originUs);
    // After a jump back, what follows is not what was fetched last.
    const goesOn = Math.abs(this.fetchNextUs - endUs) < 300_000 || this.wasFetched(endUs);
    const nextUs = goesOn ? this.fetchNextUs : Math.max(endUs, this.wantedUs);
    const following = partAt(this.index, nextUs) ? undefined : nextPart(this.index, nextUs - 1);
    if (!following) {
      if (partAt(this.index, nextUs)) this.fetchFrom(nextUs);
    } else if (following.startUs - nextUs < joinUs) this.fetchFrom(following.startUs);
  }

  /** The browser stops in front of the smallest hole: between two segments, or before the first picture of one. */
  private crossJoin(): void {
    const start = this.startsSoon(this.positionS);
    if (start !== undefined) this.moveTo(start + intoFrameUs / 1e6);
  }

  /** By the newest window. The browser keeps whole microseconds: a moment may be one of them before its window. */
  private wasFetched(us: number): boolean {
    return us + intoFrameUs >= this.fetchedFromUs && us < this.fetchNextUs;
  }

  /** Where the data begins that a moment lies just in front of. What was fetched and is not there will not come. */
  private startsSoon(mediaS: number): number | undefined {
    const fetched = !this.fetching && this.wasFetched(toEvidenceUs(mediaS, this.originUs));
    const withinS = fetched ? lateSoundS : atEndS + joinUs / 1e6;
    return this.sink && startAfter(this.sink.buffered, mediaS, withinS, atEndS);
  }

  private setRate(rate: number): void {
    if (this.video.playbackRate !== rate) this.video.playbackRate = rate;
  }

  private isBuffered(mediaS: number): boolean {
    return this.rangeEnd(mediaS) !== undefined;
  }

  private bufferedAhead(): number {
    const end = this.rangeEnd(this.positionS);
    return end === undefined ? 0 : end - this.positionS;
  }

  private rangeEnd(mediaS: number): number | undefined {
    return this.sink && endOf(this.sink.buffered, mediaS);
  }

  /** Whether it is worth another try. */
  private failed(error: unknown): boolean {
    if (this.stopping.signal.aborted) return false;
    if (error instanceof UnsupportedCodecs) this.end({ kind: 'unsupported', codecs: error.codecs });
    else if (error instanceof MediaError && error.failure === 'denied')
      this.end({ kind: 'denied', why: error.problem });
    else if (error instanceof MediaError && error.failure === 'gone') this.end({ kind: 'empty' });
    else {
      this.tell({ kind: 'failed' });
      return true;
    }
    return false;
  }

  private tell(state: EvidenceState): void {
    const text = JSON.stringify(state);
    if (this.stopping.signal.aborted || text === this.told) return;
    this.told = text;
    this.onState(state);
  }
}

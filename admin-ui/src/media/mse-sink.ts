// SPDX-License-Identifier: Apache-2.0
// A queue in front of one SourceBuffer: appends and removals one after the other, and a calm end.

/** Not for every second is something removed. */
const slackS = 5;

export class UnsupportedCodecs extends Error {
  override readonly name = 'UnsupportedCodecs';
  constructor(readonly codecs: string) {
    super(codecs);
  }
}

export function mimeOf(codecs: string): string {
  const mime = `video/mp4; codecs="${codecs}"`;
  if (!('MediaSource' in window) || !MediaSource.isTypeSupported(mime)) throw new UnsupportedCodecs(codecs);
  return mime;
}

export class MseSink {
  private tail: Promise<void> = Promise.resolve();
  private readonly url: string;
  private closed = false;

  private constructor(
    private readonly video: HTMLVideoElement,
    private readonly source: MediaSource,
    private readonly buffer: SourceBuffer,
    private mime: string,
    url: string,
    private readonly endS: number | undefined,
  ) {
    this.url = url;
  }

  /**
   * `endS`: where the playable time line ends. Without it the browser lets nobody go further than what it has already:
   * of an endless source only what is buffered can be reached.
   */
  static async open(video: HTMLVideoElement, codecs: string, endS?: number): Promise<MseSink> {
    const mime = mimeOf(codecs);
    const source = new MediaSource();
    const url = URL.createObjectURL(source);
    const opened = new Promise<void>((resolve) => {
      source.addEventListener('sourceopen', () => resolve(), { once: true });
    });
    video.src = url;
    await opened;
    if (endS !== undefined) source.duration = endS;
    return new MseSink(video, source, source.addSourceBuffer(mime), mime, url, endS);
  }

  get buffered(): TimeRanges {
    return this.buffer.buffered;
  }

  /** Room is made behind the playhead when the browser's buffer is full. */
  append(bytes: Uint8Array): Promise<void> {
    return this.queue(async () => {
      try {
        await this.update(() => this.buffer.appendBuffer(bytes as BufferSource));
      } catch (error) {
        if (!(error instanceof DOMException) || error.name !== 'QuotaExceededError') throw error;
        await this.update(() => this.buffer.remove(0, Math.max(0.1, this.video.currentTime - 2)));
        await this.update(() => this.buffer.appendBuffer(bytes as BufferSource));
      }
    });
  }

  trim(beforeS: number): Promise<void> {
    return this.queue(async () => {
      if (this.buffer.buffered.length === 0 || this.buffer.buffered.start(0) >= beforeS - slackS) return;
      await this.update(() => this.buffer.remove(0, beforeS));
    });
  }

  /** Lets go of everything outside of these seconds. */
  keep(fromS: number, toS: number): Promise<void> {
    return this.queue(async () => {
      const { buffered } = this.buffer;
      const last = buffered.length - 1;
      if (last < 0) return;
      const endS = buffered.end(last);
      if (fromS > 0 && buffered.start(0) < fromS - slackS)
        await this.update(() => this.buffer.remove(0, fromS));
      if (endS > toS + slackS) await this.update(() => this.buffer.remove(toS, endS + 1));
    });
  }

  /** Begins a new stretch of media, perhaps in another coding, at another place of the time line. */
  startAt(codecs: string, timestampOffsetS: number): Promise<void> {
    return this.queue(async () => {
      if (this.source.readyState === 'open') this.buffer.abort();
      const mime = mimeOf(codecs);
      if (mime !== this.mime) {
        this.buffer.changeType(mime);
        this.mime = mime;
      }
      this.buffer.timestampOffset = timestampOffsetS;
      // One that was finished is open again by this, but as short as it was then.
      if (this.endS !== undefined && this.source.duration < this.endS) this.source.duration = this.endS;
    });
  }

  /**
   * Nothing follows here for now: without this the browser waits with the last pictures for more. What it holds from
   * `endS` on goes. Begun again by `startAt`.
   */
  finish(endS = Number.POSITIVE_INFINITY): Promise<void> {
    return this.queue(async () => {
      if (this.source.readyState !== 'open') return;
      const { buffered } = this.buffer;
      const last = buffered.length - 1;
      if (last < 0) return;
      if (buffered.start(last) >= endS)
        await this.update(() => this.buffer.remove(endS, buffered.end(last) + 1));
      this.source.endOfStream();
    });
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    URL.revokeObjectURL(this.url);
  }

  private queue(work: () => Promise<void>): Promise<void> {
    const next = this.tail.then(async () => {
      if (this.closed || this.source.readyState === 'closed') return;
      await work();
    });
    this.tail = next.catch(() => undefined);
    return next;
  }

  private update(begin: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        this.buffer.removeEventListener('error', failed);
        resolve();
      };
      const failed = () => {
        this.buffer.removeEventListener('updateend', done);
        reject(new DOMException('the browser could not read the video', 'EncodingError'));
      };
      this.buffer.addEventListener('updateend', done, { once: true });
      this.buffer.addEventListener('error', failed, { once: true });
      try {
        begin();
      } catch (error) {
        this.buffer.removeEventListener('updateend', done);
        this.buffer.removeEventListener('error', failed);
        reject(error);
      }
    });
  }
}

export async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

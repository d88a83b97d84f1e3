// SPDX-License-Identifier: Apache-2.0
// Just enough of ISO BMFF to learn at which media time a fragmented stream begins, and what its tracks are.

export interface Box {
  type: string;
  start: number;
  bodyStart: number;
  end: number;
}

type Span = Pick<Box, 'bodyStart' | 'end'>;

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function* boxes(view: DataView, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    let size = view.getUint32(at);
    let header = 8;
    if (size === 1) {
      if (at + 16 > to) return;
      size = Number(view.getBigUint64(at + 8));
      header = 16;
    }
    if (size < header) return;
    const type = String.fromCharCode(
      view.getUint8(at + 4),
      view.getUint8(at + 5),
      view.getUint8(at + 6),
      view.getUint8(at + 7),
    );
    yield { type, start: at, bodyStart: at + header, end: at + size };
    at += size;
  }
}

export function child(view: DataView, parent: Span, type: string): Box | undefined {
  for (const box of boxes(view, parent.bodyStart, parent.end)) if (box.type === type) return box;
  return undefined;
}

export interface Track {
  id: number;
  timescale: number;
  video: boolean;
}

export function tracksOf(view: DataView, moov: Span): Track[] {
  const tracks: Track[] = [];
  for (const trak of boxes(view, moov.bodyStart, moov.end)) {
    if (trak.type !== 'trak') continue;
    const tkhd = child(view, trak, 'tkhd');
    const mdia = child(view, trak, 'mdia');
    const mdhd = mdia && child(view, mdia, 'mdhd');
    const hdlr = mdia && child(view, mdia, 'hdlr');
    if (!tkhd || !mdhd || !hdlr) continue;
    tracks.push({
      id: view.getUint32(tkhd.bodyStart + (view.getUint8(tkhd.bodyStart) === 1 ? 20 : 12)),
      timescale: view.getUint32(mdhd.bodyStart + (view.getUint8(mdhd.bodyStart) === 1 ? 20 : 12)),
      video: view.getUint32(hdlr.bodyStart + 8) === 0x76696465,
    });
  }
  return tracks;
}

function decodeTimeS(view: DataView, moof: Box, track: Track): number | undefined {
  for (const traf of boxes(view, moof.bodyStart, moof.end)) {
    if (traf.type !== 'traf') continue;
    const tfhd = child(view, traf, 'tfhd');
    const tfdt = child(view, traf, 'tfdt');
    if (!tfhd || !tfdt || view.getUint32(tfhd.bodyStart + 4) !== track.id) continue;
    const wide = view.getUint8(tfdt.bodyStart) === 1;
    const ticks = wide ? Number(view.getBigUint64(tfdt.bodyStart + 4)) : view.getUint32(tfdt.bodyStart + 4);
    return ticks / track.timescale;
  }
  return undefined;
}

export type MediaStart = { kind: 'known'; seconds: number } | { kind: 'incomplete' } | { kind: 'unreadable' };

/** The decode time of the first fragment's picture (of its sound where there is no picture). */
export function readMediaStart(bytes: Uint8Array): MediaStart {
  const view = viewOf(bytes);
  let track: Track | undefined;
  for (const box of boxes(view, 0, bytes.byteLength)) {
    if (box.end > bytes.byteLength) return { kind: 'incomplete' };
    if (box.type === 'moov') {
      const tracks = tracksOf(view, box);
      track = tracks.find((candidate) => candidate.video) ?? tracks[0];
      if (!track) return { kind: 'unreadable' };
    }
    if (box.type === 'moof') {
      const seconds = track && decodeTimeS(view, box, track);
      return seconds === undefined ? { kind: 'unreadable' } : { kind: 'known', seconds };
    }
  }
  return { kind: 'incomplete' };
}

/** Holds the first bytes of a stream back until they say where its media begins. */
export class StreamStart {
  private head: Uint8Array | undefined = new Uint8Array();
  /** Seconds of the media's own clock, once known. */
  knownS: number | undefined;

  /** What can be handed on now. */
  take(chunk: Uint8Array): Uint8Array | undefined {
    if (!this.head) return chunk;
    const head = joined(this.head, chunk);
    const start = readMediaStart(head);
    this.head = start.kind === 'incomplete' ? head : undefined;
    if (start.kind === 'incomplete') return undefined;
    this.knownS = start.kind === 'known' ? start.seconds : 0;
    return head;
  }
}

export function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

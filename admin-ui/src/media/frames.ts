// SPDX-License-Identifier: Apache-2.0
// The times of single pictures, read out of the fragments as they come: what a step of one frame goes by.
import { boxes, child, joined, type Track, tracksOf, viewOf } from './boxes';

/** Presentation times of pictures, in seconds of the media's own clock. */
export class FrameReader {
  private rest = new Uint8Array();
  private skip = 0;
  private track: Track | undefined;
  /** Of a picture that does not say how long it is. */
  private usual = 0;

  push(chunk: Uint8Array): number[] {
    const times: number[] = [];
    let bytes = chunk;
    if (this.skip >= bytes.length) {
      this.skip -= bytes.length;
      return times;
    }
    bytes = joined(this.rest, bytes.subarray(this.skip));
    this.skip = 0;
    const view = viewOf(bytes);
    let used = 0;
    for (const box of boxes(view, 0, bytes.length)) {
      // Pictures themselves are not looked at, and not kept.
      if (box.end > bytes.length && box.type === 'mdat') this.skip = box.end - bytes.length;
      else if (box.end > bytes.length) break;
      used = Math.min(box.end, bytes.length);
      if (box.type === 'moov') this.readHead(view, box);
      if (box.type === 'moof') times.push(...this.timesOf(view, box));
    }
    this.rest = bytes.slice(used);
    return times;
  }

  private readHead(view: DataView, moov: { bodyStart: number; end: number }): void {
    this.track = tracksOf(view, moov).find((track) => track.video);
    const mvex = child(view, moov, 'mvex');
    if (!mvex || !this.track) return;
    for (const trex of boxes(view, mvex.bodyStart, mvex.end)) {
      if (trex.type === 'trex' && view.getUint32(trex.bodyStart + 4) === this.track.id)
        this.usual = view.getUint32(trex.bodyStart + 12);
    }
  }

  private timesOf(view: DataView, moof: { bodyStart: number; end: number }): number[] {
    const { track } = this;
    if (!track) return [];
    for (const traf of boxes(view, moof.bodyStart, moof.end)) {
      if (traf.type !== 'traf') continue;
      const ticks = ticksOf(view, traf, track.id, this.usual);
      if (ticks) return ticks.map((one) => one / track.timescale);
    }
    return [];
  }
}

const hasBaseOffset = 0x1;
const hasSampleEntry = 0x2;
const hasUsualDuration = 0x8;
const hasDataOffset = 0x1;
const hasFirstFlags = 0x4;
const hasDuration = 0x100;
const hasSize = 0x200;
const hasFlags = 0x400;
const hasShift = 0x800;

/** Of one track's part of a fragment; undefined when it is another track's. */
function ticksOf(
  view: DataView,
  traf: { bodyStart: number; end: number },
  id: number,
  usual: number,
): number[] | undefined {
  const tfhd = child(view, traf, 'tfhd');
  const tfdt = child(view, traf, 'tfdt');
  if (!tfhd || !tfdt || view.getUint32(tfhd.bodyStart + 4) !== id) return undefined;
  const flags = view.getUint32(tfhd.bodyStart) & 0xffffff;
  const at = tfhd.bodyStart + 8 + (flags & hasBaseOffset ? 8 : 0) + (flags & hasSampleEntry ? 4 : 0);
  const duration = flags & hasUsualDuration ? view.getUint32(at) : usual;
  const wide = view.getUint8(tfdt.bodyStart) === 1;
  let ticks = wide ? Number(view.getBigUint64(tfdt.bodyStart + 4)) : view.getUint32(tfdt.bodyStart + 4);
  const times: number[] = [];
  for (const trun of boxes(view, traf.bodyStart, traf.end)) {
    if (trun.type !== 'trun') continue;
    const run = view.getUint32(trun.bodyStart) & 0xffffff;
    const count = view.getUint32(trun.bodyStart + 4);
    let entry = trun.bodyStart + 8 + (run & hasDataOffset ? 4 : 0) + (run & hasFirstFlags ? 4 : 0);
    for (let n = 0; n < count && entry <= trun.end; n++) {
      const own = run & hasDuration ? view.getUint32(entry) : duration;
      entry += (run & hasDuration ? 4 : 0) + (run & hasSize ? 4 : 0) + (run & hasFlags ? 4 : 0);
      // Signed in the newer form; in the older one no camera shifts by more than half of the range.
      const shift = run & hasShift ? view.getInt32(entry) : 0;
      entry += run & hasShift ? 4 : 0;
      times.push(ticks + shift);
      ticks += own;
    }
  }
  return times;
}

const sameWithinUs = 2_000;

/** The times of pictures that are at hand, in order; old ones go when their pictures do. */
export class FrameTimes {
  private us: number[] = [];

  add(times: readonly number[]): void {
    const added = [...times].sort((a, b) => a - b);
    if (added.length === 0) return;
    // Mostly they follow those that are here.
    if ((added[0] ?? 0) > (this.us.at(-1) ?? Number.NEGATIVE_INFINITY) + sameWithinUs) {
      this.us.push(...added);
      return;
    }
    const merged = [...this.us, ...added].sort((a, b) => a - b);
    // The same picture read twice differs by what the clock was slewed meanwhile.
    this.us = merged.filter((one, at) => at === 0 || one - (merged[at - 1] ?? 0) > sameWithinUs);
  }

  keep(fromUs: number, toUs: number): void {
    if ((this.us[0] ?? fromUs) < fromUs || (this.us.at(-1) ?? toUs) > toUs)
      this.us = this.us.filter((one) => one >= fromUs && one <= toUs);
  }

  get size(): number {
    return this.us.length;
  }

  /** The picture that follows the one shown at `us`, or the one before it. */
  beside(us: number, by: 1 | -1): number | undefined {
    const shown = this.shownAt(us);
    if (shown < 0) return by > 0 ? this.us[0] : undefined;
    return this.us[shown + by];
  }

  private shownAt(us: number): number {
    let low = 0;
    let high = this.us.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.us[middle] ?? 0) <= us) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

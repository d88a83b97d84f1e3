// SPDX-License-Identifier: Apache-2.0
// Hashing the media of a package, a few fragments at a time, so that gigabytes never lie in memory.
import { type Bytes, hexOf, same } from './bytes';
import { type HashName, hash } from './crypto';
import type { LinkedSegment } from './links';
import type { FragmentRecord, PackagedSegment } from './records';
import type { PackageSource } from './source';
import { Found } from './verdict';

/** Bytes of media done and in all. */
export type OnProgress = (done: number, total: number) => void;

/** One stretch of bytes with the hash that it must have. */
interface Piece {
  segment: PackagedSegment;
  /** Nothing: the init bytes. */
  record?: FragmentRecord;
  offset: number;
  bytes: number;
  hashName: HashName;
  hash: Bytes;
}

const atOnce = 8;

export class MediaCheck {
  private readonly pieces: Piece[] = [];
  private readonly ends = new Map<PackagedSegment, number>();
  total = 0;

  constructor(private readonly source: PackageSource) {}

  get fragments(): number {
    return this.pieces.filter((piece) => piece.record).length;
  }

  add(segment: PackagedSegment, { hashName, initBytes, init, records }: LinkedSegment): void {
    this.pieces.push({ segment, offset: 0, bytes: initBytes, hashName, hash: init });
    let offset = initBytes;
    for (const record of records) {
      if (record.seq < segment.firstSeq || record.seq > segment.lastSeq) continue;
      this.pieces.push({ segment, record, offset, bytes: record.size, hashName, hash: record.hash });
      offset += record.size;
    }
    this.ends.set(segment, offset);
    this.total += offset;
  }

  /** Throws Found with the first piece that is wrong. */
  async run(onProgress?: OnProgress): Promise<void> {
    let done = 0;
    for (let at = 0; at < this.pieces.length; at += atOnce) {
      const batch = this.pieces.slice(at, at + atOnce);
      const results = await Promise.all(batch.map((piece) => this.look(piece)));
      const bad = results.find((found) => found !== undefined);
      if (bad) throw bad;
      done += batch.reduce((sum, piece) => sum + piece.bytes, 0);
      onProgress?.(done, this.total);
    }
    this.sizes();
  }

  private async look(piece: Piece): Promise<Found | undefined> {
    const bytes = await this.source.read(piece.segment.path, piece.offset, piece.bytes);
    const found = await hash(piece.hashName, bytes);
    const cut = bytes.length < piece.bytes;
    return !cut && same(found, piece.hash) ? undefined : this.describe(piece, cut, found);
  }

  private describe({ segment, record }: Piece, cut: boolean, found: Bytes): Found {
    const object = record ? `${segment.path} fragment ${record.seq}` : segment.path;
    if (cut) return new Found('truncated', 'fragmentCut', object);
    const there = hexOf(found);
    if (this.pieces.some((other) => other.record && hexOf(other.hash) === there))
      return new Found('reordered', 'fragmentElsewhere', object);
    return new Found('altered_media', record ? 'fragmentChanged' : 'initChanged', object);
  }

  /** Longer or shorter than its fragments, or another size or checksum than the manifest says. */
  private sizes(): void {
    for (const [segment, end] of this.ends) {
      const bytes = this.source.files.get(segment.path) ?? 0;
      const crc = this.source.declared.get(segment.path);
      if (bytes === end && segment.bytes === end) {
        if (crc === undefined || crc === segment.crc) continue;
        throw new Found('altered_manifest', 'containerChanged', segment.path);
      }
      if (bytes < end) throw new Found('truncated', 'fileCut', segment.path);
      throw new Found('altered_media', 'bytesUncovered', segment.path);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
// Walking a stream's frames: opened, fragments, closed; opened, … Each link is computed once more.
import { type Bytes, bytesOfBase64Url, hexOf, same } from './bytes';
import { type HashName, isHashName, signedBy } from './crypto';
import { field, isObject, type Json, parseJson, statementOf } from './json';
import {
  decodeFragment,
  type FragmentRecord,
  type Frame,
  fragmentLink,
  hashOf,
  type PackagedSegment,
  type PackagedStream,
  readFrame,
  recordTypes,
  segmentHash,
} from './records';
import { Found } from './verdict';

export interface LinkedSegment {
  /** By which init, fragments and links are hashed. */
  hashName: HashName;
  initBytes: number;
  init: Bytes;
  /** Its media is encrypted. */
  sealed: boolean;
  /** Of the whole segment, by seq. */
  records: FragmentRecord[];
}

/** Throws Found with the first thing that is wrong; `sessionKeys` are those with a good certificate. */
export async function checkLinks(
  frames: Bytes,
  stream: PackagedStream,
  sessionKeys: ReadonlySet<string>,
): Promise<LinkedSegment[]> {
  const walk = new LinkWalk(frames, stream, sessionKeys);
  for (const segment of stream.segments) {
    walk.segment(segment);
    // Long chains leave the page alive.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return walk.end();
}

/** Of the one form there is; anything else is not ours. */
function isSealed(opened: Json, malformed: Found): boolean {
  const sealed = isObject(opened) ? opened.sealed : undefined;
  if (sealed === undefined) return false;
  const textAt = (name: string) => {
    const value = isObject(sealed) ? sealed[name] : undefined;
    if (typeof value !== 'string') throw malformed;
    return value;
  };
  const known =
    textAt('algorithm') === 'aes-256-ctr' &&
    hashOf(textAt('commitment')) !== undefined &&
    bytesOfBase64Url(textAt('recipient')) !== undefined &&
    bytesOfBase64Url(textAt('wrapped')) !== undefined;
  if (!known) throw malformed;
  return true;
}

class LinkWalk {
  private readonly segments: LinkedSegment[] = [];
  private at = 0;
  private head: Bytes = new Uint8Array(32);
  private hash: Bytes = new Uint8Array(32);
  private hashName: HashName = 'sha256';
  private number = 0;
  private offset = 0;

  constructor(
    private readonly frames: Bytes,
    private readonly stream: PackagedStream,
    private readonly sessionKeys: ReadonlySet<string>,
  ) {}

  segment(segment: PackagedSegment): void {
    const linked = this.opened(segment, this.next(segment, recordTypes.opened));
    for (let seq = 1; seq <= segment.fragments; seq++)
      linked.records.push(this.fragment(segment, this.next(segment, recordTypes.fragment), seq));
    if (!same(this.head, segment.head) || segment.lastSeq > segment.fragments)
      throw new Found('altered_manifest', 'linkBroken', segment.segment);
    if (segment.closed) this.closed(segment, this.next(segment, recordTypes.closed));
    if (!this.covers(segment, linked)) throw new Found('truncated', 'intervalNotCovered', segment.path);
    this.segments.push(linked);
  }

  end(): LinkedSegment[] {
    if (readFrame(this.frames, this.at) !== 'end')
      throw new Found('altered_manifest', 'bytesUncovered', this.stream.links);
    return this.segments;
  }

  private next(segment: PackagedSegment, wanted: number): Frame {
    const object = `${this.stream.links} segment ${segment.segment}`;
    const frame = readFrame(this.frames, this.at);
    if (frame === 'end' || frame === 'short') throw new Found('truncated', 'linksCut', object);
    if (frame === 'broken') throw new Found('altered_manifest', 'fileChanged', object);
    this.at += frame.length;
    if (frame.type !== wanted) throw new Found('reordered', 'linkOrder', object);
    return frame;
  }

  private opened(segment: PackagedSegment, { payload }: Frame): LinkedSegment {
    const object = `segment ${segment.segment}`;
    const malformed = new Found('altered_manifest', 'malformed', object);
    const json = parseJson(payload);
    if (json === undefined) throw malformed;
    const init = hashOf(field(json, 'initSha256', 'string', ''));
    const previous = hashOf(field(json, 'previous', 'string', ''));
    const ours =
      field(json, 'camera', 'string', '') === this.stream.camera &&
      field(json, 'stream', 'string', '') === this.stream.stream;
    const name = isObject(json) && typeof json.hash === 'string' ? json.hash : '';
    if (!init || !previous || !isHashName(name) || !ours) throw malformed;
    if (field(json, 'segment', 'string', '') !== segment.segment)
      throw new Found('reordered', 'linkOrder', object);
    const number = field(json, 'number', 'number', 0);
    if (this.segments.length > 0 && (!same(previous, this.head) || number !== this.number + 1))
      throw new Found('altered_manifest', 'linkBroken', object);
    this.head = previous;
    this.number = number - 1;
    this.hashName = name;
    this.hash = segmentHash(name, payload);
    this.offset = field(json, 'initBytes', 'number', 0);
    return { hashName: name, initBytes: this.offset, init, sealed: isSealed(json, malformed), records: [] };
  }

  private fragment(segment: PackagedSegment, { payload }: Frame, seq: number): FragmentRecord {
    const object = `segment ${segment.segment} fragment ${seq}`;
    const record = decodeFragment(payload);
    if (!record) throw new Found('altered_manifest', 'malformed', object);
    const inPlace =
      record.segment === segment.segment &&
      record.seq === seq &&
      record.number === this.number + 1 &&
      record.offset === this.offset;
    if (!inPlace) throw new Found('reordered', 'linkOrder', object);
    if (!same(fragmentLink(this.hashName, this.head, this.hash, record), record.link))
      throw new Found('altered_manifest', 'linkBroken', object);
    this.head = record.link;
    this.number += 1;
    this.offset += record.size;
    return record;
  }

  private closed(segment: PackagedSegment, { payload }: Frame): void {
    const object = `segment ${segment.segment}`;
    const json = parseJson(payload);
    if (!isObject(json)) throw new Found('altered_manifest', 'malformed', object);
    const fits =
      field(json, 'segment', 'string', '') === segment.segment &&
      field(json, 'chainHead', 'string', '') === hexOf(this.head) &&
      field(json, 'fragments', 'number', 0) === segment.fragments;
    if (!fits) throw new Found('altered_manifest', 'linkBroken', object);
    const signer = field(json, 'signingKey', 'string', '');
    if (!this.sessionKeys.has(signer)) throw new Found('wrong_key', 'sessionKeyUncertified', object);
    if (!signedAs('mingjing.segment-close.v1', json, signer))
      throw new Found('altered_manifest', 'signatureWrong', object);
  }

  /** What lies in the asked interval must be in the package's media. */
  private covers(segment: PackagedSegment, { records }: LinkedSegment): boolean {
    return records.every(({ startUs, endUs, seq }) => {
      const asked = startUs < this.stream.toUs && endUs > this.stream.fromUs;
      return !asked || (seq >= segment.firstSeq && seq <= segment.lastSeq);
    });
  }
}

/** Whether `value` carries a good signature by a key, which stands there in base64url. */
export function signedAs(domain: string, value: Json, key: string): boolean {
  if (!isObject(value)) return false;
  const raw = bytesOfBase64Url(key);
  const signature = bytesOfBase64Url(field(value, 'signature', 'string', ''));
  const statement = statementOf(domain, value);
  return !!raw && !!signature && !!statement && signedBy(raw, statement, signature);
}

// SPDX-License-Identifier: Apache-2.0
// The journal's frames and fragment records (FORMAT.md), and the manifest of a package (PACKAGE.md). All big endian.
import { type Bytes, bytesOfHex, bytesOfText, crc32, hexOf, join, same } from './bytes';
import { type HashName, hashNow } from './crypto';
import { field, type Json, type JsonObject, list, Malformed } from './json';
import { goodName } from './zip';

export const recordTypes = { opened: 3, fragment: 4, closed: 5 } as const;

const magic = bytesOfText('MJR1');
const headBytes = 9;
const tailBytes = 4;
const mostPayload = 1 << 20;
const lastType = 9;

export interface Frame {
  type: number;
  payload: Bytes;
  length: number;
}
export type FrameFault = 'end' | 'short' | 'broken';

const viewOf = (bytes: Bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function readFrame(file: Bytes, at: number): Frame | FrameFault {
  if (at === file.length) return 'end';
  const rest = file.subarray(at);
  const begin = rest.subarray(0, magic.length);
  if (!same(begin, magic.subarray(0, begin.length))) return 'broken';
  if (rest.length < headBytes) return 'short';
  const view = viewOf(rest);
  const size = view.getUint32(4);
  const type = view.getUint8(8);
  if (size > mostPayload || type < 1 || type > lastType) return 'broken';
  const length = headBytes + size + tailBytes;
  if (rest.length < length) return 'short';
  const covered = rest.subarray(magic.length, length - tailBytes);
  if (view.getUint32(length - tailBytes) !== crc32(covered)) return 'broken';
  return { type, payload: rest.subarray(headBytes, headBytes + size), length };
}

/** Of a fragment's record, what a verifier compares. */
export interface FragmentRecord {
  segment: string;
  number: number;
  seq: number;
  startUs: number;
  endUs: number;
  offset: number;
  size: number;
  hash: Bytes;
  link: Bytes;
  /** What the link covers. */
  body: Bytes;
}

const fixedBytes = 128;
const noteBytes = 11;
const hashBytes = 32;

function uuidOf(bytes: Bytes): string {
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function decodeFragment(payload: Bytes): FragmentRecord | undefined {
  if (payload.length < fixedBytes + hashBytes || payload[0] !== 1) return undefined;
  const view = viewOf(payload);
  const big = (at: number) => Number(view.getBigInt64(at));
  const notes = view.getUint16(fixedBytes - 2);
  const body = payload.subarray(0, fixedBytes + notes * noteBytes);
  if (payload.length !== body.length + hashBytes) return undefined;
  return {
    segment: uuidOf(payload.subarray(1, 17)),
    number: Number(view.getBigUint64(17)),
    seq: view.getUint32(25),
    startUs: big(33),
    endUs: big(33) + view.getUint32(41),
    offset: Number(view.getBigUint64(77)),
    size: view.getUint32(85),
    hash: payload.subarray(94, 126),
    link: payload.subarray(body.length),
    body,
  };
}

export const segmentHash = (name: HashName, opened: Bytes): Bytes =>
  hashNow(name, join(bytesOfText('mingjing.segment.v1\n'), opened));

export const fragmentLink = (
  name: HashName,
  previous: Bytes,
  segment: Bytes,
  { body }: FragmentRecord,
): Bytes => hashNow(name, join(bytesOfText('mingjing.fragment.v1\n'), previous, segment, body));

/** A file of media: init bytes and fragments of one segment, without a hole. */
export interface PackagedSegment {
  segment: string;
  path: string;
  firstSeq: number;
  lastSeq: number;
  bytes: number;
  crc: number;
  /** Of the whole segment, with those that are not in the package. */
  fragments: number;
  head: Bytes;
  closed: boolean;
}

export interface PackagedStream {
  camera: string;
  stream: string;
  fromUs: number;
  toUs: number;
  links: string;
  segments: PackagedSegment[];
  gaps: Json[];
}

export interface Manifest {
  /** Some of its media is encrypted. */
  sealed: boolean;
  exportId: string;
  statement: Bytes;
  signingKey: string;
  keys: Json[];
  streams: PackagedStream[];
  files: { path: string; bytes: number; sha256: Bytes }[];
}

function idAt(json: Json, name: string): string {
  const id = field(json, name, 'string');
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Malformed(name);
  return id;
}

function pathAt(json: Json, name: string): string {
  const path = field(json, name, 'string');
  if (!goodName(path)) throw new Malformed(name);
  return path;
}

/** Nothing unless it is the hex of 32 bytes. */
export function hashOf(text: string): Bytes | undefined {
  const bytes = bytesOfHex(text);
  return bytes?.length === hashBytes ? bytes : undefined;
}

function hashAt(json: Json, name: string): Bytes {
  const hash = hashOf(field(json, name, 'string'));
  if (!hash) throw new Malformed(name);
  return hash;
}

function segmentFrom(json: Json): PackagedSegment {
  const segment = {
    segment: idAt(json, 'segment'),
    path: pathAt(json, 'path'),
    firstSeq: field(json, 'firstSeq', 'number'),
    lastSeq: field(json, 'lastSeq', 'number'),
    bytes: field(json, 'bytes', 'number'),
    crc: field(json, 'crc32', 'number'),
    fragments: field(json, 'fragments', 'number'),
    head: hashAt(json, 'head'),
    closed: field(json, 'closed', 'boolean'),
  };
  if (segment.firstSeq < 1 || segment.lastSeq < segment.firstSeq) throw new Malformed('firstSeq');
  return segment;
}

const streamFrom = (json: Json): PackagedStream => ({
  camera: idAt(json, 'camera'),
  stream: field(json, 'stream', 'string'),
  fromUs: field(json, 'fromUs', 'number'),
  toUs: field(json, 'toUs', 'number'),
  links: pathAt(json, 'links'),
  segments: list(json, 'segments').map(segmentFrom),
  gaps: list(json, 'gaps'),
});

/** Throws Malformed. */
export function manifestFrom(json: JsonObject): Manifest {
  const sealed = json.format === 'mingjing.recording-package.v2';
  if (!sealed && json.format !== 'mingjing.recording-package.v1') throw new Malformed('format');
  return {
    sealed,
    exportId: idAt(json, 'export'),
    statement: hashAt(json, 'statementSha256'),
    signingKey: field(json, 'signingKey', 'string'),
    keys: list(json, 'keys'),
    streams: list(json, 'streams').map(streamFrom),
    files: list(json, 'files').map((file) => ({
      path: pathAt(file, 'path'),
      bytes: field(file, 'bytes', 'number'),
      sha256: hashAt(file, 'sha256'),
    })),
  };
}

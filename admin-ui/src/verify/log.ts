// SPDX-License-Identifier: Apache-2.0
// The part of the centre's log of record that goes along (center/docs/log-of-record.md): each leaf is under a head that
// the centre signed, and what it says of a recorded chain is so. It shows by when the recording was made.
import { type Bytes, bytesOfBase64Url, bytesOfHex, bytesOfText, hexOf, join, same } from './bytes';
import { sha256Now, signedBy } from './crypto';
import { canonical, field, isObject, type Json, type JsonObject, list, parseJson } from './json';
import type { LinkedSegment } from './links';
import { hashOf, type PackagedStream } from './records';
import { Found } from './verdict';

export const logName = 'log.json';

/** How one stream is held by the log: fragments of the package whose link a signed head covers, and when those were. */
export interface Anchors {
  count: number;
  firstHeadUs: number;
  lastHeadUs: number;
}

const headDomain = bytesOfText('mingjing.log.head.v1\n');
const mostHeadBytes = 2048;

interface Head {
  size: number;
  root: Bytes;
  signedAtUs: number;
}

const whole = (value: Json | undefined, least: number): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= least;
const hashText = (value: Json | undefined) => (typeof value === 'string' ? hashOf(value) : undefined);

/** A head in its one spelling, signed by the centre. */
function readHead(text: string, signature: string, centreKey: Bytes): Head | undefined {
  const bytes = bytesOfText(text);
  const json = bytes.length <= mostHeadBytes ? parseJson(bytes) : undefined;
  if (!isObject(json)) return undefined;
  const { counter, size, signedAtUs, nonce, publicKey } = json;
  const root = hashText(json.root);
  const previous = hashText(json.previous);
  const key = typeof publicKey === 'string' ? bytesOfBase64Url(publicKey) : undefined;
  const sign = bytesOfBase64Url(signature);
  const shaped =
    whole(counter, 1) &&
    whole(signedAtUs, 1) &&
    typeof nonce === 'string' &&
    bytesOfHex(nonce)?.length === 16 &&
    Object.keys(json).length === 9 &&
    json.hashAlgorithm === 'SHA-256' &&
    json.signatureAlgorithm === 'Ed25519';
  if (!shaped || !whole(size, 0) || !root || !previous || !key || !sign) return undefined;
  if ((counter === 1) !== previous.every((byte) => byte === 0) || !isSpelt(json, bytes)) return undefined;
  if (!same(key, centreKey) || !signedBy(key, join(headDomain, bytes), sign)) return undefined;
  return { size, root, signedAtUs };
}

/** Canonical, and hashes in lower case. */
function isSpelt(json: JsonObject, bytes: Bytes): boolean {
  const text = canonical(json);
  const lower = [json.root, json.previous, json.nonce].every((one) => one === String(one).toLowerCase());
  return lower && !!text && same(text, bytes);
}

const nodeHash = (left: Bytes, right: Bytes) => sha256Now(join(Uint8Array.of(1), left, right));

/** RFC 9162, 2.1.3.2. */
export function isUnder(
  leaf: Bytes,
  index: number,
  size: number,
  path: readonly Bytes[],
  root: Bytes,
): boolean {
  if (index < 0 || index >= size) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  const up = () => {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  };
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) up();
    } else {
      hash = nodeHash(hash, sibling);
    }
    up();
  }
  return last === 0 && same(hash, root);
}

/** The head of a proof whose leaf is under it; nothing when anything is wrong. */
function headOf(proof: Json, leaf: string, centreKey: Bytes): Head | undefined {
  const head = readHead(field(proof, 'head', 'string'), field(proof, 'signature', 'string'), centreKey);
  const path = list(proof, 'path').map(hashText);
  const position = field(proof, 'position', 'number');
  if (!head || path.includes(undefined)) return undefined;
  const hash = sha256Now(join(Uint8Array.of(0), bytesOfText(leaf)));
  return isUnder(hash, position, head.size, path as Bytes[], head.root) ? head : undefined;
}

/** Throws Found with the first wrong proof. `links[i]` are the checked segments of `streams[i]`. */
export function checkLog(
  log: Json,
  centreKey: Bytes,
  streams: readonly PackagedStream[],
  links: readonly (readonly LinkedSegment[])[],
): Anchors[] {
  const anchors = streams.map((): Anchors => ({ count: 0, firstHeadUs: 0, lastHeadUs: 0 }));
  const wrong = (index: number) =>
    new Found('altered_manifest', 'logProofWrong', `${logName} proof ${index + 1}`);
  if (field(log, 'format', 'string') !== 'mingjing.package-log.v1') throw wrong(0);
  list(log, 'proofs').forEach((proof, index) => {
    const text = field(proof, 'leaf', 'string');
    const head = headOf(proof, text, centreKey);
    const leaf = parseJson(bytesOfText(text));
    if (!head || leaf === undefined) throw wrong(index);
    if (field(leaf, 'kind', 'string', '') !== 'recording') return;
    streams.forEach(({ camera, stream }, which) => {
      if (field(leaf, 'camera', 'string') !== camera || field(leaf, 'stream', 'string') !== stream) return;
      const number = field(leaf, 'fragment', 'number');
      const record = links[which]?.flatMap(({ records }) => records).find((one) => one.number === number);
      // Of a time that is not in the package.
      if (!record) return;
      if (field(leaf, 'link', 'string') !== hexOf(record.link)) throw wrong(index);
      note(anchors[which], head.signedAtUs);
    });
  });
  return anchors;
}

function note(anchors: Anchors | undefined, headUs: number): void {
  if (!anchors) return;
  if (anchors.count === 0 || headUs < anchors.firstHeadUs) anchors.firstHeadUs = headUs;
  anchors.lastHeadUs = Math.max(anchors.lastHeadUs, headUs);
  anchors.count += 1;
}

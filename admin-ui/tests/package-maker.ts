// SPDX-License-Identifier: Apache-2.0
// Small packages of recordings, written after PACKAGE.md and FORMAT.md with keys of their own: for the tests of the
// verifier. What it writes, evidence-verify accepts (e2e/export.spec.ts).
import { ed25519 } from '@noble/curves/ed25519.js';
import { type Bytes, bytesOfText, crc32, hexOf, join } from '../src/verify/bytes';
import { type HashName, hashNow, sha256Now } from '../src/verify/crypto';
import { canonical, type Json, type JsonObject, statementOf } from '../src/verify/json';
import { digestFor, numberOf, order, Point } from '../src/verify/sm2';
import { directoryOf, localHeader, type ZipEntry } from '../src/verify/zip';

export const beginUs = 1_795_516_286_301_015;
const second = 1_000_000;
const exportId = '01930000-0000-7000-8000-0000000000ee';
const cameraIds = ['01930000-0000-7000-8000-00000000000a', '01930000-0000-7000-8000-00000000000b'];

export class Key {
  readonly publicBytes: Bytes;
  constructor(private readonly secret: Bytes) {
    this.publicBytes = ed25519.getPublicKey(secret) as Bytes;
  }
  static of(seed: number): Key {
    return new Key(new Uint8Array(32).fill(seed));
  }
  get text(): string {
    return base64Url(this.publicBytes);
  }
  /** The value with its signature. */
  signed(domain: string, value: JsonObject): JsonObject {
    const statement = statementOf(domain, value) ?? new Uint8Array();
    return { ...value, signature: base64Url(this.sign(statement)) };
  }
  sign(message: Bytes): Bytes {
    return ed25519.sign(message, this.secret) as Bytes;
  }
}

/** Of SM2: the same with other numbers. */
export class Sm2Key extends Key {
  override readonly publicBytes: Bytes;
  private readonly number: bigint;
  constructor(secret: Bytes) {
    super(secret);
    this.number = numberOf(secret);
    this.publicBytes = Point.BASE.multiply(this.number).toBytes(false) as Bytes;
  }
  override sign(message: Bytes): Bytes {
    const e = digestFor(this.publicBytes, message);
    // The same number each time would give the key away; these keys are nobody's.
    const k = (e ^ this.number) % order;
    const r = (e + Point.BASE.multiply(k).toAffine().x) % order;
    const s = (inverse(1n + this.number) * (((k - r * this.number) % order) + order)) % order;
    return der(0x30, join(derNumber(r), derNumber(s)));
  }
}

const der = (tag: number, bytes: Bytes): Bytes => join(Uint8Array.of(tag, bytes.length), bytes);

function derNumber(number: bigint): Bytes {
  const hex = number.toString(16);
  const bytes = Uint8Array.from(
    Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex'),
  ) as Bytes;
  return der(2, (bytes[0] ?? 0) >= 128 ? join(Uint8Array.of(0), bytes) : bytes);
}

/** After Fermat: the order is prime. */
function inverse(number: bigint): bigint {
  let out = 1n;
  let base = number % order;
  for (let power = order - 2n; power > 0n; power >>= 1n) {
    if (power & 1n) out = (out * base) % order;
    base = (base * base) % order;
  }
  return out;
}

const base64Url = (bytes: Bytes) => Buffer.from(bytes).toString('base64url');
const canonicalOf = (value: Json): Bytes => canonical(value) ?? new Uint8Array();

/** Numbers after one another, big endian. */
function big(...numbers: readonly (readonly [size: 1 | 2 | 4 | 8, value: number])[]): Bytes {
  return join(
    ...numbers.map(([size, value]) => {
      const out = new DataView(new ArrayBuffer(8));
      out.setBigUint64(0, BigInt.asUintN(64, BigInt(value)));
      return new Uint8Array(out.buffer).slice(8 - size);
    }),
  );
}

export function frame(type: number, payload: Bytes): Bytes {
  const covered = join(big([4, payload.length], [1, type]), payload);
  return join(bytesOfText('MJR1'), covered, big([4, crc32(covered)]));
}

/** Bytes that look like nothing, always the same for the same seed. */
function noise(seed: number, length: number): Bytes {
  let state = seed * 2654435761 + 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

const idBytes = (id: string) => Uint8Array.from(Buffer.from(id.replaceAll('-', ''), 'hex')) as Bytes;

interface Options {
  centre: Key;
  node: Key;
  session: Key;
  /** The node whose key the centre vouches for; the recorder's own without it. */
  vouched?: Key;
  /** Seconds that were not recorded. */
  gap?: { from: number; to: number; cause: string };
  /** By which init, fragments and links are hashed. */
  hash?: HashName;
  /** The second camera's media is encrypted; `told`: the manifest says so. */
  sealed?: { told: boolean; seal?: Json };
  /** Of the centre's log, how far the proofs are from the truth. */
  log?: 'right' | 'otherLink' | 'otherRoot' | 'otherSigner';
}

export const keys = { centre: Key.of(1), node: Key.of(2), session: Key.of(3) };

/** Of the form that a recorder writes. */
export const goodSeal = {
  algorithm: 'aes-256-ctr',
  commitment: '5a'.repeat(32),
  recipient: 'A'.repeat(43),
  wrapped: 'A'.repeat(123),
} satisfies JsonObject;

interface Segment {
  json: JsonObject;
  path: string;
  media: Bytes;
  frames: Bytes;
  head: Bytes;
  number: number;
}

/** A segment of one-second fragments of equal size, from second to second; closed and signed. */
function segmentOf(
  { session, gap, hash: hashName = 'sha256', sealed }: Options,
  which: number,
  index: number,
  [from, to]: [number, number],
  before: { head: Bytes; number: number },
): Segment {
  const id = `01930000-0000-7000-8000-0000000${which}0${index}00`.padEnd(36, '0');
  const camera = cameraIds[which] ?? '';
  const init = join(bytesOfText('....ftypiso6'), noise(which * 10 + index, 40));
  const opened = canonicalOf({
    camera,
    initBytes: init.length,
    hash: hashName,
    initSha256: hexOf(hashNow(hashName, init)),
    number: before.number + 1,
    previous: hexOf(before.head),
    ...(sealed && which === 1 ? { sealed: sealed.seal ?? goodSeal } : {}),
    segment: id,
    startUs: beginUs + from * second,
    stream: 'main',
  });
  const hash = hashNow(hashName, join(bytesOfText('mingjing.segment.v1\n'), opened));
  const frames = [frame(3, opened)];
  const media = [init];
  let { head, number } = before;
  let offset = init.length;
  let seq = 0;
  for (let at = from; at < to; at++) {
    if (gap && at >= gap.from && at < gap.to) continue;
    const bytes = noise(which * 100 + at, 300);
    seq += 1;
    number += 1;
    const body = join(
      big([1, 1]),
      idBytes(id),
      big([8, number], [4, seq], [4, 1], [8, beginUs + at * second], [4, second]),
      big([8, beginUs], [8, 7], [8, 90_000 * at], [8, 0], [8, offset], [4, bytes.length]),
      big([1, 9], [2, 25], [2, 0]),
      hashNow(hashName, bytes),
      big([2, 1], [1, 0], [2, 3], [8, -5]),
    );
    head = hashNow(hashName, join(bytesOfText('mingjing.fragment.v1\n'), head, hash, body));
    frames.push(frame(4, join(body, head)));
    media.push(bytes);
    offset += bytes.length;
  }
  const closed: JsonObject = {
    bytes: offset,
    camera,
    chainHead: hexOf(head),
    endUs: beginUs + to * second,
    fragments: seq,
    segment: id,
    signingKey: session.text,
    startUs: beginUs + from * second,
    stream: 'main',
    truncated: false,
  };
  frames.push(frame(5, canonicalOf(session.signed('mingjing.segment-close.v1', closed))));
  const path = `media/0${which + 1}-IT-01/000${index + 1}.mp4`;
  const file = join(...media);
  const json = {
    bytes: file.length,
    closed: true,
    crc32: crc32(file),
    firstSeq: 1,
    fragments: seq,
    head: hexOf(head),
    lastSeq: seq,
    path,
    segment: id,
  };
  return { json, path, media: file, frames: join(...frames), head, number };
}

/** Two leaves, the newest fragment of each chain, under one head. */
function logOf({ centre }: Options, newest: readonly Segment[], how: NonNullable<Options['log']>): Json {
  const leaves = newest.map(({ head, number }, which) =>
    canonicalOf({
      camera: cameraIds[which] ?? '',
      durableUs: beginUs,
      fragment: number,
      kind: 'recording',
      link: how === 'otherLink' ? hexOf(noise(1, 32)) : hexOf(head),
      stream: 'main',
      v: 1,
    }),
  );
  const [left, right] = leaves.map((leaf) => sha256Now(join(Uint8Array.of(0), leaf))) as [Bytes, Bytes];
  const root = sha256Now(join(Uint8Array.of(1), left, right));
  const head = canonicalOf({
    counter: 7,
    hashAlgorithm: 'SHA-256',
    nonce: hexOf(noise(2, 16)),
    previous: hexOf(noise(3, 32)),
    publicKey: centre.text,
    root: hexOf(how === 'otherRoot' ? left : root),
    signatureAlgorithm: 'Ed25519',
    signedAtUs: beginUs + 30 * second,
    size: 2,
  });
  const signer = how === 'otherSigner' ? Key.of(8) : centre;
  const signature = base64Url(signer.sign(join(bytesOfText('mingjing.log.head.v1\n'), head)));
  const text = (bytes: Bytes) => Buffer.from(bytes).toString();
  const proofs = leaves.map((leaf, position) => ({
    head: text(head),
    leaf: text(leaf),
    path: [hexOf(position === 0 ? right : left)],
    position,
    signature,
  }));
  return { format: 'mingjing.package-log.v1', proofs };
}

/** The files of a good package: two cameras, eight seconds, two segments each. */
export function packageFiles(given: Partial<Options> = {}): Map<string, Bytes> {
  const options: Options = { ...keys, ...given };
  const { centre, node, session, vouched = node, gap, log, sealed } = options;
  const files = new Map<string, Bytes>([['certificate.json', bytesOfText('{"missingUs":0}')]]);
  const chains = cameraIds.map((_, which) => {
    const first = segmentOf(options, which, 0, [0, 5], { head: noise(9, 32), number: 40 });
    return [first, segmentOf(options, which, 1, [5, 10], first)] as const;
  });
  if (log)
    files.set(
      'log.json',
      canonicalOf(
        logOf(
          options,
          chains.map(([, last]) => last),
          log,
        ),
      ),
    );
  const hashed = () =>
    [...files].map(([path, bytes]) => ({ bytes: bytes.length, path, sha256: hexOf(sha256Now(bytes)) }));
  const statement = canonicalOf(
    centre.signed('mingjing.export-statement.v1', {
      cameras: cameraIds.map((id, at) => ({ id, name: `讯问室一 ${at + 1}` })),
      centre: '示范中心',
      centreKey: centre.text,
      export: exportId,
      files: hashed().map(({ path, sha256 }) => ({ path, sha256 })),
      format: 'mingjing.export-statement.v1',
      nodeKeys: [vouched.text],
      stay: { number: '20261124-001' },
    }),
  );
  const media = new Map<string, Bytes>();
  const streams: Json[] = cameraIds.map((camera, which) => {
    const [first, second_] = chains[which] as readonly [Segment, Segment];
    const links = `links/0${which + 1}-IT-01.mjl`;
    files.set(links, join(first.frames, second_.frames));
    for (const one of [first, second_]) media.set(one.path, one.media);
    const gaps = gap
      ? [{ cause: gap.cause, fromUs: beginUs + gap.from * second, toUs: beginUs + gap.to * second }]
      : [];
    return {
      camera,
      fromUs: beginUs + second,
      gaps,
      links,
      segments: [first.json, second_.json],
      stream: 'main',
      toUs: beginUs + 9 * second,
    };
  });
  const record = {
    algorithm: node instanceof Sm2Key ? 'sm2' : 'ed25519',
    boot: exportId,
    fromUs: beginUs,
    node: 'recorder-1',
    nodeKey: node.text,
    sessionKey: session.text,
  };
  const manifest = session.signed('mingjing.recording-package.v1', {
    export: exportId,
    files: hashed(),
    format: `mingjing.recording-package.v${sealed?.told ? 2 : 1}`,
    keys: [node.signed('mingjing.session-key.v1', record)],
    madeUs: beginUs + 20 * second,
    node: 'recorder-1',
    signingKey: session.text,
    statementSha256: hexOf(sha256Now(statement)),
    streams,
  });
  return new Map([
    ['statement.json', statement],
    ...files,
    ...media,
    ['manifest.json', canonicalOf(manifest)],
  ]);
}

export function zipOf(files: ReadonlyMap<string, Bytes>): Bytes {
  const parts: Bytes[] = [];
  const entries: ZipEntry[] = [];
  let at = 0;
  for (const [name, bytes] of files) {
    const entry = { name, bytes: BigInt(bytes.length), crc: crc32(bytes), offset: BigInt(at) };
    const header = localHeader(entry);
    entries.push(entry);
    parts.push(header, bytes);
    at += header.length + bytes.length;
  }
  return join(...parts, directoryOf(entries, BigInt(at)));
}

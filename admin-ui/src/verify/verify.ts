// SPDX-License-Identifier: Apache-2.0
// Is a package what the recorder recorded and the centre released? The checks of PACKAGE.md in their order, from the
// outside in: container, signatures, small files, chain links, and at last the media. No network, no clock.
import { type Bytes, bytesOfBase64Url, bytesOfHex, crc32, hexOf, same } from './bytes';
import { sha256Now } from './crypto';
import { canonical, field, isObject, type Json, type JsonObject, list, Malformed, parseJson } from './json';
import { checkLinks, type LinkedSegment, signedAs } from './links';
import { checkLog, logName } from './log';
import { MediaCheck, type OnProgress } from './media';
import { type Manifest, manifestFrom, type PackagedStream } from './records';
import { type PackageSource, readAll } from './source';
import { Found, type Hole, type Said, type Verified, type VerifiedStream } from './verdict';

export interface VerifyOptions {
  /** 32 bytes; without it the key inside of the package is only told. */
  centreKey?: Bytes;
  onProgress?: OnProgress;
}

const statementName = 'statement.json';
const manifestName = 'manifest.json';
const holeUs = 1_000_000;

/** Fails only when the package cannot be read at all. */
export async function verifyPackage(source: PackageSource, options: VerifyOptions = {}): Promise<Verified> {
  const check = new PackageCheck(source, options);
  try {
    await check.walk();
  } catch (error) {
    if (error instanceof Found) check.found(error);
    // A field of another type than ours.
    else if (error instanceof Malformed)
      check.found(new Found('altered_manifest', 'malformed', check.reading));
    else throw error;
  }
  return check.out;
}

class PackageCheck {
  readonly out: Verified = {
    verdict: 'ok',
    object: '',
    centreKey: '',
    keyCompared: false,
    streams: [],
    sealed: 0,
    files: 0,
    fragments: 0,
    bytes: 0,
  };
  reading = statementName;
  private statement: JsonObject = {};
  private manifest!: Manifest;
  private readonly sessionKeys = new Set<string>();
  private readonly chains: LinkedSegment[][] = [];

  constructor(
    private readonly source: PackageSource,
    private readonly options: VerifyOptions,
  ) {}

  found({ verdict, reason, object }: Found): void {
    Object.assign(this.out, { verdict, reason, object });
  }

  async walk(): Promise<void> {
    this.container();
    const statementHash = await this.readStatement();
    await this.readManifest(statementHash);
    this.keys();
    this.names();
    await this.smallFiles();
    await this.links();
    await this.log();
    await this.media();
  }

  private container(): void {
    const { fault, where } = this.source;
    if (fault === 'different') throw new Found('altered_manifest', 'containerChanged', printable(where));
    if (fault === 'cut') throw new Found('truncated', 'containerCut', '');
  }

  /** A signed JSON file whose bytes are its canonical form. */
  private async readSigned(name: string): Promise<{ bytes: Bytes; json: JsonObject }> {
    this.reading = name;
    if (!this.source.files.has(name)) throw new Found('truncated', 'fileMissing', name);
    const bytes = await readAll(this.source, name);
    const json = parseJson(bytes);
    if (!isObject(json)) throw new Malformed(name);
    const text = canonical(json);
    if (!text || !same(text, bytes)) throw new Found('altered_manifest', 'notCanonical', name);
    return { bytes, json };
  }

  private async readStatement(): Promise<Bytes> {
    const { bytes, json } = await this.readSigned(statementName);
    if (json.format !== 'mingjing.export-statement.v1') throw new Malformed('format');
    const key = field(json, 'centreKey', 'string');
    list(json, 'nodeKeys');
    list(json, 'files');
    field(json, 'signature', 'string');
    const raw = bytesOfBase64Url(key) ?? new Uint8Array();
    const { centreKey } = this.options;
    this.out.centreKey = hexOf(raw);
    this.out.keyCompared = centreKey !== undefined;
    // A signature that fits the key inside, when that key is not the expected one, is somebody else's; one that fits
    // nothing is a changed file.
    if (!signedAs('mingjing.export-statement.v1', json, key))
      throw new Found('altered_manifest', 'signatureWrong', statementName);
    if (centreKey && !same(raw, centreKey)) throw new Found('wrong_key', 'centreKeyOther', statementName);
    this.statement = json;
    this.out.said = saidBy(json);
    return sha256Now(bytes);
  }

  private async readManifest(statementHash: Bytes): Promise<void> {
    const { json } = await this.readSigned(manifestName);
    const manifest = manifestFrom(json);
    if (!signedAs('mingjing.recording-package.v1', json, manifest.signingKey))
      throw new Found('altered_manifest', 'signatureWrong', manifestName);
    if (!same(manifest.statement, statementHash) || manifest.exportId !== this.statement.export)
      throw new Found('altered_manifest', 'fileChanged', statementName);
    this.manifest = manifest;
  }

  /** The centre vouches for node keys, a node key for session keys, a session key for the rest. */
  private keys(): void {
    const known = new Set(list(this.statement, 'nodeKeys'));
    for (const key of this.manifest.keys) {
      const node = field(key, 'nodeKey', 'string');
      const session = field(key, 'sessionKey', 'string');
      field(key, 'signature', 'string');
      if (!known.has(node)) throw new Found('wrong_key', 'nodeKeyUnknown', manifestName);
      if (!signedAs('mingjing.session-key.v1', key, node))
        throw new Found('altered_manifest', 'signatureWrong', manifestName);
      this.sessionKeys.add(session);
    }
    if (!this.sessionKeys.has(this.manifest.signingKey))
      throw new Found('wrong_key', 'sessionKeyUncertified', manifestName);
  }

  /** Every file is named, and every name has its file. */
  private names(): void {
    const { files, streams } = this.manifest;
    const wanted = new Set([manifestName, statementName, ...files.map(({ path }) => path)]);
    for (const { segments } of streams) for (const { path } of segments) wanted.add(path);
    for (const name of [...wanted].sort())
      if (!this.source.files.has(name)) throw new Found('truncated', 'fileMissing', name);
    for (const name of [...this.source.files.keys()].sort())
      if (!wanted.has(name)) throw new Found('altered_manifest', 'fileUnnamed', name);
    this.out.files = this.source.files.size;
    this.statementFiles();
  }

  /** What the centre put in is named by it and by the recorder with the same hash. */
  private statementFiles(): void {
    const byName = new Map(this.manifest.files.map(({ path, sha256 }) => [path, hexOf(sha256)]));
    for (const file of list(this.statement, 'files')) {
      const path = field(file, 'path', 'string', '');
      const hash = byName.get(path);
      if (hash === undefined) throw new Found('truncated', 'fileMissing', path);
      if (hash !== field(file, 'sha256', 'string', ''))
        throw new Found('altered_manifest', 'fileChanged', path);
    }
  }

  private async smallFiles(): Promise<void> {
    const chains = new Set(this.manifest.streams.map(({ links }) => links));
    for (const file of this.manifest.files) {
      const bytes = await this.readDeclared(file.path);
      if (bytes.length === file.bytes && same(sha256Now(bytes), file.sha256)) continue;
      // Chain files are looked at record by record, so that the first wrong one is named.
      if (chains.has(file.path)) continue;
      if (bytes.length < file.bytes) throw new Found('truncated', 'fileCut', file.path);
      throw new Found('altered_manifest', 'fileChanged', file.path);
    }
    await this.readDeclared(manifestName);
    await this.readDeclared(statementName);
  }

  /** A file with the checksum that the container says. */
  private async readDeclared(name: string): Promise<Bytes> {
    const bytes = await readAll(this.source, name);
    const crc = this.source.declared.get(name);
    if (crc !== undefined && crc !== crc32(bytes))
      throw new Found('altered_manifest', 'containerChanged', name);
    return bytes;
  }

  private async links(): Promise<void> {
    for (const stream of this.manifest.streams) {
      this.reading = stream.links;
      const bytes = await readAll(this.source, stream.links);
      const chain = await checkLinks(bytes, stream, this.sessionKeys);
      const file = this.manifest.files.find(({ path }) => path === stream.links);
      if (!file || !same(sha256Now(bytes), file.sha256))
        throw new Found('altered_manifest', 'fileChanged', stream.links);
      this.chains.push(chain);
      this.out.sealed += chain.filter(({ sealed }) => sealed).length;
      this.out.streams.push(streamSeen(stream, chain, this.statement));
    }
    if (this.manifest.sealed !== this.out.sealed > 0)
      throw new Found('altered_manifest', 'malformed', manifestName);
  }

  /** What the centre's log of record says of these chains, when it goes along. */
  private async log(): Promise<void> {
    if (!this.source.files.has(logName)) return;
    this.reading = logName;
    const json = parseJson(await readAll(this.source, logName));
    if (json === undefined) throw new Malformed(logName);
    const key = bytesOfHex(this.out.centreKey) ?? new Uint8Array();
    checkLog(json, key, this.manifest.streams, this.chains).forEach(({ count, ...heads }, at) => {
      const stream = this.out.streams[at];
      if (stream) Object.assign(stream, heads, { anchors: count });
    });
  }

  private async media(): Promise<void> {
    const check = new MediaCheck(this.source);
    this.manifest.streams.forEach(({ segments }, at) => {
      this.chains[at]?.forEach((linked, which) => {
        const segment = segments[which];
        if (segment) check.add(segment, linked);
      });
    });
    this.out.fragments = check.fragments;
    this.out.bytes = check.total;
    await check.run(this.options.onProgress);
  }
}

/** A name in a header that was changed may hold anything. */
const printable = (name: string) => name.replace(/[^ -~]/g, '\uFFFD');

function saidBy(statement: JsonObject): Said {
  const text = (of: Json | undefined) => (typeof of === 'string' ? of : '');
  const { stay } = statement;
  return {
    centre: text(statement.centre),
    stay: isObject(stay) ? text(stay.number) : '',
    requestedBy: text(statement.requestedBy),
    approvedBy: text(statement.approvedBy),
    recipientName: text(statement.recipientName),
  };
}

/** What the interval holds, and where something is missing. */
function streamSeen(
  stream: PackagedStream,
  chain: readonly LinkedSegment[],
  statement: JsonObject,
): VerifiedStream {
  const { camera, fromUs, toUs } = stream;
  const cameras = 'cameras' in statement ? list(statement, 'cameras') : [];
  const named = cameras.find((one) => field(one, 'id', 'string', '') === camera);
  const holes: Hole[] = [];
  let coveredUs = 0;
  let reachedUs = fromUs;
  for (const record of chain.flatMap(({ records }) => records)) {
    const from = Math.max(record.startUs, reachedUs);
    const to = Math.min(record.endUs, toUs);
    if (to <= from) continue;
    if (from - reachedUs > holeUs) holes.push(holeOf(stream, reachedUs, from));
    coveredUs += to - from;
    reachedUs = to;
  }
  if (toUs - reachedUs > holeUs) holes.push(holeOf(stream, reachedUs, toUs));
  const name = named ? field(named, 'name', 'string', '') : '';
  const heads = { anchors: 0, firstHeadUs: 0, lastHeadUs: 0 };
  return { camera, stream: stream.stream, name, fromUs, toUs, coveredUs, holes, ...heads };
}

function holeOf({ gaps }: PackagedStream, fromUs: number, toUs: number): Hole {
  const hole: Hole = { fromUs, toUs, cause: '' };
  for (const gap of gaps) {
    const end = isObject(gap) && typeof gap.toUs === 'number' ? gap.toUs : Number.MAX_SAFE_INTEGER;
    if (field(gap, 'fromUs', 'number', Number.MAX_SAFE_INTEGER) < toUs && end > fromUs)
      hole.cause = field(gap, 'cause', 'string', '');
  }
  return hole;
}

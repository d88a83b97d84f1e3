// SPDX-License-Identifier: Apache-2.0
// The one shape of ZIP file that a package has (PACKAGE.md): stored entries one after the other, ZIP64 fields always.
// Headers are written anew from names, sizes and checksums, and compared byte by byte. All little endian.
import { type Bytes, join, latin, same } from './bytes';

export interface ZipEntry {
  name: string;
  bytes: bigint;
  crc: number;
  /** Of its local header. */
  offset: bigint;
}

/** 'notZip' neither begins nor ends like one; of 'cut' the end is missing. */
export type ZipFault = 'none' | 'notZip' | 'cut' | 'different';

export interface ZipListing {
  fault: ZipFault;
  /** The entry with the first wrong header; empty for the directory. */
  where: string;
  entries: ZipEntry[];
}

/** Reads `bytes` at `offset`; shorter at the end of the file. */
export type ReadAt = (offset: number, bytes: number) => Promise<Bytes>;

const localSign = 0x04034b50;
const centralSign = 0x02014b50;
const end64Sign = 0x06064b50;
const locatorSign = 0x07064b50;
const endSign = 0x06054b50;
const version = 45;
const madeBy = (3 << 8) | 45;
const in64 = 0xffffffff;
const mostEntries = 1_000_000n;
const centralBytes = 46 + 28;
const tailBytes = 56 + 20 + 22;

/** Writes [bytes, value] after one another. */
function little(...numbers: readonly (readonly [size: 2 | 4 | 8, value: number | bigint])[]): Bytes {
  const out = new DataView(new ArrayBuffer(numbers.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of numbers) {
    if (size === 2) out.setUint16(at, Number(value), true);
    else if (size === 4) out.setUint32(at, Number(value), true);
    else out.setBigUint64(at, BigInt(value), true);
    at += size;
  }
  return new Uint8Array(out.buffer);
}

const viewOf = (bytes: Bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** What local and central header share, from "version needed" to the length of the name. */
const shared = ({ name, crc }: ZipEntry): Bytes =>
  little([2, version], [2, 0], [2, 0], [2, 0], [2, 0x21], [4, crc], [4, in64], [4, in64], [2, name.length]);

const nameBytes = ({ name }: ZipEntry): Bytes => Uint8Array.from(name, (letter) => letter.charCodeAt(0));

export const localHeader = (entry: ZipEntry): Bytes =>
  join(
    little([4, localSign]),
    shared(entry),
    little([2, 20]),
    nameBytes(entry),
    little([2, 1], [2, 16], [8, entry.bytes], [8, entry.bytes]),
  );

const centralHeader = (entry: ZipEntry): Bytes =>
  join(
    little([4, centralSign], [2, madeBy]),
    shared(entry),
    little([2, 28], [2, 0], [2, 0], [2, 0], [4, 0o100644 * 65536], [4, in64]),
    nameBytes(entry),
    little([2, 1], [2, 24], [8, entry.bytes], [8, entry.bytes], [8, entry.offset]),
  );

/** What stands behind the last entry's content, which ends at `at`. */
export function directoryOf(entries: readonly ZipEntry[], at: bigint): Bytes {
  const headers = join(...entries.map(centralHeader));
  const bytes = BigInt(headers.length);
  const count = entries.length;
  return join(
    headers,
    little([4, end64Sign], [8, 44], [2, madeBy], [2, version], [4, 0], [4, 0]),
    little([8, count], [8, count], [8, bytes], [8, at]),
    little([4, locatorSign], [4, 0], [8, at + bytes], [4, 1]),
    little([4, endSign], [2, 0], [2, 0], [2, 0xffff], [2, 0xffff], [4, in64], [4, in64], [2, 0]),
  );
}

/** False for names that no package has: empty parts, "..", absolute, other than plain letters. */
export function goodName(name: string): boolean {
  if (name === '' || name.length > 200 || name.startsWith('/') || name.endsWith('/')) return false;
  return !name.includes('..') && !name.includes('//') && /^[A-Za-z0-9_./-]*$/.test(name);
}

/** Entries as the directory names them; stops at the first that makes no sense. */
function entriesOf(directory: Bytes): ZipEntry[] {
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (directory.length - at >= centralBytes && view.getUint32(at, true) === centralSign) {
    const length = view.getUint16(at + 28, true);
    if (directory.length - at < centralBytes + length) break;
    const field64 = at + 46 + length + 4;
    entries.push({
      name: latin(directory.subarray(at + 46, at + 46 + length)),
      crc: view.getUint32(at + 16, true),
      bytes: view.getBigUint64(field64, true),
      offset: view.getBigUint64(field64 + 16, true),
    });
    at += centralBytes + length;
  }
  return entries;
}

/** Each local header against the directory, and that nothing lies between. */
async function compare(readAt: ReadAt, entries: ZipEntry[], end: bigint): Promise<ZipListing> {
  let next = 0n;
  for (const entry of entries) {
    const wanted = localHeader(entry);
    const behind = next + BigInt(wanted.length) + entry.bytes;
    if (entry.offset !== next || !goodName(entry.name) || behind > end)
      return { fault: 'different', where: entry.name, entries: [] };
    if (!same(await readAt(Number(entry.offset), wanted.length), wanted))
      return { fault: 'different', where: entry.name, entries };
    next = behind;
  }
  return { fault: next === end ? 'none' : 'different', where: '', entries };
}

export async function readZip(readAt: ReadAt, size: number): Promise<ZipListing> {
  const begins = same(await readAt(0, 4), little([4, localSign]));
  const cut: ZipListing = { fault: begins ? 'cut' : 'notZip', where: '', entries: [] };
  if (size < tailBytes) return cut;
  const end = await readAt(size - tailBytes, tailBytes);
  const view = viewOf(end);
  // Two records at the end say where the directory is; one of them is enough to go on.
  if (view.getUint32(tailBytes - 22, true) !== endSign && view.getUint32(0, true) !== end64Sign) return cut;
  const different: ZipListing = { fault: 'different', where: '', entries: [] };
  const bytes = view.getBigUint64(40, true);
  if (view.getBigUint64(32, true) > mostEntries || bytes > BigInt(size - tailBytes)) return different;
  const at = size - tailBytes - Number(bytes);
  const directory = await readAt(at, Number(bytes));
  const entries = entriesOf(directory);
  if (!same(join(directory, end), directoryOf(entries, BigInt(at)))) return { ...different, entries };
  return compare(readAt, entries, BigInt(at));
}

export const contentAt = (entry: ZipEntry): number => Number(entry.offset) + 50 + entry.name.length;

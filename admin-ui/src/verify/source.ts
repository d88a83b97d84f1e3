// SPDX-License-Identifier: Apache-2.0
// The files of a package: inside of one ZIP file, or those of a disc's folder. Read piece by piece, never as a whole.
import type { Bytes } from './bytes';
import { contentAt, readZip, type ZipFault } from './zip';

export interface PackageSource {
  /** Of a ZIP: whether every byte outside of the contents is as it was written. */
  fault: ZipFault;
  where: string;
  /** Sizes by name. */
  files: Map<string, number>;
  /** Of a ZIP: checksums by name. */
  declared: Map<string, number>;
  /** Shorter at the end of the file. */
  read(name: string, offset: number, bytes: number): Promise<Bytes>;
}

/** The part of a browser's file that is needed here. */
export interface Readable {
  readonly size: number;
  slice(from: number, to: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

const readOf = async (file: Readable, offset: number, bytes: number): Promise<Bytes> =>
  new Uint8Array(await file.slice(offset, Math.min(offset + bytes, file.size)).arrayBuffer());

/** What was chosen is no package: neither a ZIP file nor a folder. */
export class NotZip extends Error {}

/** Throws NotZip. */
export async function zipSource(file: Readable): Promise<PackageSource> {
  const listing = await readZip((offset, bytes) => readOf(file, offset, bytes), file.size);
  if (listing.fault === 'notZip') throw new NotZip();
  const places = new Map<string, { at: number; bytes: number }>();
  let { fault } = listing;
  for (const entry of listing.entries) {
    if (places.has(entry.name)) fault = 'different';
    else places.set(entry.name, { at: contentAt(entry), bytes: Number(entry.bytes) });
  }
  return {
    fault,
    where: listing.where,
    files: new Map([...places].map(([name, { bytes }]) => [name, bytes])),
    declared: new Map(listing.entries.map(({ name, crc }) => [name, crc])),
    read: async (name, offset, bytes) => {
      const place = places.get(name);
      if (!place) throw new Error(name);
      return readOf(file, place.at + offset, Math.max(0, Math.min(bytes, place.bytes - offset)));
    },
  };
}

/** Names are those below the folder that was chosen. */
export function folderSource(found: ReadonlyMap<string, Readable>): PackageSource {
  return {
    fault: 'none',
    where: '',
    files: new Map([...found].map(([name, file]) => [name, file.size])),
    declared: new Map(),
    read: async (name, offset, bytes) => {
      const file = found.get(name);
      if (!file) throw new Error(name);
      return readOf(file, offset, bytes);
    },
  };
}

export const readAll = (source: PackageSource, name: string): Promise<Bytes> =>
  source.read(name, 0, source.files.get(name) ?? 0);

// SPDX-License-Identifier: Apache-2.0
// Bytes and their spellings: hex, base64url with one spelling per value, UTF-8 that is valid, checksums.
export type Bytes = Uint8Array<ArrayBuffer>;

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const bytesOfText = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;

/** Nothing when the bytes are no UTF-8. */
export function textOf(bytes: Bytes): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** One character per byte: for names in headers, which are plain ASCII when they are ours. */
export const latin = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

export function join(...parts: readonly Bytes[]): Bytes {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export const same = (a: Bytes, b: Bytes): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

export const hexOf = (bytes: Bytes): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

export function bytesOfHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) =>
    Number.parseInt(text.slice(2 * at, 2 * at + 2), 16),
  );
}

export function bytesOfBase64Url(text: string): Bytes | undefined {
  if (text.length % 4 === 1) return undefined;
  const out: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const digit = digits.indexOf(letter);
    if (digit < 0) return undefined;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out.push((held >> bits) & 255);
  }
  // What is left over must be zero, or one value could be written in several ways.
  return (held & ((1 << bits) - 1)) === 0 ? Uint8Array.from(out) : undefined;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** CRC-32 (IEEE): finds tears and rot; forgery is the business of hashes. */
export function crc32(bytes: Bytes): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 255] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

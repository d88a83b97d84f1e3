// SPDX-License-Identifier: Apache-2.0
// The bytes of a scan as the wire wants them, and what kind of file they are.

const atOnce = 0x8000;

/** Base64url without padding. */
export function base64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += atOnce)
    text += String.fromCharCode(...bytes.subarray(at, at + atOnce));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

const beginnings = {
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
} as const;

export type PictureType = keyof typeof beginnings;

/** By what it begins with: names and types of files are often wrong. */
export function pictureType(bytes: Uint8Array): PictureType | undefined {
  const types = Object.keys(beginnings) as PictureType[];
  return types.find((type) => beginnings[type].every((byte, at) => bytes[at] === byte));
}

const pdf = [0x25, 0x50, 0x44, 0x46, 0x2d];

/** Papers that are not recognised by a code may come as PDF, too. */
export function scanType(bytes: Uint8Array): PictureType | 'application/pdf' | undefined {
  return pictureType(bytes) ?? (pdf.every((byte, at) => bytes[at] === byte) ? 'application/pdf' : undefined);
}

// SPDX-License-Identifier: Apache-2.0
// The bytes of a picture as the wire wants them, and what kind of picture they are.

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

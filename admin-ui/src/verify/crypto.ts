// SPDX-License-Identifier: Apache-2.0
// SHA-256 and Ed25519. The browser's own SHA-256 where it has one; Ed25519 in script, since not every browser has it.
import { hashes, verify } from '@noble/ed25519';
import { sha256 as sha256InScript, sha512 } from '@noble/hashes/sha2.js';
import type { Bytes } from './bytes';

hashes.sha512 = sha512;

/** For small things: there is an answer at once. */
export const sha256Now = (bytes: Bytes): Bytes => sha256InScript(bytes) as Bytes;

/** For media. A page that came over plain HTTP has no SHA-256 of the browser's own. */
export async function sha256(bytes: Bytes): Promise<Bytes> {
  const subtle = globalThis.crypto?.subtle;
  return subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : sha256Now(bytes);
}

/** Strictly after RFC 8032, as the recorder's own verifier decides. */
export function signedBy(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

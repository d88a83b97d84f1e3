// SPDX-License-Identifier: Apache-2.0
// The hashes and signatures of packages. The browser's own SHA-256 where it has one; the rest in script, since not every
// browser has it.
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 as sha256InScript } from '@noble/hashes/sha2.js';
import type { Bytes } from './bytes';
import { verifySm2 } from './sm2';
import { sm3 } from './sm3';

export type HashName = 'sha256' | 'sm3';

export const isHashName = (name: string): name is HashName => name === 'sha256' || name === 'sm3';

/** For small things: there is an answer at once. */
export const sha256Now = (bytes: Bytes): Bytes => sha256InScript(bytes) as Bytes;
export const hashNow = (name: HashName, bytes: Bytes): Bytes =>
  name === 'sm3' ? sm3(bytes) : sha256Now(bytes);

/** For media. A page that came over plain HTTP has no SHA-256 of the browser's own. */
export async function hash(name: HashName, bytes: Bytes): Promise<Bytes> {
  const subtle = globalThis.crypto?.subtle;
  if (name === 'sha256' && subtle) return new Uint8Array(await subtle.digest('SHA-256', bytes));
  return hashNow(name, bytes);
}

/** Ed25519 strictly after RFC 8032, or SM2, as the length of the key says: as the recorder's own verifier decides. */
export function signedBy(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  try {
    if (publicKey.length === 65) return verifySm2(publicKey, message, signature);
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

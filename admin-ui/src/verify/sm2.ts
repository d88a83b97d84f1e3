// SPDX-License-Identifier: Apache-2.0
// SM2 signatures (GB/T 32918.2) with SM3 and the usual name of the signer: public keys are points of 65 bytes,
// signatures two numbers in DER.
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { type Bytes, bytesOfHex, bytesOfText, hexOf, join } from './bytes';
import { sm3 } from './sm3';

const curve = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};
export const Point = weierstrass(curve);
export const order = curve.n;
const signer = bytesOfText('1234567812345678');

const bytesOf = (number: bigint): Bytes =>
  bytesOfHex(number.toString(16).padStart(64, '0')) ?? new Uint8Array();
export const numberOf = (bytes: Bytes): bigint => BigInt(`0x${hexOf(bytes) || '0'}`);

/** What is signed: the message behind a hash of signer, curve and key. */
export function digestFor(publicKey: Bytes, message: Bytes): bigint {
  const bits = signer.length * 8;
  const { a, b, Gx, Gy } = curve;
  const about = join(
    Uint8Array.of(bits >> 8, bits & 255),
    signer,
    ...[a, b, Gx, Gy].map(bytesOf),
    publicKey.subarray(1),
  );
  return numberOf(sm3(join(sm3(about), message)));
}

/** A positive number in its one DER spelling, and what follows. */
function derNumber(bytes: Bytes): { number: bigint; rest: Bytes } | undefined {
  const [tag, length = 0, first = 0, second = 0] = bytes;
  if (tag !== 2 || length === 0 || length > 33 || bytes.length < 2 + length || first >= 128) return undefined;
  if (first === 0 && length > 1 && second < 128) return undefined;
  return { number: numberOf(bytes.subarray(2, 2 + length)), rest: bytes.subarray(2 + length) };
}

function numbersIn(signature: Bytes): [bigint, bigint] | undefined {
  if (signature[0] !== 0x30 || signature[1] !== signature.length - 2) return undefined;
  const r = derNumber(signature.subarray(2));
  const s = r && derNumber(r.rest);
  return r && s && s.rest.length === 0 ? [r.number, s.number] : undefined;
}

export function verifySm2(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  const numbers = numbersIn(signature);
  if (!numbers || publicKey.length !== 65 || publicKey[0] !== 4) return false;
  const [r, s] = numbers;
  const t = (r + s) % order;
  if (r === 0n || s === 0n || r >= order || s >= order || t === 0n) return false;
  const key = Point.fromBytes(publicKey);
  const point = Point.BASE.multiplyUnsafe(s).add(key.multiplyUnsafe(t));
  if (point.is0()) return false;
  return (digestFor(publicKey, message) + point.toAffine().x) % order === r;
}

// SPDX-License-Identifier: Apache-2.0
// JSON in its one canonical form (RFC 8785: ASCII keys in order, integers only), and reading fields of known types.
import { type Bytes, bytesOfText, join, textOf } from './bytes';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A field is not there or of another type: nothing that a centre or a recorder ever wrote. */
export class Malformed extends Error {}

const deepest = 32;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing when the bytes are no JSON. */
export function parseJson(bytes: Bytes): Json | undefined {
  const text = textOf(bytes);
  if (text === undefined || text.startsWith('\uFEFF')) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return fits(value, 0) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Not too deep, and every string can be written as UTF-8. */
function fits(value: Json, depth: number): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= deepest) return false;
  const entries: [string, Json][] = Array.isArray(value)
    ? value.map((one) => ['', one])
    : Object.entries(value);
  return entries.every(([key, one]) => fits(key, depth) && fits(one, depth + 1));
}

/** The bytes that are signed; nothing when the value has none. */
export function canonical(value: Json): Bytes | undefined {
  try {
    return bytesOfText(written(value));
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function written(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Malformed('number');
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  if (keys.some((key) => /[^\0-\x7f]/.test(key))) throw new Malformed('key');
  return `{${keys.map((key) => `${JSON.stringify(key)}:${written(value[key] ?? null)}`).join(',')}}`;
}

/** What a signature covers: a domain line and the canonical form without the signature. */
export function statementOf(domain: string, value: JsonObject): Bytes | undefined {
  const { signature: _, ...rest } = value;
  const text = canonical(rest);
  return text && join(bytesOfText(`${domain}\n`), text);
}

type Kinds = { string: string; number: number; boolean: boolean };

/** A field of a type; without the field `without`, or Malformed. */
export function field<K extends keyof Kinds>(
  of: Json | undefined,
  name: string,
  kind: K,
  without?: Kinds[K],
): Kinds[K] {
  if (!isObject(of)) throw new Malformed(name);
  const value = Object.hasOwn(of, name) ? of[name] : without;
  if (typeof value !== kind) throw new Malformed(name);
  return value as Kinds[K];
}

export function list(of: Json | undefined, name: string): Json[] {
  const value = isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined;
  if (!Array.isArray(value)) throw new Malformed(name);
  return value;
}

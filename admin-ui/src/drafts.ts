// SPDX-License-Identifier: Apache-2.0
// Half-typed forms and acts whose outcome is open. They live in this tab only and belong to one user: while somebody else
// is here they are put away, out of sight and out of the plain storage, and come back with their owner.
import { open, seal } from './lib/sealed';

const prefix = 'mingjing.';
const awayPrefix = `${prefix}away.`;
/** Longer than a shift; what is older is not brought back. */
const keptForMs = 24 * 3_600_000;

function nameOf(kind: 'draft' | 'attempt', user: string, form: string): string {
  return `${prefix}${kind}.${user}.${form}`;
}

function read<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

function write(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs the draft, never the form itself.
  }
}

export type DraftValues = Record<string, unknown>;

export const drafts = {
  read: (user: string, form: string) => read<DraftValues>(nameOf('draft', user, form)),
  write: (user: string, form: string, values: DraftValues) => write(nameOf('draft', user, form), values),
  drop: (user: string, form: string) => sessionStorage.removeItem(nameOf('draft', user, form)),
};

/** An act that was sent and has no answer yet: the same key must be used for the same body. */
export interface Attempt {
  key: string;
  body: unknown;
}

export const attempts = {
  read: (user: string, act: string) => read<Attempt>(nameOf('attempt', user, act)),
  write: (user: string, act: string, attempt: Attempt) => write(nameOf('attempt', user, act), attempt),
  drop: (user: string, act: string) => sessionStorage.removeItem(nameOf('attempt', user, act)),
};

/** What was put away, as long as this page lives; after a reload there is the sealed copy. */
interface Shelf {
  keptMs: number;
  items: Record<string, string>;
}
const shelves = new Map<string, Shelf>();

const ownerOf = (name: string) =>
  name.startsWith(prefix) && !name.startsWith(awayPrefix) ? name.split('.')[2] : undefined;

/** Takes out of sight what does not belong to `here`, or everything; resolves when it is sealed, too. */
export async function putAway(here?: string, nowMs = Date.now()): Promise<void> {
  const touched = new Set<string>();
  for (const name of Object.keys(sessionStorage)) {
    const owner = ownerOf(name);
    if (!owner || owner === here) continue;
    const shelf = shelves.get(owner) ?? { keptMs: nowMs, items: {} };
    shelf.keptMs = nowMs;
    shelf.items[name] = sessionStorage.getItem(name) ?? '';
    shelves.set(owner, shelf);
    sessionStorage.removeItem(name);
    touched.add(owner);
  }
  for (const owner of touched) {
    const sealed = await seal(JSON.stringify(shelves.get(owner)));
    if (sealed) sessionStorage.setItem(awayPrefix + owner, sealed);
  }
}

/** Gives a user back what was put away; before any of their forms is drawn. */
export async function bringBack(user: string, nowMs = Date.now()): Promise<void> {
  const name = awayPrefix + user;
  const sealed = sessionStorage.getItem(name);
  const shelf = shelves.get(user) ?? shelfOf(sealed === null ? undefined : await open(sealed));
  shelves.delete(user);
  sessionStorage.removeItem(name);
  if (!shelf || nowMs - shelf.keptMs > keptForMs) return;
  for (const [item, text] of Object.entries(shelf.items)) {
    if (ownerOf(item) === user && sessionStorage.getItem(item) === null) sessionStorage.setItem(item, text);
  }
}

function shelfOf(text: string | undefined): Shelf | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Shelf);
  } catch {
    return undefined;
  }
}

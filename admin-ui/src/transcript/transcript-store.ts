// SPDX-License-Identifier: Apache-2.0
// What was typed into a transcript and is not answered by the centre yet. It stays on this device until it is,
// belongs to one user and one questioning, and is kept in a compartment of its own for every open page,
// so that two pages of one user never write over each other. This is the only file that knows how it is kept.
import type { TranscriptEdit, TranscriptLineKind } from '../api/types';

/** A line as it stands on this page and not at the centre. */
export interface KeptLine {
  line: string;
  /** The revision that was changed; 0: the centre does not have the line. */
  rev: number;
  kind: TranscriptLineKind;
  text: string;
  drop: boolean;
  /** Of a new line: the one above it. */
  after?: string;
  fromUs: number;
  toUs: number;
  keys: number;
  pasted: number;
}

/** What was sent and may have been stored: it goes again under the same key until it is answered. */
export interface KeptBatch {
  key: string;
  edits: TranscriptEdit[];
}

export interface Kept {
  lines: KeptLine[];
  batches: KeptBatch[];
}

type Cupboard = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = 'mingjing-transcript.';
const batchMark = 'b';
const lineMark = 'l';

function namesOf(storage: Cupboard, start: string): string[] {
  const names: string[] = [];
  for (let at = 0; at < storage.length; at++) {
    const name = storage.key(at);
    if (name?.startsWith(start)) names.push(name);
  }
  return names;
}

function readOne<T>(storage: Cupboard, name: string): T | undefined {
  try {
    const text = storage.getItem(name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

const shelfOf = (user: string, questioning: string) => `${prefix}${user}.${questioning}.`;

export class TranscriptStore {
  private readonly start: string;
  private readonly shelf: string;
  /** Numbers the batches, so that they are read back in their order. */
  private batchesPut = 0;
  /** Whether the device takes what is typed; if not, it lasts as long as the page. */
  keeps = true;

  constructor(
    user: string,
    questioning: string,
    readonly slot: string,
    private readonly storage: Cupboard = localStorage,
  ) {
    this.shelf = shelfOf(user, questioning);
    this.start = `${this.shelf}${slot}.`;
  }

  putLine(line: KeptLine): void {
    this.put(`${this.start}${lineMark}.${line.line}`, line);
  }

  dropLine(line: string): void {
    this.storage.removeItem(`${this.start}${lineMark}.${line}`);
  }

  putBatch(batch: KeptBatch): void {
    this.batchesPut += 1;
    const at = String(this.batchesPut).padStart(9, '0');
    this.put(`${this.start}${batchMark}.${at}.${batch.key}`, batch);
  }

  dropBatch(key: string): void {
    for (const name of namesOf(this.storage, `${this.start}${batchMark}.`))
      if (name.endsWith(`.${key}`)) this.storage.removeItem(name);
  }

  /** The compartments of other pages, open or closed, on this device. */
  otherSlots(): string[] {
    const slots = namesOf(this.storage, this.shelf).map(
      (name) => name.slice(this.shelf.length).split('.')[0] ?? '',
    );
    return [...new Set(slots)].filter((slot) => slot !== '' && slot !== this.slot);
  }

  async read(slot: string): Promise<Kept> {
    const start = `${this.shelf}${slot}.`;
    const all = <T>(mark: string) =>
      namesOf(this.storage, `${start}${mark}.`)
        .sort()
        .flatMap((name) => readOne<T>(this.storage, name) ?? []);
    return { lines: all<KeptLine>(lineMark), batches: all<KeptBatch>(batchMark) };
  }

  wipe(slot: string): void {
    for (const name of namesOf(this.storage, `${this.shelf}${slot}.`)) this.storage.removeItem(name);
  }

  private put(name: string, value: unknown): void {
    try {
      this.storage.setItem(name, JSON.stringify(value));
      this.keeps = true;
    } catch {
      this.keeps = false;
    }
  }
}

/** How many lines of this user's transcript wait on this device. */
export function countKept(user: string, questioning: string, storage: Cupboard = localStorage): number {
  const lines = new Set<string>();
  for (const name of namesOf(storage, shelfOf(user, questioning))) {
    const batch = readOne<Partial<KeptBatch> & Partial<KeptLine>>(storage, name);
    if (batch?.line) lines.add(batch.line);
    for (const edit of batch?.edits ?? []) lines.add(edit.line);
  }
  return lines.size;
}

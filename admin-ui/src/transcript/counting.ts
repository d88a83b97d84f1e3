// SPDX-License-Identifier: Apache-2.0
// What of an entry was struck and what came from elsewhere. It is counted, not judged.

export interface Counted {
  keys: number;
  pasted: number;
}

const fromElsewhere = [
  'insertFromPaste',
  'insertFromPasteAsQuotation',
  'insertFromDrop',
  'insertFromYank',
] as const;

/** How many characters of `after` are not of `before`, when one stretch was replaced. */
export function insertedLength(before: string, after: string): number {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail])
    tail += 1;
  return after.length - head - tail;
}

/** One input event: a stroke (also one within the input method), or characters from the clipboard or dragged in. */
export function countInput(inputType: string, before: string, after: string): Counted {
  return fromElsewhere.some((type) => type === inputType)
    ? { keys: 0, pasted: insertedLength(before, after) }
    : { keys: 1, pasted: 0 };
}

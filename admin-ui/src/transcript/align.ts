// SPDX-License-Identifier: Apache-2.0
// Two versions of a transcript line by line: which lines are the same, changed, new or gone.
import type { TranscriptLine } from '../api/types';

type Compared = Pick<TranscriptLine, 'id' | 'kind' | 'text'>;

export interface Aligned<L extends Compared = TranscriptLine> {
  kind: 'same' | 'changed' | 'added' | 'removed';
  before: L | undefined;
  after: L | undefined;
}

export function alignVersions<L extends Compared>(before: readonly L[], after: readonly L[]): Aligned<L>[] {
  const pairs = pairsOf(before, after);
  const rows: Aligned<L>[] = [];
  let at = 0;
  const takeRemoved = (until: number) => {
    for (; at < until; at++) {
      const gone = before[at];
      if (gone && !pairs.ofBefore.has(gone.id))
        rows.push({ kind: 'removed', before: gone, after: undefined });
    }
  };
  for (const line of after) {
    const earlier = pairs.ofAfter.get(line.id);
    if (!earlier) {
      rows.push({ kind: 'added', before: undefined, after: line });
      continue;
    }
    takeRemoved(Math.max(at, before.indexOf(earlier)));
    const same = earlier.text === line.text && earlier.kind === line.kind;
    rows.push({ kind: same ? 'same' : 'changed', before: earlier, after: line });
  }
  takeRemoved(before.length);
  return rows;
}

function pairsOf<L extends Compared>(before: readonly L[], after: readonly L[]) {
  const byId = new Map(before.map((line) => [line.id, line]));
  const ofAfter = new Map<string, L>();
  for (const line of after) {
    const earlier = byId.get(line.id);
    if (earlier) ofAfter.set(line.id, earlier);
  }
  // Versions whose lines were numbered anew are paired by their words.
  if (ofAfter.size === 0) for (const [a, b] of longestCommon(before, after)) ofAfter.set(b.id, a);
  return { ofAfter, ofBefore: new Set([...ofAfter.values()].map((line) => line.id)) };
}

function longestCommon<L extends Compared>(a: readonly L[], b: readonly L[]): [L, L][] {
  const same = (x: L, y: L) => x.text === y.text && x.kind === y.kind;
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  const lengthAt = (i: number, j: number) => length[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      length[i * width + j] = same(a[i] as L, b[j] as L)
        ? lengthAt(i + 1, j + 1) + 1
        : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
  const pairs: [L, L][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [x, y] = [a[i] as L, b[j] as L];
    if (same(x, y)) {
      pairs.push([x, y]);
      i += 1;
      j += 1;
    } else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

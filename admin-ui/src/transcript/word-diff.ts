// SPDX-License-Identifier: Apache-2.0
// What was added to and removed from a text: by character in Chinese, by word where words have spaces between them.

export interface DiffPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** More differences than this are shown as one replaced stretch: nobody reads them one by one. */
const mostDifferences = 1_000;

export function tokensOf(text: string): string[] {
  return text.match(/[\p{Script=Latin}\p{N}_]+|\r?\n|[^\S\n]+|[\s\S]/gu) ?? [];
}

export function wordDiff(before: string, after: string): DiffPart[] {
  const a = tokensOf(before);
  const b = tokensOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail += 1;
  const parts: DiffPart[] = [];
  add(parts, 'same', a.slice(0, head));
  for (const part of middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)))
    add(parts, part.kind, [part.text]);
  add(parts, 'same', a.slice(a.length - tail));
  return parts;
}

function add(parts: DiffPart[], kind: DiffPart['kind'], tokens: readonly string[]): void {
  const text = tokens.join('');
  if (text === '') return;
  const last = parts.at(-1);
  if (last?.kind === kind) last.text += text;
  else parts.push({ kind, text });
}

/** The shortest way from one row of tokens to another, by going diagonally as far as it goes for every number of differences. */
function middle(a: readonly string[], b: readonly string[]): DiffPart[] {
  const trail = shortestWay(a, b);
  if (!trail) {
    const parts: DiffPart[] = [];
    add(parts, 'removed', a);
    add(parts, 'added', b);
    return parts;
  }
  const back: DiffPart[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = trail.length - 1; d >= 0; d--) {
    const reach = trail[d] as ReadonlyMap<number, number>;
    const k = x - y;
    const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const fromK = down ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : (reach.get(fromK) ?? 0);
    const fromY = d === 0 ? 0 : fromX - fromK;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      back.push({ kind: 'same', text: a[x] ?? '' });
    }
    if (d === 0) break;
    if (down) {
      y -= 1;
      back.push({ kind: 'added', text: b[y] ?? '' });
    } else {
      x -= 1;
      back.push({ kind: 'removed', text: a[x] ?? '' });
    }
  }
  return orderly(back.reverse());
}

/** For every number of differences how far each diagonal was reached before it; nothing when there are too many. */
function shortestWay(a: readonly string[], b: readonly string[]): ReadonlyMap<number, number>[] | undefined {
  const most = Math.min(a.length + b.length, mostDifferences);
  let reach = new Map<number, number>([[1, 0]]);
  const trail: ReadonlyMap<number, number>[] = [];
  for (let d = 0; d <= most; d++) {
    trail.push(reach);
    const next = new Map(reach);
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (next.get(k - 1) ?? -1) < (next.get(k + 1) ?? -1));
      let x = down ? (next.get(k + 1) ?? 0) : (next.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return trail;
    }
    reach = next;
  }
  return undefined;
}

/** Within one place of difference what was removed stands before what was added. */
function orderly(parts: readonly DiffPart[]): DiffPart[] {
  const ordered: DiffPart[] = [];
  let removed: DiffPart[] = [];
  let added: DiffPart[] = [];
  const put = () => {
    ordered.push(...removed, ...added);
    removed = [];
    added = [];
  };
  for (const part of parts) {
    if (part.kind === 'removed') removed.push(part);
    else if (part.kind === 'added') added.push(part);
    else {
      put();
      ordered.push(part);
    }
  }
  put();
  return ordered;
}

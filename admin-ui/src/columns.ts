// SPDX-License-Identifier: Apache-2.0
// Which columns of a table a user wants to see, and in which order: kept per user in this browser.
export interface Choice {
  /** Keys as they are ordered; a column that is not named stays behind the one it follows by itself. */
  order: string[];
  hidden: string[];
}

const nameOf = (user: string, table: string) => `mingjing-columns.${user}.${table}`;
const isWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

export const choices = {
  read(user: string, table: string): Choice | undefined {
    try {
      const kept = JSON.parse(localStorage.getItem(nameOf(user, table)) ?? 'null') as Partial<Choice> | null;
      return kept && isWords(kept.order) && isWords(kept.hidden)
        ? { order: kept.order, hidden: kept.hidden }
        : undefined;
    } catch {
      return undefined;
    }
  },
  write(user: string, table: string, choice: Choice | undefined): void {
    try {
      if (choice) localStorage.setItem(nameOf(user, table), JSON.stringify(choice));
      else localStorage.removeItem(nameOf(user, table));
    } catch {
      // Where nothing can be kept, the choice lasts as long as the page.
    }
  },
};

export interface Keyed {
  key?: unknown;
  title?: unknown;
}

const keyOf = (column: Keyed) => String(column.key);

/** A column without a heading, as that of the buttons, is not for choosing: it stays last. */
export const choosable = (column: Keyed): boolean => Boolean(column.key && column.title);

/** All columns that can be chosen, in the chosen order. */
export function ordered<C extends Keyed>(columns: readonly C[], choice: Choice | undefined): C[] {
  const sorted = columns.filter(choosable);
  if (!choice) return sorted;
  const known = choice.order.flatMap((key) => sorted.filter((column) => keyOf(column) === key));
  const result = [...known];
  for (const [at, column] of sorted.entries()) {
    if (result.includes(column)) continue;
    const before = sorted[at - 1];
    result.splice(before ? result.indexOf(before) + 1 : 0, 0, column);
  }
  return result;
}

/** What is shown: never nothing. */
export function shownColumns<C extends Keyed>(columns: readonly C[], choice: Choice | undefined): C[] {
  const all = ordered(columns, choice);
  const kept = all.filter((column) => !choice?.hidden.includes(keyOf(column)));
  return [...(kept.length > 0 ? kept : all), ...columns.filter((column) => !choosable(column))];
}

export function toggled(columns: readonly Keyed[], choice: Choice | undefined, key: string): Choice {
  const order = ordered(columns, choice).map(keyOf);
  const before = choice?.hidden ?? [];
  const hidden = before.includes(key) ? before.filter((one) => one !== key) : [...before, key];
  return order.every((one) => hidden.includes(one)) ? { order, hidden: before } : { order, hidden };
}

export function moved(
  columns: readonly Keyed[],
  choice: Choice | undefined,
  key: string,
  by: 1 | -1,
): Choice {
  const order = ordered(columns, choice).map(keyOf);
  const at = order.indexOf(key);
  const to = Math.min(Math.max(at + by, 0), order.length - 1);
  order.splice(to, 0, ...order.splice(at, 1));
  return { order, hidden: choice?.hidden ?? [] };
}

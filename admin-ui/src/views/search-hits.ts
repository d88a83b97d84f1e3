// SPDX-License-Identifier: Apache-2.0
// What the search shows for what was typed, and what Enter means: a scanner's code opens its own person or nobody.
import { type Findable, findPages, findPersons } from '../lib/find';
import type { MenuPage } from './menu';

export const mostHits = 12;

export type Hit =
  | { kind: 'person'; to: string; person: Findable; exact: boolean }
  | { kind: 'page'; to: string; label: string };

export interface Hits {
  shown: Hit[];
  /** How many more fit than are shown. */
  more: number;
}

export function hitsOf(people: readonly Findable[], pages: readonly MenuPage[], typed: string): Hits {
  const persons = findPersons(people, typed).map(
    ({ person, exact }): Hit => ({ kind: 'person', to: `/stays/${person.stayId}`, person, exact }),
  );
  const found = findPages(pages, typed).map(({ to, label }): Hit => ({ kind: 'page', to, label }));
  const all = [...persons, ...found];
  return { shown: all.slice(0, mostHits), more: Math.max(0, all.length - mostHits) };
}

/** A number or the like, as a scanner types it. */
const isCode = (typed: string) => /^[\d-]{4,}$/.test(typed.trim());

/**
 * What Enter opens: what was chosen with the arrows for this very text, else the first. Of a code only the person it
 * belongs to without doubt; and nothing where nothing was typed.
 */
export function enterOpens(
  { shown, more }: Hits,
  typed: string,
  chosen: number | undefined,
): Hit | undefined {
  if (chosen !== undefined) return shown[chosen];
  if (typed.trim() === '') return undefined;
  const first = shown[0];
  if (isCode(typed) && first?.kind === 'person' && !first.exact && shown.length + more > 1) return undefined;
  return first;
}

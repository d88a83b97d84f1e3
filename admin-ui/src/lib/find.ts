// SPDX-License-Identifier: Apache-2.0
// Finding somebody who is in the centre by what is at hand: number, name, room, wristband. Nothing is asked of the centre.
import type { Tile } from '../api/types';
import { byWorstClock } from './clock';

/** The board does not carry wristbands yet; where it does, they are found. */
export type Findable = Tile & { wristband?: string };

/** Small and capital letters, wide figures, accents, points and spaces make no difference. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s\-·・•.'’]/g, '');
}

const shortNumber = (number: string) =>
  number
    .split('-')
    .at(-1)
    ?.replace(/^0+(?=\d)/, '') ?? '';

/** The board shortens names to "王某某": of the rest of a name nothing is known, so it cannot contradict. */
function mayBeNamed(shown: string, typed: string): boolean {
  const [first, ...rest] = shown;
  if (first === undefined || rest.join('') !== '某某') return false;
  const letters = [...typed];
  return letters.length > 1 && letters[0] === fold(first) && !/\d/.test(typed);
}

/** The lower the better; undefined when the person does not fit. `typed` is folded and not empty. */
function fitOf(person: Findable, typed: string): number | undefined {
  const number = fold(person.number);
  if (number === typed || (person.wristband && fold(person.wristband) === typed)) return 0;
  if (/^\d{1,3}$/.test(typed) && shortNumber(person.number) === typed.replace(/^0+(?=\d)/, '')) return 1;
  const name = person.damaged ? '' : fold(person.displayName);
  if (name.startsWith(typed)) return 2;
  const room = fold(person.room?.name ?? '');
  if (room !== '' && room === typed) return 3;
  if (name.includes(typed)) return 4;
  if (room.includes(typed)) return 5;
  if (/^\d{2,}$/.test(typed) && number.includes(typed)) return 6;
  if (person.wristband && typed.length > 1 && fold(person.wristband).includes(typed)) return 7;
  return mayBeNamed(person.damaged ? '' : person.displayName, typed) ? 8 : undefined;
}

function fitOfWords(person: Findable, typed: string): number | undefined {
  const whole = fitOf(person, fold(typed));
  const words = typed.split(/\s+/).map(fold).filter(Boolean);
  if (whole !== undefined || words.length < 2) return whole;
  const fits = words.map((word) => fitOf(person, word));
  return fits.every((fit) => fit !== undefined) ? 10 + Math.max(...fits) : undefined;
}

export interface Found {
  person: Findable;
  /** The typed text is this person's whole number or wristband. */
  exact: boolean;
}

/** Everybody who fits, best first: who is alike comes by the worst clock, of short numbers the newest first. */
export function findPersons(people: readonly Findable[], typed: string): Found[] {
  if (fold(typed) === '') return [];
  return people
    .map((person) => ({ person, fit: fitOfWords(person, typed) }))
    .filter((one): one is { person: Findable; fit: number } => one.fit !== undefined)
    .sort(
      (a, b) =>
        a.fit - b.fit ||
        (a.fit === 1 ? b.person.number.localeCompare(a.person.number) : byWorstClock(a.person, b.person)),
    )
    .map(({ person, fit }) => ({ person, exact: fit === 0 }));
}

export function findPages<P extends { label: string }>(pages: readonly P[], typed: string): P[] {
  const wanted = fold(typed);
  return wanted === '' ? [...pages] : pages.filter((page) => fold(page.label).includes(wanted));
}

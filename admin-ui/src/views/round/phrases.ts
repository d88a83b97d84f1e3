// SPDX-License-Identifier: Apache-2.0
// What a check can have seen, in the words of the catalogue; the page's own words stand in where it could not be read.
import { useActs } from '../../api/queries';
import type { CareKind, Phrase } from '../../api/types';
import { useText } from '../../i18n';

const phrases: readonly Phrase[] = [
  'calm',
  'asleep_breathing',
  'roused',
  'spoke',
  'upset',
  'unwell',
  'injured',
  'not_in_place',
];

export const careKinds: readonly CareKind[] = ['meal', 'water', 'toilet', 'rest', 'medicine'];

export function usePhrases(): { value: Phrase; label: string }[] {
  const { t, pick } = useText();
  const acts = useActs();
  const field = acts.data?.acts
    .find((act) => act.name === 'make_check')
    ?.fields.find((one) => one.name === 'phrases');
  return phrases.map((value) => {
    const known = field?.words?.find((one) => one.word === value);
    return { value, label: known ? pick(known.label, known.labelEn) : t(`domain.phrase.${value}`) };
  });
}

/** The chosen ones, in words. */
export function phrasesInWords(
  all: readonly { value: Phrase; label: string }[],
  chosen: readonly Phrase[],
  comma: string,
): string {
  return all
    .filter(({ value }) => chosen.includes(value))
    .map(({ label }) => label)
    .join(comma);
}

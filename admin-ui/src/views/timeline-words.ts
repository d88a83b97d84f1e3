// SPDX-License-Identifier: Apache-2.0
// Details of the timeline that the centre names by words of the contract, in the words of the page.
import type { TimelineEvent } from '../api/types';
import type { Language, useText } from '../i18n';
import { domain as english } from '../messages/en/domain';
import { domain as chinese } from '../messages/zh/domain';

type Detail = TimelineEvent['details'][number];
type Words = Pick<ReturnType<typeof useText>, 't' | 'language' | 'pick'>;
type Group = 'care' | 'departure' | 'mark' | 'decision' | 'destination' | 'belongingsSettled';

export function wordsOfDetail(
  detail: Detail,
  { t, language, pick }: Words,
): { label: string; value: string } {
  const { value } = detail;
  switch (detail.label) {
    case 'kind':
      // The event's own name says what kind of thing this is.
      return { label: '', value: wordOf(['care', 'departure', 'mark'], value, language) };
    case 'decision':
      return { label: t('stay.person.decision'), value: wordOf(['decision'], value, language) };
    case 'destination':
      return { label: t('stay.depart.destination'), value: wordOf(['destination'], value, language) };
    case 'belongings':
      return { label: t('stay.exit.belongings'), value: wordOf(['belongingsSettled'], value, language) };
    case 'locker':
      return { label: t('stay.person.locker'), value };
    default:
      return { label: pick(detail.label, detail.labelEn), value: pick(value, detail.valueEn) };
  }
}

/** The word itself where the page does not know it. */
function wordOf(groups: readonly Group[], value: string, language: Language): string {
  const book = language === 'en' ? english : chinese;
  for (const group of groups) {
    const words: Readonly<Record<string, string>> = book[group];
    if (Object.hasOwn(words, value)) return words[value] ?? value;
  }
  return value;
}

// SPDX-License-Identifier: Apache-2.0
// Language of the pages: Chinese unless the user has switched. Texts that come from the centre carry both languages.
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { en } from './messages/en';
import type { Texts } from './messages/texts';
import { zh } from './messages/zh';
import { isPractice, onPractice } from './practice';

export type Language = 'zh' | 'en';
const storedAs = 'mingjing-language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: Texts<typeof zh> };
  }
}

export function languageOf(tag: string | null | undefined): Language {
  return tag === 'en' ? 'en' : 'zh';
}

export async function startI18n(): Promise<void> {
  const language = languageOf(localStorage.getItem(storedAs));
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    resources: { zh: { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
  });
  showLanguage(language);
  onPractice(() => showTitle(languageOf(i18next.language)));
}

export function setLanguage(language: Language): void {
  localStorage.setItem(storedAs, language);
  showLanguage(language);
  void i18next.changeLanguage(language);
}

function showLanguage(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  showTitle(language);
}

/** The name in the browser's tab and history; of the practice centre it says so. */
function showTitle(language: Language): void {
  const { brand, practice } = language === 'zh' ? zh : en;
  document.title = isPractice() ? practice.docTitle.replace('{{title}}', brand) : brand;
}

/** Translation, the language, the choice between the two texts that the centre sends, and the brackets of the language. */
export function useText() {
  const { t, i18n } = useTranslation();
  const language = languageOf(i18n.language);
  const pick = (chinese: string, english: string | undefined) =>
    language === 'en' && english ? english : chinese;
  const optional = (label: string) => t('optional', { label });
  const paren = (text: string) => t('paren', { text });
  return { t, language, pick, optional, paren };
}

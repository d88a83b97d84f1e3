// SPDX-License-Identifier: Apache-2.0
// Counts what a person does: runs in the page, before anything of it. A click or tap, a key or a chord, a scan, a number
// typed on the page and a field that is typed into are one entry each; Tab and Escape are keys like any other.
import type { Page } from '@playwright/test';

export interface Entry {
  what: 'click' | 'key' | 'field' | 'scan' | 'number';
  on: string;
}

declare global {
  interface Window {
    entries: Entry[];
  }
}

export function countEntries(): void {
  const entries: Entry[] = [];
  window.entries = entries;
  const options = { capture: true, passive: true };
  /** Keys that came as fast as only a scanner sends them, and how many entries there were before the first. */
  let burst = { keys: 0, lastMs: 0, before: 0 };
  let field: EventTarget | null = null;
  let digitsUntilMs = 0;
  const scannerGapMs = 35;
  const scannerKeys = 6;
  const digitsMs = 1_200;

  const nameOf = (target: EventTarget | null) => {
    if (!(target instanceof Element) || target === document.body) return 'page';
    const label = target instanceof HTMLInputElement ? target.labels?.[0] : undefined;
    const named = label ?? target.closest('[aria-label], button, a, label') ?? target;
    return (
      (named.getAttribute('aria-label') ?? named.textContent ?? '').trim().slice(0, 40) || target.tagName
    );
  };
  const isText = (target: EventTarget | null) =>
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement &&
      !['checkbox', 'radio', 'button', 'submit', 'file'].includes(target.type));
  const add = (what: Entry['what'], target: EventTarget | null, on = nameOf(target)) => {
    entries.push({ what, on });
  };

  addEventListener('pointerdown', (event) => event.isTrusted && add('click', event.target), options);
  addEventListener('focusout', () => (field = null), options);
  addEventListener(
    'input',
    (event) => {
      if (!isText(event.target) || field === event.target) return;
      field = event.target;
      add('field', event.target);
    },
    options,
  );
  addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted || event.repeat || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return;
      const chord = event.ctrlKey || event.metaKey || event.altKey;
      const printed = event.key.length === 1 && !chord;
      const now = performance.now();
      if (printed) {
        const fast = burst.keys > 0 && now - burst.lastMs < scannerGapMs;
        burst = fast
          ? { ...burst, keys: burst.keys + 1, lastMs: now }
          : { keys: 1, lastMs: now, before: entries.length };
      } else if (event.key === 'Enter' && burst.keys >= scannerKeys && now - burst.lastMs < scannerGapMs) {
        entries.length = burst.before;
        burst = { keys: 0, lastMs: 0, before: 0 };
        add('scan', event.target);
        return;
      } else burst = { keys: 0, lastMs: 0, before: 0 };
      // What is typed into a field is counted there, once.
      if (printed && isText(event.target)) return;
      if (printed && /\d/.test(event.key)) {
        if (now > digitsUntilMs) add('number', event.target);
        digitsUntilMs = now + digitsMs;
        return;
      }
      digitsUntilMs = 0;
      add(
        'key',
        event.target,
        `${event.ctrlKey ? 'Ctrl+' : ''}${event.shiftKey && chord ? 'Shift+' : ''}${event.key}`,
      );
    },
    options,
  );
}

export const entriesOf = (page: Page): Promise<Entry[]> => page.evaluate(() => [...window.entries]);

/** From here on it is counted anew. */
export const startCounting = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.entries.length = 0;
  });

/** As a scanner does: a whole code at machine speed, then Enter. */
export async function scan(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code, { delay: 0 });
  await page.keyboard.press('Enter');
}

// SPDX-License-Identifier: Apache-2.0
// Whether this is the practice centre, a twin with made-up persons. What the centre said last holds until it says it
// again, so that nobody takes the pages for real ones while it is away.
import { useSyncExternalStore } from 'react';

const storedAs = 'mingjing-practice';
const listeners = new Set<() => void>();
let here = false;

function show(): void {
  document.documentElement.toggleAttribute('data-practice', here);
  for (const listener of listeners) listener();
}

export function startPractice(): void {
  here = localStorage.getItem(storedAs) === 'yes';
  show();
}

export function learnPractice(said: boolean): void {
  if (said) localStorage.setItem(storedAs, 'yes');
  else localStorage.removeItem(storedAs);
  if (here === said) return;
  here = said;
  show();
}

export const isPractice = (): boolean => here;

export function onPractice(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePracticeHere = (): boolean => useSyncExternalStore(onPractice, isPractice);

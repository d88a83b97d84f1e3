// SPDX-License-Identifier: Apache-2.0
// Light, dark, or as the system has it: chosen per browser. public/look.js shows the choice before anything is drawn.
import { useSyncExternalStore } from 'react';

export const looks = ['light', 'dark', 'system'] as const;
export type Look = (typeof looks)[number];
export type Shown = 'light' | 'dark';

const storedAs = 'mingjing-look';
const listeners = new Set<() => void>();
const night = () => window.matchMedia('(prefers-color-scheme: dark)');

export function look(): Look {
  const kept = localStorage.getItem(storedAs);
  return looks.find((one) => one === kept) ?? 'system';
}

export function shown(): Shown {
  const wanted = look();
  if (wanted !== 'system') return wanted;
  return night().matches ? 'dark' : 'light';
}

function show(): void {
  const root = document.documentElement;
  root.dataset.look = shown();
  root.style.colorScheme = shown();
  for (const listener of listeners) listener();
}

export function setLook(wanted: Look): void {
  localStorage.setItem(storedAs, wanted);
  show();
}

/** Follows the system and the other pages of this browser. */
export function startLook(): void {
  show();
  night().addEventListener('change', show);
  window.addEventListener('storage', (event) => event.key === storedAs && show());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useLook = (): Look => useSyncExternalStore(subscribe, look);
export const useShown = (): Shown => useSyncExternalStore(subscribe, shown);

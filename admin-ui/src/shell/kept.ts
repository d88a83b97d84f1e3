// SPDX-License-Identifier: Apache-2.0
// Whether this browser has kept the pages, so that they open while the centre is away.
import { useEffect, useSyncExternalStore } from 'react';

export type Kept = 'unknown' | 'kept' | 'missing';

let state: Kept = 'unknown';
const listeners = new Set<() => void>();

function set(next: Kept): void {
  if (state === next) return;
  state = next;
  for (const listener of listeners) listener();
}

async function register(): Promise<void> {
  if (!('serviceWorker' in navigator)) return set('missing');
  try {
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
    await navigator.serviceWorker.ready;
    set('kept');
  } catch {
    // Mostly a certificate that the browser does not trust; or the centre is away and nothing was kept yet.
    set((await isThere()) ? 'kept' : 'missing');
  }
}

async function isThere(): Promise<boolean> {
  const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
  return registration?.active != null;
}

const lookEveryMs = 20_000;
/** The browser clears in its own time. */
const lookAfterMs = [1_000, 3_000, 8_000];
let watching = false;

/** Another page of the browser may have signed out. */
async function look(): Promise<void> {
  if (state === 'kept' && !(await isThere())) await register();
  else if (state === 'missing') await register();
}

/** Keeps the pages, or keeps them again: signing out clears what the browser keeps for the centre. */
export function keepShell(): void {
  // The development server has no pages to keep.
  if (!import.meta.env.PROD) {
    set('missing');
    return;
  }
  void register();
  for (const after of lookAfterMs) setTimeout(() => void look(), after);
  if (!watching) setInterval(() => void look(), lookEveryMs);
  watching = true;
}

/** What the page itself needs goes first. */
const afterStartMs = 6_000;

export function keepShellLater(): void {
  setTimeout(keepShell, afterStartMs);
}

/** Where the pages must open without a network they are kept at once. */
export function useShellKept(): Kept {
  useEffect(() => {
    if (!watching) keepShell();
  }, []);
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

// SPDX-License-Identifier: Apache-2.0
// The locked page: a mark that outlives a reload, and the same lock on every page of this browser.
import { useSyncExternalStore } from 'react';

const storedAs = 'mingjing-locked';
const listeners = new Set<() => void>();
const silenced = new Set<HTMLMediaElement>();

export interface Lock {
  /** Who is signed in behind the lock. */
  user: string;
  /** It was locked on another page of this browser; after a reload that page is asked again. */
  elsewhere: boolean;
}

type Said = { kind: 'lock' | 'unlock'; user: string } | { kind: 'ask' };

let current: Lock | undefined;
let toSwitch = false;
let channel: BroadcastChannel | undefined;

/** Everything but the lock is taken off the screen at once, before anything is drawn anew. */
function set(next: Lock | undefined): void {
  current = next;
  for (const listener of listeners) listener();
}

function closeAbove(): void {
  for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) {
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
    if (dialog.open) dialog.close();
  }
  if (document.fullscreenElement) void document.exitFullscreen();
  if (document.pictureInPictureElement) void document.exitPictureInPicture();
}

/** Hides the page, or shows it again; what is heard belongs to what is seen. */
export function hidePage(hidden: boolean): void {
  const root = document.documentElement;
  if (hidden === 'locked' in root.dataset) return;
  if (!hidden) {
    delete root.dataset.locked;
    for (const one of silenced) one.muted = false;
    silenced.clear();
    return;
  }
  closeAbove();
  root.dataset.locked = '';
  for (const one of document.querySelectorAll<HTMLMediaElement>('video, audio')) {
    if (one.muted) continue;
    one.muted = true;
    silenced.add(one);
  }
}

export function lock(user: string): void {
  hidePage(true);
  sessionStorage.setItem(storedAs, user);
  set({ user, elsewhere: false });
  say({ kind: 'lock', user });
}

/** The shared desk changes hands: the lock asks for the next badge at once. */
export function lockToSwitch(user: string): void {
  toSwitch = true;
  lock(user);
}

export const isToSwitch = () => toSwitch;

export function unlock(): void {
  const user = current?.user;
  toSwitch = false;
  sessionStorage.removeItem(storedAs);
  set(undefined);
  if (user) say({ kind: 'unlock', user });
}

function say(said: Said): void {
  channel?.postMessage(said);
}

function hear(said: Said): void {
  if (said.kind === 'ask') {
    if (current) say({ kind: 'lock', user: current.user });
  } else if (said.kind === 'lock') {
    if (!current) set({ user: said.user, elsewhere: true });
  } else if (current?.user === said.user) {
    sessionStorage.removeItem(storedAs);
    set(undefined);
  }
}

export function startLock(): void {
  const kept = sessionStorage.getItem(storedAs);
  current = kept ? { user: kept, elsewhere: false } : undefined;
  if (typeof BroadcastChannel === 'undefined') return;
  channel?.close();
  channel = new BroadcastChannel(storedAs);
  channel.onmessage = (event: MessageEvent<Said>) => hear(event.data);
  say({ kind: 'ask' });
}

export function useLock(): Lock | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

// SPDX-License-Identifier: Apache-2.0
// Single-key shortcuts: never while somebody types, never with a modifier, and they can be switched off.
import { useEffect, useRef, useSyncExternalStore } from 'react';

const storedAs = 'mingjing-single-keys';
const listeners = new Set<() => void>();

export function singleKeysOn(): boolean {
  return localStorage.getItem(storedAs) !== 'off';
}

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(storedAs, on ? 'on' : 'off');
  for (const listener of listeners) listener();
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, singleKeysOn);
}

const typingRoles = ['textbox', 'combobox', 'listbox', 'option', 'menuitem', 'spinbutton', 'radio', 'slider'];

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  // Something that leaves its keys to the page.
  if (target.dataset.pageKeys !== undefined) return false;
  if (['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return true;
  return typingRoles.includes(target.getAttribute('role') ?? '');
}

/** Whether something lies over the page that keeps the keys for itself. */
export const dialogOpen = () =>
  document.querySelector(
    '.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open, dialog[open], html[data-locked]',
  ) !== null;

/** The handler returns true when it used the key. Open dialogs keep the keys for themselves. */
export function useKeys(handler: (key: string, event: KeyboardEvent) => boolean, enabled = true): void {
  const on = useSingleKeys();
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    if (!enabled || !on) return;
    const listener = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
        return;
      if (dialogOpen()) return;
      const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
      if (latest.current(key, event)) event.preventDefault();
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [enabled, on]);
}

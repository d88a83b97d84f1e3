// SPDX-License-Identifier: Apache-2.0
// A key together with Ctrl, which acts everywhere, also while somebody types; it is kept from the browser.
import { useEffect, useRef } from 'react';

export interface Chord {
  /** The letter, small. */
  key: string;
  shift?: boolean;
}

export function useChord({ key, shift = false }: Chord, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      if (event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      if (event.shiftKey !== shift || event.key.toLowerCase() !== key) return;
      event.preventDefault();
      event.stopPropagation();
      // Behind a lock nothing is done.
      if ('locked' in document.documentElement.dataset) return;
      if (!event.repeat) latest.current();
    };
    // Before anything on the page, so that no open dialog keeps it for itself.
    window.addEventListener('keydown', listener, true);
    return () => window.removeEventListener('keydown', listener, true);
  }, [key, shift]);
}

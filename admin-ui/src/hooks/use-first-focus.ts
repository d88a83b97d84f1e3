// SPDX-License-Identifier: Apache-2.0
// A dialog that has opened, or whose form has come, gives the focus to the first entry instead of keeping it for itself.
import { type RefObject, useEffect, useRef } from 'react';

const entries = 'input:not([type="hidden"]), textarea';

/** The area that is searched; `ready` turns true when its form is there. */
export function useFirstFocus<E extends HTMLElement>(ready: boolean): RefObject<E> {
  const area = useRef<E>(null);
  useEffect(() => {
    if (!ready) return;
    // The dialog takes the focus as it opens; we follow one moment later.
    const timer = setTimeout(() => {
      const within = area.current;
      if (!within || (document.activeElement !== within && within.contains(document.activeElement))) return;
      const form = within.querySelector('.fields') ?? within;
      form.querySelector<HTMLElement>(entries)?.focus({ preventScroll: true });
    }, 0);
    return () => clearTimeout(timer);
  }, [ready]);
  return area;
}

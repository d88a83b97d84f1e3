// SPDX-License-Identifier: Apache-2.0
// Which dialog of a page is open, and about what, lives in the address bar: a reload brings it back with its draft.
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export interface Opened {
  /** The name of the dialog; nothing when none is open. */
  name: string | undefined;
  about: string | undefined;
  open: (name: string, about?: string) => void;
  close: () => void;
}

export function useOpened(): Opened {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (name?: string, about?: string) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          next.delete('do');
          next.delete('about');
          if (name) next.set('do', name);
          if (name && about) next.set('about', about);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return {
    name: search.get('do') ?? undefined,
    about: search.get('about') ?? undefined,
    open: set,
    close: useCallback(() => set(), [set]),
  };
}

// SPDX-License-Identifier: Apache-2.0
// Filters of a list live in the address bar, so that a list can be reloaded, shared and gone back to.
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

export function useFilter() {
  const [search, setSearch] = useSearchParams();
  const get = useCallback((name: string) => search.get(name) ?? '', [search]);
  const setAll = useCallback(
    (values: Record<string, string>) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values)) {
            if (value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const set = useCallback((name: string, value: string) => setAll({ [name]: value }), [setAll]);
  return { get, set, setAll };
}

/** One of the allowed values, or the first. */
export function oneOf<T extends string>(value: string, allowed: readonly [T, ...T[]]): T {
  return allowed.find((candidate) => candidate === value) ?? allowed[0];
}

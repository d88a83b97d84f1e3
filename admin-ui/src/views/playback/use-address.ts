// SPDX-License-Identifier: Apache-2.0
// Cameras and moment in the address bar: a link opens at that second, and the address follows what is shown.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { momentOf } from './span';

/** So often the address follows a picture that moves; browsers refuse many more. */
const everyMs = 2_000;

export function useAddress() {
  const [search, setSearch] = useSearchParams();
  const written = useRef(search.get('at'));
  const waiting = useRef<{ us: number; timer: ReturnType<typeof setTimeout> }>();
  const [opened, setOpened] = useState(() => momentOf(search.get('at')));
  const at = search.get('at');

  // Somebody opened another link in the same window.
  useEffect(() => {
    if (at === written.current) return;
    written.current = at;
    setOpened(momentOf(at));
  }, [at]);

  const put = useCallback(
    (values: Record<string, string | undefined>) => {
      if ('at' in values) written.current = values.at ?? null;
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values)) {
            if (value === undefined) next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      );
    },
    [setSearch],
  );
  const follow = useCallback(
    (us: number) => {
      if (waiting.current) {
        waiting.current.us = us;
        return;
      }
      const timer = setTimeout(() => {
        const text = String(Math.round(waiting.current?.us ?? us));
        waiting.current = undefined;
        if (text !== written.current) put({ at: text });
      }, everyMs);
      waiting.current = { us, timer };
    },
    [put],
  );
  const forget = useCallback(() => {
    clearTimeout(waiting.current?.timer);
    waiting.current = undefined;
  }, []);
  useEffect(() => forget, [forget]);
  /** Another stretch of time is opened there. */
  const open = useCallback(
    (us: number, more: Record<string, string | undefined> = {}) => {
      forget();
      put({ ...more, at: String(Math.round(us)) });
      setOpened(us);
    },
    [put, forget],
  );
  return { search, opened, put, follow, open };
}

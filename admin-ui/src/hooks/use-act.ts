// SPDX-License-Identifier: Apache-2.0
// An act in a page: pending and failed states around doAct, and the reads that it makes stale.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { type ActResult, type AttemptStore, doAct, type Send } from '../acts';
import type { Topic } from '../api/events';
import { refreshByHint } from '../api/queries';
import { useUser } from '../session';

export interface Act<B, R> {
  /** Resolves to the answer, or to undefined when it failed (see `error`) or is under way already. */
  run: (body: B) => Promise<ActResult<R> | undefined>;
  pending: boolean;
  error: unknown;
  reset: () => void;
}

export function useAct<B, R>(
  name: string,
  send: Send<B, R>,
  stale: readonly Topic[] | 'all' = 'all',
  attempts?: AttemptStore,
): Act<B, R> {
  const { me } = useUser();
  const client = useQueryClient();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const running = useRef(false);
  const latest = useRef(send);
  latest.current = send;

  const run = useCallback(
    async (body: B) => {
      if (running.current) return undefined;
      running.current = true;
      setPending(true);
      setError(undefined);
      try {
        const result = await doAct(me.id, name, body, latest.current, attempts);
        refreshByHint(client, stale === 'all' ? 'all' : new Set(stale));
        return result;
      } catch (caught) {
        setError(caught);
        return undefined;
      } finally {
        running.current = false;
        setPending(false);
      }
    },
    [client, me.id, name, stale, attempts],
  );
  const reset = useCallback(() => setError(undefined), []);
  return { run, pending, error, reset };
}

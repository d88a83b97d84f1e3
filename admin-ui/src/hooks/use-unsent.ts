// SPDX-License-Identifier: Apache-2.0
// The signed-in user's entries that wait for the centre: adding one, seeing them, and sending them when the link is back.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { call } from '../api/client';
import { useLinkState } from '../api/events';
import { refreshByHint } from '../api/queries';
import { delivered } from '../delivered';
import { serverNowUs } from '../lib/now';
import { afterDelivery } from '../panel/fold';
import { panelMemory } from '../panel/memory';
import { sendEntry } from '../send-entry';
import { useUser } from '../session';
import { type Answer, isUnsentName, SendQueue, type Unsent } from '../unsent';

const tryAgainMs = 15_000;

async function isSignedIn(user: string, signal: AbortSignal): Promise<boolean> {
  const me = await call('get', '/session', { signal });
  return me.id === user;
}

/** Owns what was entered on a room panel while nobody could sign in; it is delivered by who takes it over. */
export const nobody = 'nobody';

/** What was delivered stays in sight; what runs in the room goes on from there until it is read again. */
export function noteDelivery(entry: Unsent, answer: Answer): void {
  const { room, running, persons } = panelMemory.current();
  if (!room) return;
  const known = { roomId: room.id, persons };
  panelMemory.keep({ running: afterDelivery(running, entry, answer?.id, known) });
}

async function deliver(entry: Unsent, signal: AbortSignal): Promise<Answer> {
  const answer = await sendEntry(entry, signal);
  delivered.add(entry, answer, Math.floor(serverNowUs()));
  noteDelivery(entry, answer);
  return answer;
}

const queues = new Map<string, SendQueue>();

export function queueOf(user: string): SendQueue {
  const known = queues.get(user);
  if (known) return known;
  const maySend = user === nobody ? async () => false : (signal: AbortSignal) => isSignedIn(user, signal);
  const made = new SendQueue(user, deliver, maySend);
  queues.set(user, made);
  return made;
}

export function useQueue(user: string): readonly Unsent[] {
  const queue = queueOf(user);
  return useSyncExternalStore(queue.subscribe, queue.current);
}

export function useUnsent(): readonly Unsent[] {
  return useQueue(useUser().me.id);
}

type Entry = Pick<Unsent, 'kind' | 'target' | 'stayIds' | 'what'> & { body: object };

/**
 * Keeps an entry and sends it. It goes as a report with the time of the press from the first time on: sent again after
 * a lost answer it must be the very same entry, and its time must not be that of a later sending.
 * Resolves to whether the centre has taken it by now.
 */
export function useKeepAndSend() {
  const { me } = useUser();
  const client = useQueryClient();
  const queue = queueOf(me.id);
  return useCallback(
    async ({ body, ...entry }: Entry): Promise<boolean> => {
      const key = crypto.randomUUID();
      const atUs = Math.floor(serverNowUs());
      queue.add({ ...entry, key, atUs, body: { ...body, mode: 'report', happenedAtUs: atUs } });
      await queue.flush();
      const waits = queue.current().some((one) => one.key === key);
      if (!waits) refreshByHint(client, new Set(['stays'] as const));
      return !waits;
    },
    [client, queue],
  );
}

export function useTakeBack(): (key: string) => void {
  const { me } = useUser();
  return useCallback((key) => queueOf(me.id).remove(key), [me.id]);
}

/** Sends what waits as soon as the link is back, and tries again from time to time. Gives what sends at once. */
export function useSending(): () => void {
  const { me } = useUser();
  const link = useLinkState();
  const client = useQueryClient();
  const queue = queueOf(me.id);
  const waits = useUnsent().some((entry) => !entry.refused);

  const flush = useCallback(() => {
    const before = queue.current().length;
    void queue.flush().then(() => {
      if (queue.current().length < before)
        refreshByHint(client, new Set(['stays', 'questionings', 'findings'] as const));
    });
  }, [client, queue]);

  useEffect(() => {
    if (waits && link === 'open') flush();
  }, [waits, link, flush]);

  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(flush, tryAgainMs);
    window.addEventListener('online', flush);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', flush);
    };
  }, [waits, flush]);

  // Whoever signs in next sends nothing of this user.
  useEffect(() => () => queue.pause(), [queue]);

  useEffect(() => {
    const changed = (event: StorageEvent) => {
      if (isUnsentName(event.key)) queue.readAgain();
    };
    window.addEventListener('storage', changed);
    return () => window.removeEventListener('storage', changed);
  }, [queue]);

  return flush;
}

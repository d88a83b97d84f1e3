// SPDX-License-Identifier: Apache-2.0
// Who is signed in on this page. Signing in and out here starts, ends and puts away everything that belongs to one user.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type Abilities, abilitiesOf } from './abilities';
import { call, onUnauthenticated } from './api/client';
import { hints } from './api/events';
import { refreshByHint, useSession } from './api/queries';
import type { Me } from './api/types';
import { putAway } from './drafts';
import { useIdle } from './hooks/use-idle';
import { forgetKeptUser } from './kept-user';
import { keepStorageOver } from './lib/keep-storage';
import { learnServerTime } from './lib/now';
import { wipeTrays } from './papers/trays';
import { keepShell } from './shell/kept';

export type EndReason = 'ended' | 'idle';

interface Session {
  me: Me | null;
  loading: boolean;
  error: unknown;
  retry: () => void;
  endReason: EndReason | undefined;
  signedIn: (me: Me) => void;
  /** Another user takes the place of the one who is signed in: nothing of the first is left on the page. */
  replaced: (me: Me) => void;
  signOut: () => Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

async function endSignIn(): Promise<void> {
  await keepStorageOver(() => call('delete', '/session'));
  keepShell();
}

export function SessionProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const session = useSession();
  const [endReason, setEndReason] = useState<EndReason>();
  const me = session.data ?? null;

  const forget = useCallback(() => {
    hints.stop();
    void client.cancelQueries();
    client.setQueryData(['session'], null);
    client.removeQueries({ predicate: ({ queryKey: [of] }) => of !== 'session' && of !== 'centre' });
  }, [client]);

  const end = useCallback(
    (reason: EndReason) => {
      if (!client.getQueryData(['session'])) return;
      setEndReason(reason);
      forgetKeptUser();
      forget();
    },
    [client, forget],
  );

  const signedIn = useCallback(
    (user: Me) => {
      void putAway(user.id);
      wipeTrays(user.id);
      learnServerTime(user.serverTimeUs);
      setEndReason(undefined);
      client.setQueryData(['session'], user);
    },
    [client],
  );

  const replaced = useCallback(
    (user: Me) => {
      forget();
      signedIn(user);
    },
    [forget, signedIn],
  );

  const signOut = useCallback(async () => {
    await putAway();
    forgetKeptUser();
    try {
      await endSignIn();
    } finally {
      wipeTrays();
      setEndReason(undefined);
      forget();
    }
  }, [forget]);

  const goIdle = useCallback(() => {
    end('idle');
    void endSignIn().catch(() => undefined);
  }, [end]);
  useIdle(me?.idleLimitS ?? 0, goIdle);

  useEffect(() => onUnauthenticated(() => end('ended')), [end]);
  useEffect(() => hints.onHints((topics) => refreshByHint(client, topics)), [client]);
  const userId = me?.id;
  useEffect(() => {
    if (!userId) return;
    void putAway(userId);
    wipeTrays(userId);
    hints.start();
  }, [userId]);
  // Nobody is here: forms that were left with the page have written what they held by now.
  const nobodyHere = session.data === null;
  useEffect(() => {
    if (nobodyHere) void putAway();
  }, [nobodyHere]);

  const value = useMemo<Session>(
    () => ({
      me,
      loading: session.isPending,
      error: session.data === undefined ? session.error : undefined,
      retry: () => void session.refetch(),
      endReason,
      signedIn,
      replaced,
      signOut,
    }),
    [me, session, endReason, signedIn, replaced, signOut],
  );
  return <SessionContext.Provider value={value}>{children}</SessionContext.Provider>;
}

/**
 * After a start while the centre is away: the pages that work without it go on for who was here last. The centre decides
 * about everything that is sent, as soon as it answers.
 */
export function RestoredSession({ me, children }: { me: Me; children: ReactNode }) {
  const session = useSessionState();
  const value = useMemo<Session>(() => ({ ...session, me }), [session, me]);
  return <SessionContext.Provider value={value}>{children}</SessionContext.Provider>;
}

export function useSessionState(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('outside of the session provider');
  return session;
}

/** For everything behind the sign-in. */
export function useUser(): { me: Me; can: Abilities; signOut: () => Promise<void> } {
  const { me, signOut } = useSessionState();
  if (!me) throw new Error('nobody is signed in');
  return useMemo(() => ({ me, can: abilitiesOf(me), signOut }), [me, signOut]);
}

// SPDX-License-Identifier: Apache-2.0
// Nobody passes without a sign-in; the address is kept, so that after signing in the page is the one that was asked for.
// While the centre is away, the round goes on for who made it last.
import { Fragment, type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'react-router';
import { outcomeUnknown } from '../api/problem';
import type { Me } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { roundMemory } from '../round/memory';
import { RestoredSession, useSessionState } from '../session';
import { PanelLink } from '../views/panel-link';
import { SignInPage } from './sign-in';

const round = '/round';
const askAgainMs = 10_000;

/** Who goes on without the centre; asks again and again who is signed in. */
function useRestored(): Me | undefined {
  const { me, loading, error, retry } = useSessionState();
  const onRound = useLocation().pathname === round;
  const [restored, setRestored] = useState<Me>();
  const away = error !== undefined && outcomeUnknown(error);
  useEffect(() => {
    if (me) setRestored(undefined);
    else if (away && onRound) setRestored((before) => before ?? roundMemory.user(Date.now()));
  }, [me, away, onRound]);
  const unknown = !me && (loading || error !== undefined);
  const on = restored !== undefined && unknown;
  useEffect(() => {
    if (!on) return;
    const timer = setInterval(retry, askAgainMs);
    window.addEventListener('online', retry);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', retry);
    };
  }, [on, retry]);
  return on && onRound ? restored : undefined;
}

export function Gate({ children }: { children: ReactNode }) {
  const session = useSessionState();
  const restored = useRestored();
  if (restored)
    return (
      <RestoredSession me={restored}>
        <Fragment key={restored.id}>{children}</Fragment>
      </RestoredSession>
    );
  if (session.loading) return null;
  if (session.error) {
    return (
      <div style={{ maxWidth: 560, margin: '96px auto' }}>
        <ErrorNote error={session.error} read retry={session.retry} />
        <PanelLink />
      </div>
    );
  }
  // Of one user's pages and forms nothing is taken over by the next.
  return session.me ? <Fragment key={session.me.id}>{children}</Fragment> : <SignInPage />;
}

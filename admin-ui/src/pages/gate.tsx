// SPDX-License-Identifier: Apache-2.0
// Nobody passes without a sign-in; the address is kept, so that after signing in the page is the one that was asked for.
import { Fragment, type ReactNode } from 'react';
import { ErrorNote } from '../components/error-note';
import { useSessionState } from '../session';
import { PanelLink } from '../views/panel-link';
import { SignInPage } from './sign-in';

export function Gate({ children }: { children: ReactNode }) {
  const session = useSessionState();
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

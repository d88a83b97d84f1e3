// SPDX-License-Identifier: Apache-2.0
// Stands between the session and the pages: behind a lock the pages stay as they are, but nothing of them is seen.
import { App, Modal } from 'antd';
import { type ReactNode, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { useChord } from '../hooks/use-chord';
import { hidePage, lock, unlock, useLock } from '../lock';
import { router } from '../routes';
import { useSessionState } from '../session';
import { LockScreen } from './lock-screen';

/** The wall has no names and no forms: it goes on while a desk of the same browser is locked. */
const wall = '/wall';

function usePath(): string {
  return useSyncExternalStore(
    (listener) => router.subscribe(listener),
    () => router.state.location.pathname,
  );
}

export function Locking({ children }: { children: ReactNode }) {
  const { me, loading, error } = useSessionState();
  const mark = useLock();
  const onWall = usePath() === wall;
  const unknown = loading || error !== undefined;
  const locked = mark !== undefined && (unknown || mark.user === me?.id) && !(mark.elsewhere && onWall);
  // After a reload the pages begin only when the lock is off.
  const [begun, setBegun] = useState(!locked);
  if (!locked && !begun) setBegun(true);

  useLayoutEffect(() => hidePage(locked), [locked]);
  useEffect(() => {
    if (mark && !unknown && mark.user !== me?.id) unlock();
  }, [mark, unknown, me?.id]);
  useChord({ key: 'l', shift: true }, () => {
    if (me && !onWall) lock(me.id);
  });
  useCleanSlate(me?.id);

  return (
    <>
      {begun && children}
      {locked && <LockScreen me={me} error={error} />}
    </>
  );
}

/** What was said to one user is not left standing for the next. */
function useCleanSlate(user: string | undefined): void {
  const { message, notification } = App.useApp();
  useEffect(() => {
    if (!user) return;
    return () => {
      message.destroy();
      notification.destroy();
      Modal.destroyAll();
    };
  }, [user, message, notification]);
}

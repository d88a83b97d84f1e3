// SPDX-License-Identifier: Apache-2.0
// Stands between the session and the pages: behind a lock the pages stay as they are, but nothing of them is seen.
import { App, Modal } from 'antd';
import { type ReactNode, useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { useLinkState } from '../api/events';
import { useChord } from '../hooks/use-chord';
import { hidePage, lock, lockToSwitch, unlock, useLock } from '../lock';
import { router } from '../routes';
import { useSessionState } from '../session';
import { LockScreen } from './lock-screen';

/** The wall has no names and no forms: it goes on while a desk of the same browser is locked. */
const wall = '/wall';
/** While the centre is away nobody can unlock, and the room's panel must still start and mark; it shows numbers only. */
const panel = '/panel';

function usePath(): string {
  return useSyncExternalStore(
    (listener) => router.subscribe(listener),
    () => router.state.location.pathname,
  );
}

export function Locking({ children }: { children: ReactNode }) {
  const { me, loading, error } = useSessionState();
  const mark = useLock();
  const path = usePath();
  const onWall = path === wall;
  const lost = useLinkState() === 'lost';
  const unknown = loading || error !== undefined;
  const panelAlone = path === panel && (lost || unknown);
  const mayLock = mark !== undefined && (unknown || mark.user === me?.id);
  const locked = mayLock && !(mark.elsewhere && onWall) && !panelAlone;
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
  useChord({ key: 's', shift: true }, () => {
    if (me && !onWall) lockToSwitch(me.id);
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

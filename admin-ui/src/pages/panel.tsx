// SPDX-License-Identifier: Apache-2.0
// The panel of the room in which this browser stands. It stands before the door: while the centre is away nobody can
// sign in, and a questioning must be started and marked all the same.
import { Button, Skeleton } from 'antd';
import { useEffect } from 'react';
import { Link } from 'react-router';
import type { Me, NamedId } from '../api/types';
import { Empty } from '../components/empty';
import { usePanelReads, useReach } from '../hooks/use-panel-reads';
import { useSending } from '../hooks/use-unsent';
import { useText } from '../i18n';
import { useLock } from '../lock';
import { freshUser, usePanelMemory } from '../panel/memory';
import { useSessionState, useUser } from '../session';
import { PanelView } from '../views/panel/panel-view';
import { SignInPage } from './sign-in';

export function PanelPage() {
  const { me, loading, error, retry } = useSessionState();
  const lock = useLock();
  const reach = useReach();
  const memory = usePanelMemory();
  const answers = reach?.away === false;
  const unknown = loading || error !== undefined;

  // After a start while the centre was away: as soon as it answers, who is signed in is asked again.
  useEffect(() => {
    if (answers && error) retry();
  }, [answers, error, retry]);

  if (!reach) return <Waiting />;
  if (answers && !me) return unknown ? <Waiting /> : <SignInPage />;
  if (!memory.room) return <NoRoom unknown={reach.placed === undefined} signedIn={me !== null} />;
  if (me && !lock) return <SignedIn key={me.id} me={me} room={memory.room} away={reach.away} />;
  if (answers) return <Waiting />;
  const last = unknown && !lock ? freshUser(memory, Date.now()) : undefined;
  return (
    <PanelView
      key={last?.id}
      room={memory.room}
      owner={last && { ...last, signedIn: false }}
      away
      mayQuestion={!last || last.abilities.includes('question')}
    />
  );
}

function SignedIn({ me, room, away }: { me: Me; room: NamedId; away: boolean }) {
  const { can } = useUser();
  const { cameras } = usePanelReads(room.id);
  const sendNow = useSending();
  useEffect(() => {
    if (!away) sendNow();
  }, [away, sendNow]);
  const owner = {
    id: me.id,
    name: me.name,
    badge: me.badge,
    officer: me.function === 'officer',
    signedIn: true,
  };
  return (
    <PanelView
      room={room}
      owner={owner}
      away={away}
      mayQuestion={can.question}
      cameras={cameras}
      onSendNow={sendNow}
    />
  );
}

function Waiting() {
  return (
    <div className="page">
      <Skeleton active />
    </div>
  );
}

function NoRoom({ unknown, signedIn }: { unknown: boolean; signedIn: boolean }) {
  const { t } = useText();
  return (
    <main className="page">
      <section className="panel">
        <Empty
          title={t(unknown ? 'panel.unknown' : 'panel.notPlaced')}
          hint={t(unknown ? 'panel.unknownHint' : 'panel.notPlacedHint')}
          action={
            signedIn && (
              <Link to="/">
                <Button size="large" tabIndex={-1}>
                  {t('panel.leave')}
                </Button>
              </Link>
            )
          }
        />
      </section>
    </main>
  );
}

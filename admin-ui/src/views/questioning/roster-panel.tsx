// SPDX-License-Identifier: Apache-2.0
// Who is in the room: officers come and go by their own sign-in, others are entered by an officer who is in the room.
import { Button } from 'antd';
import { useState } from 'react';
import type { BodyOf } from '../../api/client';
import { call } from '../../api/client';
import type { Attendee, AttendeeFunction, Questioning, Receipt } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { Moment } from '../../components/moment';
import { type Tone, ToneMark } from '../../components/tone';
import { useAct } from '../../hooks/use-act';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { JoinDialog } from './join-dialog';
import styles from './panels.module.css';

export type Change = BodyOf<'/questionings/{id}/attendances', 'post'>;

const stale = ['questionings', 'stays', 'findings'] as const;

export function RosterPanel({ questioning }: { questioning: Questioning }) {
  const { t } = useText();
  const { me, can } = useUser();
  const [adding, setAdding] = useState(false);
  const { id, state } = questioning.summary;
  const { run, pending, error } = useAct<Change, Receipt>(
    `questioning.${id}.attendance`,
    (body, key) => call('post', '/questionings/{id}/attendances', { path: { id }, body, key }),
    stale,
  );
  const active = state === 'running' && can.question;
  const mine = questioning.attendees.find((attendee) => attendee.attendeeId === me.id);
  const inRoom = mine?.present ?? false;
  const ownFunction: AttendeeFunction = me.function === 'officer' ? 'officer' : 'auxiliary';
  const present = questioning.attendees.filter((attendee) => attendee.present).length;

  return (
    <section className="panel">
      <header>
        <h2>
          {t('questioning.roster')} {present}
        </h2>
        {active && (
          <Button
            size="small"
            type={inRoom ? 'default' : 'primary'}
            loading={pending}
            onClick={() =>
              void run({ mode: 'plan', action: inRoom ? 'leave' : 'join', function: ownFunction })
            }
          >
            {inRoom ? t('questioning.leave') : t('questioning.join')}
          </Button>
        )}
      </header>
      <ErrorNote error={error} />
      <ul className={styles.list}>
        {questioning.attendees.map((attendee) => (
          <li key={attendee.attendeeId}>
            <ToneMark tone={toneOf(attendee)}>{t(`questioning.${wordOf(attendee)}`)}</ToneMark>
            <span className="grow ellipsis" title={attendee.name}>
              {attendee.name} <span className="quiet small">{t(`domain.attendee.${attendee.function}`)}</span>
            </span>
            <LastMove attendee={attendee} />
            {active && inRoom && mayEnter(attendee, me.id) && (
              <Button
                size="small"
                disabled={pending}
                onClick={() =>
                  void run({
                    mode: 'plan',
                    action: attendee.present ? 'leave' : 'join',
                    function: attendee.function,
                    attendeeId: attendee.attendeeId,
                  })
                }
              >
                {attendee.present ? t('questioning.leaveThis') : t('questioning.joinThis')}
              </Button>
            )}
          </li>
        ))}
        {questioning.attendees.length === 0 && <li className="quiet">{t('questioning.rosterEmpty')}</li>}
      </ul>
      {active && (
        <div className="row">
          <Button size="small" disabled={!inRoom} onClick={() => setAdding(true)}>
            {t('questioning.otherJoin')}
          </Button>
          {!inRoom && <span className="quiet small">{t('questioning.notInRoom')}</span>}
        </div>
      )}
      {adding && (
        <JoinDialog
          pending={pending}
          onClose={() => setAdding(false)}
          onJoin={async (change) => {
            if (await run(change)) setAdding(false);
          }}
        />
      )}
    </section>
  );
}

/** Officers sign themselves in and out; the person questioned comes and goes by placements. */
function mayEnter(attendee: Attendee, ownId: string): boolean {
  return attendee.attendeeId !== ownId && attendee.function !== 'officer' && attendee.function !== 'person';
}

function wordOf(attendee: Attendee): 'present' | 'named' | 'away' {
  if (attendee.present) return 'present';
  return attendee.intervals.length === 0 ? 'named' : 'away';
}

function toneOf(attendee: Attendee): Tone {
  if (attendee.present) return 'ok';
  return attendee.intervals.length === 0 ? 'soon' : 'ended';
}

function LastMove({ attendee }: { attendee: Attendee }) {
  const last = attendee.intervals.at(-1);
  if (!last) return null;
  return <Moment us={last.toUs ?? last.fromUs} seconds className="quiet small" />;
}

// SPDX-License-Identifier: Apache-2.0
// Who is in the room: each comes and goes by one press, and others can be entered.
import { Button } from 'antd';
import { useState } from 'react';
import { ToneMark } from '../../components/tone';
import { aboutRunning } from '../../hooks/use-panel-act';
import { useText } from '../../i18n';
import type { PanelAttendee, Running } from '../../panel/memory';
import { EnterDialog } from './enter-dialog';
import styles from './panel.module.css';
import { type PanelDesk, shortNumber } from './panel-desk';

interface Props {
  desk: PanelDesk;
  running: Running;
}

export function RoomCard({ desk, running }: Props) {
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  const { owner, memory } = desk;
  const nameOf = ({ attendeeId, function: work }: PanelAttendee) => {
    const staff = memory.staff.find((one) => one.id === attendeeId);
    return staff ? `${staff.name} ${staff.badge}` : t(`domain.attendee.${work}`);
  };
  const move = (attendee: PanelAttendee, join: boolean, name?: string) =>
    desk.enter({
      kind: 'attendance',
      ...aboutRunning(running),
      what: t(join ? 'panel.what.join' : 'panel.what.leave', {
        number: shortNumber(running.number),
        who: nameOf(attendee),
      }),
      body: {
        action: join ? 'join' : 'leave',
        function: attendee.function,
        attendeeId: attendee.attendeeId,
        name,
      },
    });
  const self: PanelAttendee | undefined = owner && {
    attendeeId: owner.id,
    function: owner.officer ? 'officer' : 'auxiliary',
    present: false,
  };
  const selfListed = running.attendees.some((one) => one.attendeeId === owner?.id);
  return (
    <section className="panel" aria-label={t('panel.inRoom')}>
      <header>
        <h2>
          {t('panel.inRoom')} {running.attendees.filter((one) => one.present).length}
        </h2>
      </header>
      <ul className={styles.people}>
        {running.attendees.map((attendee) => (
          <li key={attendee.attendeeId}>
            <ToneMark tone={attendee.present ? 'ok' : attendee.named ? 'soon' : 'ended'}>
              {t(`questioning.${attendee.present ? 'present' : attendee.named ? 'named' : 'away'}`)}
            </ToneMark>
            <span className="grow">{nameOf(attendee)}</span>
            {mayMove(attendee, desk) ? (
              <Button className={styles.touch} onClick={() => void move(attendee, !attendee.present)}>
                {attendee.present ? t('questioning.leaveThis') : t('questioning.joinThis')}
              </Button>
            ) : (
              attendee.named && <span className="quiet small">{t('panel.ownSignIn')}</span>
            )}
          </li>
        ))}
      </ul>
      <div className={styles.foot}>
        {self && !selfListed && (
          <Button className={styles.touch} onClick={() => void move(self, true)}>
            {t('panel.enterSelf')}
          </Button>
        )}
        <Button className={styles.touch} onClick={() => setAdding(true)}>
          {t('panel.other')}
        </Button>
      </div>
      {adding && (
        <EnterDialog
          staff={memory.staff}
          onClose={() => setAdding(false)}
          onEnter={async (attendee, name) => {
            await move(attendee, true, name);
            setAdding(false);
          }}
        />
      )}
    </section>
  );
}

/** While the centre answers, staff come and go by their own sign-in; out of reach, what happens is told as it happens. */
function mayMove({ attendeeId, function: work }: PanelAttendee, { away, owner }: PanelDesk): boolean {
  const staff = work === 'officer' || work === 'auxiliary';
  return !staff || away || attendeeId === owner?.id;
}

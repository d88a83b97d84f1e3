// SPDX-License-Identifier: Apache-2.0
// What somebody may see, and why: choosing them is enough for an answer; a stay or a room makes it closer.
import { type ReactNode, useId } from 'react';
import { useWhy } from '../../api/queries';
import { Loadable } from '../../components/loadable';
import { RoomPicker, StaffPicker } from '../../components/pickers';
import { StayPicker } from '../../components/stay-picker';
import { useFilter } from '../../hooks/use-filter';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import styles from './access.module.css';
import { WhyList } from './why';

export function AskWhy() {
  const { t, optional } = useText();
  const { can } = useUser();
  const { get, set } = useFilter();
  const [staffId, stayId, roomId] = [get('staff'), get('stay'), get('room')];
  const chosen = (name: string) => (value: unknown) => set(name, typeof value === 'string' ? value : '');
  return (
    <section className="panel" style={{ marginBottom: 16 }} aria-label={t('access.ask')}>
      <header>
        <h2>{t('access.ask')}</h2>
      </header>
      <div className={styles.ask}>
        <Asked label={t('access.staff')}>
          {(id) => (
            <StaffPicker
              id={id}
              allowClear
              value={staffId || undefined}
              onChange={chosen('staff')}
              placeholder={t('access.staffHint')}
            />
          )}
        </Asked>
        <Asked label={optional(t('access.stay'))}>
          {(id) =>
            can.seeStay ? (
              <StayPicker
                id={id}
                allowClear
                value={stayId || undefined}
                onChange={chosen('stay')}
                placeholder={t('access.stayHint')}
              />
            ) : (
              <span className="quiet small">{t('access.noStays')}</span>
            )
          }
        </Asked>
        <Asked label={optional(t('access.aboutRoom'))}>
          {(id) => (
            <RoomPicker
              id={id}
              allowClear
              value={roomId || undefined}
              onChange={chosen('room')}
              placeholder={t(stayId ? 'access.roomHint' : 'access.roomAlone')}
            />
          )}
        </Asked>
      </div>
      {staffId && <Answer staffId={staffId} stayId={stayId || undefined} roomId={roomId || undefined} />}
    </section>
  );
}

function Asked({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface AnswerProps {
  staffId: string;
  stayId?: string;
  roomId?: string;
}

function Answer(about: AnswerProps) {
  const { t } = useText();
  const why = useWhy(about);
  return (
    <Loadable query={why}>
      {(answers) => (
        <>
          <h3>{t('access.whyOf', { name: answers.who.name })}</h3>
          <WhyList answers={answers} noPicture={t(about.stayId ? 'access.noRoom' : 'access.roomMissing')} />
        </>
      )}
    </Loadable>
  );
}

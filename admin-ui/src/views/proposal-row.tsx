// SPDX-License-Identifier: Apache-2.0
// One proposed room: who is inside, whether it records, and what a rule says against it.
import type { RoomProposal } from '../api/types';
import { RecordingMark } from '../components/recording-mark';
import { ToneMark } from '../components/tone';
import { useText } from '../i18n';
import styles from './proposal-row.module.css';

export function ProposalRow({ proposal, current = false }: { proposal: RoomProposal; current?: boolean }) {
  const { t, pick } = useText();
  const { room, notices, allowed } = proposal;
  const inside = room.occupants.map((occupant) => occupant.number.split('-').at(-1)).join('、');
  return (
    <span className={styles.row}>
      <span className={styles.line}>
        <strong>{room.name}</strong>
        <span className="quiet small">
          {inside ? t('stay.place.occupied', { who: inside }) : t('stay.place.empty')}
          {room.capacity > 0 &&
            ` · ${t('stay.place.capacity', { n: room.occupants.length, of: room.capacity })}`}
        </span>
        {current && <span className="chip chip-accent">{t('stay.place.current')}</span>}
        <span className="grow" />
        <RecordingMark state={room.recording ?? 'none'} short />
      </span>
      {notices.map((notice) => (
        <span key={`${notice.rule}${notice.text}`} className={`${styles.notice} small`}>
          <ToneMark tone={allowed ? 'soon' : 'over'}>
            {allowed ? t(`domain.severity.${notice.severity}`) : t('stay.place.notAllowed')}
          </ToneMark>
          <span>
            {pick(notice.text, notice.textEn)} <span className="quiet">{notice.rule}</span>
          </span>
        </span>
      ))}
    </span>
  );
}

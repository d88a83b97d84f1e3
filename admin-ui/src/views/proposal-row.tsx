// SPDX-License-Identifier: Apache-2.0
// One proposed room: who is inside, whether it records, and what a rule says against it.
import type { RoomProposal, RuleNotice } from '../api/types';
import { RecordingMark } from '../components/recording-mark';
import { ToneMark } from '../components/tone';
import { useText } from '../i18n';
import styles from './proposal-row.module.css';

interface Props {
  room: RoomProposal['room'];
  notices: readonly RuleNotice[];
  /** Why no plan may take the room itself. */
  detail?: string;
  current?: boolean;
}

export function ProposalRow({ room, notices, detail, current = false }: Props) {
  const { t, pick } = useText();
  const inside = room.occupants.map((occupant) => occupant.number.split('-').at(-1)).join(t('comma'));
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
      {detail && (
        <span className={`${styles.notice} small`}>
          <ToneMark tone="over">{t('stay.place.notAllowed')}</ToneMark> <span>{detail}</span>
        </span>
      )}
      {notices.map((notice) => (
        <span key={`${notice.rule}${notice.text}`} className={`${styles.notice} small`}>
          <ToneMark tone={notice.refuses ? 'over' : 'soon'}>
            {notice.refuses ? t('stay.place.notAllowed') : t(`domain.severity.${notice.severity}`)}
          </ToneMark>
          <span>
            {pick(notice.text, notice.textEn)} <span className="quiet">{notice.rule}</span>
          </span>
        </span>
      ))}
    </span>
  );
}

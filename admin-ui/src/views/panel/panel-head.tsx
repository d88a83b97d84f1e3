// SPDX-License-Identifier: Apache-2.0
// The head of the room panel: room, time, whether the centre answers, whether it records, whose hands these are.
import { Button } from 'antd';
import { Link } from 'react-router';
import type { NamedId, Questioning, Room } from '../../api/types';
import { RecordingMark } from '../../components/recording-mark';
import { ToneMark } from '../../components/tone';
import { setLanguage, useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { beijing, utc } from '../../lib/time';
import { lockToSwitch } from '../../lock';
import { useShellKept } from '../../shell/kept';
import styles from './panel.module.css';
import type { PanelOwner } from './panel-desk';

interface Props {
  room: NamedId;
  owner: PanelOwner | undefined;
  away: boolean;
  cameras?: Questioning['recording'];
  recording?: Room['recording'];
}

export function PanelHead({ room, owner, away, cameras, recording }: Props) {
  const { t, language } = useText();
  const nowUs = useNowUs();
  return (
    <>
      <header className={styles.head}>
        <h1>{room.name}</h1>
        <Recording away={away} cameras={cameras} recording={recording} />
        <span className="grow" />
        <time title={utc(nowUs)} className={styles.clock}>
          {beijing(nowUs)}
        </time>
        <span className={styles.who}>
          {owner ? (
            <>
              <strong>{owner.name}</strong> <span className="quiet">{owner.badge}</span>
            </>
          ) : (
            <ToneMark tone="soon">{t('panel.nobody')}</ToneMark>
          )}
        </span>
        {owner?.signedIn && !away && (
          <Button className={styles.touch} onClick={() => lockToSwitch(owner.id)}>
            {t('switch.open')}
          </Button>
        )}
        <Button
          className={styles.touch}
          type="text"
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {t('user.language')}
        </Button>
        {owner?.signedIn && !away && (
          <Link to="/">
            <Button className={styles.touch} type="text" tabIndex={-1}>
              {t('panel.leave')}
            </Button>
          </Link>
        )}
      </header>
      <div className={away ? styles.away : styles.online} role="status">
        {away ? (
          <ToneMark tone="soon">{t('panel.away')}</ToneMark>
        ) : (
          <ToneMark tone="ok">{t('panel.online')}</ToneMark>
        )}
        {!owner && <span>{t('panel.nobodyHint')}</span>}
        {owner && !owner.signedIn && (
          <span>{t('panel.lastUser', { name: owner.name, badge: owner.badge })}</span>
        )}
        <span className="grow" />
        <Shell away={away} />
      </div>
    </>
  );
}

function Recording({ away, cameras, recording }: Pick<Props, 'away' | 'cameras' | 'recording'>) {
  const { t } = useText();
  if (away || (!cameras && !recording))
    return <ToneMark tone="quiet">{t('panel.recordingUnknown')}</ToneMark>;
  if (!cameras || cameras.length === 0) return recording ? <RecordingMark state={recording} /> : null;
  return (
    <span className="row-wrap">
      {cameras.map((camera) => (
        <span key={camera.cameraId}>
          {cameras.length > 1 && <span className="quiet">{camera.name} </span>}
          <RecordingMark state={camera.state} />
        </span>
      ))}
    </span>
  );
}

function Shell({ away }: { away: boolean }) {
  const { t } = useText();
  const kept = useShellKept();
  if (kept === 'kept') return <span className="quiet small">✓ {t('panel.shell.ready')}</span>;
  if (kept === 'missing' || away) return <ToneMark tone="over">{t('panel.shell.missing')}</ToneMark>;
  return null;
}

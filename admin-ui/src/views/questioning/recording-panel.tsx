// SPDX-License-Identifier: Apache-2.0
// Whether every camera of the room records, up to when it is safely stored, and whether the recording is complete.
import type { Gap, Questioning } from '../../api/types';
import { Moment } from '../../components/moment';
import { RecordingMark } from '../../components/recording-mark';
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { duration, seconds } from '../../lib/time';
import { gapCause } from './gap-cause';
import styles from './panels.module.css';

const tones: Record<Questioning['certificate']['state'], Tone> = {
  provisional: 'quiet',
  complete: 'ok',
  incomplete: 'over',
};

export function RecordingPanel({ questioning }: { questioning: Questioning }) {
  const { t } = useText();
  const { certificate, recording, gaps = [], unwatched = [] } = questioning;
  const running = questioning.summary.state === 'running';
  return (
    <section className="panel">
      <header>
        <h2>{t('questioning.recording')}</h2>
        <ToneMark tone={tones[certificate.state]}>{t(`domain.certificate.${certificate.state}`)}</ToneMark>
      </header>
      {running && (
        <ul className={styles.list}>
          {recording.map((camera) => (
            <li key={camera.cameraId}>
              <span className="grow ellipsis">{camera.name}</span>
              <span className="quiet small">
                {camera.hasAudio ? t('questioning.sound') : t('questioning.noSound')}
              </span>
              <RecordingMark state={camera.state} />
            </li>
          ))}
        </ul>
      )}
      <p className="quiet small">
        {t('questioning.covered', {
          covered: duration(certificate.coveredUs, true),
          needed: duration(certificate.neededUs, true),
        })}
      </p>
      <Holes holes={gaps} recording={recording} tone="over" />
      {unwatched.length > 0 && <h3 className="quiet small">{t('questioning.unwatched')}</h3>}
      <Holes holes={unwatched} recording={recording} tone="soon" />
    </section>
  );
}

interface HolesProps {
  holes: readonly Gap[];
  recording: Questioning['recording'];
  tone: Tone;
}

/** Spans without a recording, or without anybody who watched it. */
function Holes({ holes, recording, tone }: HolesProps) {
  const { t } = useText();
  if (holes.length === 0) return null;
  return (
    <ul className={styles.list}>
      {holes.map((hole) => (
        <li key={`${hole.cameraId}${hole.fromUs}`}>
          <ToneMark tone={tone}>
            <Moment us={hole.fromUs} seconds />
          </ToneMark>
          <span className="grow ellipsis">
            {recording.find((camera) => camera.cameraId === hole.cameraId)?.name} ·{' '}
            {t(`domain.gapCause.${gapCause(hole.cause)}`)}
          </span>
          <span className="quiet">
            {hole.toUs === undefined ? '…' : `${seconds(hole.toUs - hole.fromUs)} s`}
          </span>
        </li>
      ))}
    </ul>
  );
}

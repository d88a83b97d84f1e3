// SPDX-License-Identifier: Apache-2.0
// Whether every camera of the room records, up to when it is safely stored, and whether the recording is complete.
import type { Questioning } from '../../api/types';
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
  const { certificate, recording, gaps = [] } = questioning;
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
      {gaps.length > 0 && (
        <ul className={styles.list}>
          {gaps.map((gap) => (
            <li key={`${gap.cameraId}${gap.fromUs}`}>
              <ToneMark tone="over">
                <Moment us={gap.fromUs} seconds />
              </ToneMark>
              <span className="grow ellipsis">
                {recording.find((camera) => camera.cameraId === gap.cameraId)?.name} ·{' '}
                {t(`domain.gapCause.${gapCause(gap.cause)}`)}
              </span>
              <span className="quiet">
                {gap.toUs === undefined ? '…' : `${seconds(gap.toUs - gap.fromUs)} s`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

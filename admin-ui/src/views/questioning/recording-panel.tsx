// SPDX-License-Identifier: Apache-2.0
// Whether every camera of the room records, up to when it is safely stored, and whether the recording is complete.
import { Link } from 'react-router';
import type { Gap, Questioning } from '../../api/types';
import { Moment } from '../../components/moment';
import { RecordingMark } from '../../components/recording-mark';
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { duration, lengthText, usPerSecond } from '../../lib/time';
import { gapCause } from './gap-cause';
import styles from './panels.module.css';

export const certificateTones: Record<Questioning['certificate']['state'], Tone> = {
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
        <ToneMark tone={certificateTones[certificate.state]}>
          {t(`domain.certificate.${certificate.state}`)}
        </ToneMark>
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
        })}{' '}
        <Link to={`/questionings/${questioning.summary.id}/certificate`}>{t('certificate.open')}</Link>
      </p>
      <Holes
        title={t('questioning.gaps')}
        holes={gaps}
        recording={recording}
        // Gaps too short to count against a complete recording are no alarm.
        tone={certificate.state === 'complete' ? 'quiet' : 'over'}
      />
      <Holes title={t('questioning.unwatched')} holes={unwatched} recording={recording} tone="soon" />
    </section>
  );
}

/** Shorter ones are not shown as nothing. */
const shownAtLeastUs = usPerSecond / 10;

interface HolesProps {
  title: string;
  holes: readonly Gap[];
  recording: Questioning['recording'];
  tone: Tone;
}

/** Spans without a recording, or without anybody who watched it; newest first. */
function Holes({ title, holes, recording, tone }: HolesProps) {
  const { t } = useText();
  if (holes.length === 0) return null;
  const aboutOf = (hole: Gap) => {
    const cause = t(`domain.gapCause.${gapCause(hole.cause)}`);
    const camera = recording.find(({ cameraId }) => cameraId === hole.cameraId);
    return camera && recording.length > 1 ? `${camera.name} · ${cause}` : cause;
  };
  const newestFirst = [...holes].sort((a, b) => b.fromUs - a.fromUs);
  return (
    <>
      <h3 className={styles.title}>
        {title} {holes.length}
      </h3>
      <ul className={`${styles.list} ${styles.log}`}>
        {newestFirst.map((hole) => (
          <li key={`${hole.cameraId}${hole.fromUs}`}>
            <ToneMark tone={tone}>
              <Moment us={hole.fromUs} seconds />
            </ToneMark>
            <span className="grow ellipsis" title={aboutOf(hole)}>
              {aboutOf(hole)}
            </span>
            <span className="quiet nowrap">
              {hole.toUs === undefined
                ? t('questioning.goesOn')
                : lengthText(Math.max(hole.toUs - hole.fromUs, shownAtLeastUs), t)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

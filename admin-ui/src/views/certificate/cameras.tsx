// SPDX-License-Identifier: Apache-2.0
// Each camera of a certificate by itself: what it recorded, why it did not, and how wrong its own clock was.
import type { RecordingCertificate } from '../../api/types';
import { useText } from '../../i18n';
import { lengthText } from '../../lib/time';
import { gapCause } from '../questioning/gap-cause';
import styles from './certificate.module.css';
import { SpanList } from './span-list';

/** With the version of zones and masks that the checks worked by. */
type Camera = RecordingCertificate['cameras'][number] & { watchingVersion?: number | null };

export function CertifiedCameras({ certificate }: { certificate: RecordingCertificate }) {
  return (
    <>
      {certificate.cameras.map((camera) => (
        <CertifiedCamera
          key={camera.cameraId}
          camera={camera}
          lengthUs={certificate.toUs - certificate.fromUs}
        />
      ))}
    </>
  );
}

/** Milliseconds with their sign. */
const offText = (us: number) => `${us > 0 ? '+' : us < 0 ? '−' : ''}${Math.abs(Math.round(us / 1_000))} ms`;

function CertifiedCamera({ camera, lengthUs }: { camera: Camera; lengthUs: number }) {
  const { t } = useText();
  const { clock } = camera;
  return (
    <section className="panel">
      <header>
        <h2>{camera.name}</h2>
        <span className="quiet small">
          {t(camera.hasSound ? 'questioning.sound' : 'questioning.noSound')}
        </span>
      </header>
      <dl className={styles.facts}>
        <dt>{t('certificate.covered')}</dt>
        <dd>
          {t('certificate.ofAll', { part: lengthText(camera.coveredUs, t), all: lengthText(lengthUs, t) })}
        </dd>
        <dt>{t('certificate.clock')}</dt>
        <dd>
          {clock
            ? t('certificate.clockOff', { least: offText(clock.leastUs), most: offText(clock.mostUs) })
            : t(camera.clockPending ? 'certificate.clockPending' : 'certificate.clockUntold')}
        </dd>
        {camera.watchingVersion !== undefined && (
          <>
            <dt>{t('watching.certificate')}</dt>
            <dd>
              {camera.watchingVersion
                ? t('watching.certificateVersion', { count: camera.watchingVersion })
                : t('watching.certificateNone')}
            </dd>
          </>
        )}
        <dt>{t('certificate.live')}</dt>
        <dd>{camera.provenLiveUs > 0 ? lengthText(camera.provenLiveUs, t) : t('certificate.liveNone')}</dd>
      </dl>
      <SpanList
        title={t('certificate.missing')}
        none={t('certificate.missingNone')}
        spans={camera.missing}
        tone="over"
        causeText={(cause) => t(`domain.gapCause.${gapCause(cause)}`)}
      />
    </section>
  );
}

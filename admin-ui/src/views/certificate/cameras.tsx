// SPDX-License-Identifier: Apache-2.0
// Each camera of a certificate by itself: what it recorded, why it did not, and how wrong its own clock was.
import type { RecordingCertificate } from '../../api/types';
import { useText } from '../../i18n';
import { beijing, lengthText } from '../../lib/time';
import { gapCause } from '../questioning/gap-cause';
import { areaOf } from '../watching/zone-maths';
import styles from './certificate.module.css';
import { SpanList } from './span-list';

type Camera = RecordingCertificate['cameras'][number];

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

/** Zones that the checks worked by, and what was hidden from them: whoever doubts the record asks that first. */
function WatchedBy({ versions }: { versions: Camera['watching'] }) {
  const { t } = useText();
  if (versions.length === 0) return t('watching.certificateNone');
  return versions.map(({ version, sinceUs, zones }) => {
    const masks = zones.filter((zone) => zone.kind === 'mask');
    return (
      <div key={version}>
        {t('watching.certificateVersion', { count: version })}{' '}
        <span className="quiet">{t('watching.certificateSince', { time: beijing(sinceUs) })}</span>
        <br />
        {t('watching.certificateZones', { count: zones.length - masks.length })}
        {t('comma')}
        {masks.length > 0
          ? t('watching.certificateMasks', {
              count: masks.length,
              percent: Math.ceil(masks.reduce((sum, mask) => sum + areaOf(mask.polygon), 0) / 10_000),
            })
          : t('watching.certificateNoMasks')}
      </div>
    );
  });
}

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
        <dt>{t('watching.certificate')}</dt>
        <dd>
          <WatchedBy versions={camera.watching} />
        </dd>
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

// SPDX-License-Identifier: Apache-2.0
// The certificate of a questioning's recording: facts, each hole with its cause. Whether it may be used is for people.
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useCertificate, useQuestioning } from '../api/queries';
import type { Questioning, RecordingCertificate } from '../api/types';
import { Loadable } from '../components/loadable';
import { Moment } from '../components/moment';
import { ToneMark } from '../components/tone';
import { useText } from '../i18n';
import { lengthText } from '../lib/time';
import { useUser } from '../session';
import { CertifiedCameras } from '../views/certificate/cameras';
import styles from '../views/certificate/certificate.module.css';
import { CodeDialog } from '../views/certificate/code-dialog';
import { SpanList } from '../views/certificate/span-list';
import { certificateTones } from '../views/questioning/recording-panel';

export function CertificatePage() {
  const { id = '' } = useParams();
  const questioning = useQuestioning(id);
  const certificate = useCertificate(id);
  return (
    <div className="page stack">
      <Loadable query={questioning}>
        {(about) => (
          <Loadable query={certificate}>
            {(read) => <Certificate questioning={about} certificate={read} />}
          </Loadable>
        )}
      </Loadable>
    </div>
  );
}

interface Props {
  questioning: Questioning;
  certificate: RecordingCertificate;
}

function Certificate({ questioning, certificate }: Props) {
  const { t } = useText();
  const { can } = useUser();
  const [reading, setReading] = useState(false);
  const { summary } = questioning;
  return (
    <>
      <div className="page-head">
        <h1>{t('certificate.title')}</h1>
        <Link to={`/questionings/${summary.id}`}>
          {summary.stayNumber} {summary.displayName} ·{' '}
          {t('stay.page.ordinal', {
            count: summary.ordinal,
            kind: t(`domain.questioningKind.${summary.kind}`),
          })}{' '}
          · {summary.room.name}
        </Link>
        <span className="grow" />
        {can.seePlayback && (
          <Link to={`/playback?questioning=${summary.id}`}>
            <Button tabIndex={-1}>{t('playback.open')}</Button>
          </Link>
        )}
        {can.review && <Button onClick={() => setReading(true)}>{t('certificate.read')}</Button>}
      </div>
      <p className="quiet">{t('certificate.about')}</p>
      <section className="panel">
        <header>
          <h2>{t('certificate.window')}</h2>
          <ToneMark tone={certificateTones[certificate.state]}>
            {t(`domain.certificate.${certificate.state}`)}
          </ToneMark>
        </header>
        <Facts certificate={certificate} />
        <SpanList
          title={t('certificate.missing')}
          none={t('certificate.missingNone')}
          spans={certificate.missing}
          tone="over"
        />
        <SpanList
          title={t('certificate.outside')}
          none={t('certificate.outsideNone')}
          spans={certificate.presentOutside}
          tone="soon"
          shortIsQuiet
        />
        <SpanList
          title={t('certificate.unwatched')}
          none={t('certificate.unwatchedNone')}
          spans={certificate.notWatched}
          tone="soon"
        />
      </section>
      <CertifiedCameras certificate={certificate} />
      <Watchers certificate={certificate} />
      {reading && (
        <CodeDialog
          cameras={certificate.cameras}
          atUs={certificate.declaredFromUs}
          onClose={() => setReading(false)}
        />
      )}
    </>
  );
}

function Facts({ certificate }: { certificate: RecordingCertificate }) {
  const { t } = useText();
  const source = (seen: boolean) => t(seen ? 'certificate.byVideo' : 'certificate.byEntry');
  const length = certificate.toUs - certificate.fromUs;
  return (
    <dl className={styles.facts}>
      <dt>{t('certificate.firstIn')}</dt>
      <dd>
        <Moment us={certificate.fromUs} seconds />{' '}
        <span className="quiet small">{source(certificate.beginSeen)}</span>
      </dd>
      <dt>{t('certificate.declared')}</dt>
      <dd>
        <Moment us={certificate.declaredFromUs} seconds /> – <Moment us={certificate.declaredToUs} seconds />
      </dd>
      <dt>{t('certificate.empty')}</dt>
      <dd>
        {certificate.stillThere || certificate.running ? (
          t(certificate.running ? 'certificate.running' : 'certificate.stillThere')
        ) : (
          <>
            <Moment us={certificate.toUs} seconds />{' '}
            <span className="quiet small">{source(certificate.endSeen)}</span>
          </>
        )}
      </dd>
      <dt>{t('certificate.covered')}</dt>
      <dd>
        {t('certificate.ofAll', { part: lengthText(certificate.coveredUs, t), all: lengthText(length, t) })}
      </dd>
      <dt>{t('certificate.longest')}</dt>
      <dd>{certificate.longestMissingUs > 0 ? lengthText(certificate.longestMissingUs, t) : '—'}</dd>
      <dt>{t('certificate.live')}</dt>
      <dd>
        {certificate.provenLiveUs > 0
          ? t('certificate.ofAll', {
              part: lengthText(certificate.provenLiveUs, t),
              all: lengthText(length, t),
            })
          : t('certificate.liveNone')}
      </dd>
    </dl>
  );
}

function Watchers({ certificate }: { certificate: RecordingCertificate }) {
  const { t } = useText();
  const { cameras, watchedBy } = certificate;
  const nameOf = (id: string) => cameras.find(({ cameraId }) => cameraId === id)?.name ?? '';
  return (
    <section className="panel">
      <header>
        <h2>{t('certificate.watchers')}</h2>
      </header>
      {watchedBy.length === 0 && <p className="quiet">{t('certificate.watchersNone')}</p>}
      <ul className={styles.list}>
        {watchedBy.map((view) => (
          <li key={`${view.cameraId}${view.by.id}${view.openedUs}`}>
            <Moment us={view.openedUs} seconds />
            <span>{view.by.name}</span>
            <span className="quiet">{nameOf(view.cameraId)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

// SPDX-License-Identifier: Apache-2.0
// What is claimed, why, by which rule, and what the rule read; each line goes to its moment.
import { Link } from 'react-router';
import { useCameras } from '../../api/queries';
import type { FindingDetail } from '../../api/types';
import { Moment } from '../../components/moment';
import { useText } from '../../i18n';
import { duration, lengthText } from '../../lib/time';
import { domain } from '../../messages/zh/domain';
import { useUser } from '../../session';
import { playbackOf } from '../observations/words';
import styles from './claim-panel.module.css';

export function ClaimPanel({ detail, onGoTo }: { detail: FindingDetail; onGoTo: (us: number) => void }) {
  const { t, pick, paren } = useText();
  const { can } = useUser();
  const cameras = useCameras();
  const { finding } = detail;
  // Also one that is not of this room, or whose recording one may not see.
  const nameOf = (id: string) =>
    [...detail.cameras, ...(cameras.data?.items ?? [])].find((one) => one.id === id)?.name ??
    t('adminPages.cameras.name');
  return (
    <section className="panel">
      <p className={styles.claim}>
        <Moment us={finding.atUs} form="full" />
        {finding.untilUs !== undefined && (
          <>
            {' – '}
            <Moment us={finding.untilUs} form="clock" seconds />
            {paren(duration(finding.untilUs - finding.atUs, true))}
          </>
        )}
      </p>
      <p>{pick(detail.explanation, detail.explanationEn)}</p>
      <h3 className={styles.title}>{t('review.evidence')}</h3>
      {detail.evidence.length === 0 && <p className="quiet">{t('review.noEvidence')}</p>}
      <ol className={styles.evidence}>
        {detail.evidence.map((line) => (
          <li key={`${line.kind}${line.atUs}${line.cameraId}${line.text}`}>
            <button type="button" onClick={() => onGoTo(line.atUs)}>
              <Moment us={line.atUs} form="clock" seconds className={styles.time} />
              <span className="grow">
                {pick(line.text, line.textEn)}{' '}
                <span className="quiet small nowrap">
                  {line.kind in domain.evidenceKind ? t(`domain.evidenceKind.${line.kind}`) : line.kind}
                  {line.cameraId && ` · ${nameOf(line.cameraId)}`}
                  {line.confidenceMilli !== undefined &&
                    ` · ${t('questioning.confidence', { percent: Math.round(line.confidenceMilli / 10) })}`}
                </span>
              </span>
            </button>
            {line.cameraId && can.seePlayback && (
              <Link className={styles.jump} to={playbackOf(line.cameraId, line.atUs)}>
                {t('nav.playback')}
              </Link>
            )}
          </li>
        ))}
      </ol>
      <h3 className={styles.title}>
        {t('review.ruleText')} {finding.rule}{' '}
        <span className="quiet small">{t('review.version', { count: detail.ruleVersion })}</span>
      </h3>
      <p>{pick(detail.ruleText, detail.ruleTextEn)}</p>
      <p className="quiet small">
        {pick(detail.source, detail.sourceEn)}
        {detail.graceUs !== undefined && ` · ${t('review.grace', { time: lengthText(detail.graceUs, t) })}`}
      </p>
    </section>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Findings about this questioning.
import { Link } from 'react-router';
import type { Questioning } from '../../api/types';
import { FindingMark } from '../../components/finding-mark';
import { Moment } from '../../components/moment';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import styles from './panels.module.css';

export function Findings({ questioning }: { questioning: Questioning }) {
  const { t, pick } = useText();
  const { can } = useUser();
  if (questioning.findings.length === 0) return null;
  return (
    <section className="panel">
      <header>
        <h2>
          {t('questioning.findings')} {questioning.findings.length}
        </h2>
      </header>
      <div className={`stack-tight ${styles.log}`}>
        {questioning.findings.map((finding) => {
          const title = pick(finding.title, finding.titleEn);
          return (
            <div key={finding.id}>
              <div>
                {can.review ? <Link to={`/reviews/${finding.id}`}>{title}</Link> : title}{' '}
                <span className="quiet small">{finding.rule}</span>
              </div>
              <div className="row-wrap small">
                <FindingMark status={finding.status} />
                {can.seePlayback ? (
                  <Link
                    to={`/playback?questioning=${questioning.summary.id}&at=${Math.round(finding.atUs)}`}
                    title={t('playback.open')}
                  >
                    <Moment us={finding.atUs} seconds />
                  </Link>
                ) : (
                  <Moment us={finding.atUs} seconds />
                )}
                {finding.provisional && <span className="chip">{t('stay.page.provisional')}</span>}
              </div>
            </div>
          );
        })}
      </div>
    </section>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Papers of the provincial case system in a stay: referenced by number, with their scan where there is one.
import { Button } from 'antd';
import type { StatutoryPaper } from '../../api/types';
import { Moment } from '../../components/moment';
import { useOpened } from '../../hooks/use-opened';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import styles from './papers.module.css';
import { StatutoryDialog } from './statutory-dialog';

interface Props {
  stayId: string;
  papers: readonly StatutoryPaper[];
}

export const statutoryUrl = (stayId: string, seq: number) =>
  `/api/v1/stays/${stayId}/statutory-papers?seq=${seq}`;

export function StatutorySection({ stayId, papers }: Props) {
  const { t } = useText();
  const { can } = useUser();
  const dialog = useOpened();
  return (
    <section className={styles.statutory} aria-label={t('papers.statutory.title')}>
      <div className={styles.bar}>
        <h3 className="grow">
          {t('papers.statutory.title')} <span className="quiet">{papers.length}</span>
        </h3>
        {can.leadStay && (
          <Button onClick={() => dialog.open('statutory')}>{t('papers.statutory.file')}</Button>
        )}
      </div>
      {papers.length === 0 ? (
        <p className="quiet">{t('papers.statutory.none')}</p>
      ) : (
        <ul className={styles.list}>
          {[...papers]
            .sort((a, b) => b.seq - a.seq)
            .map((paper) => (
              <Row key={paper.seq} stayId={stayId} paper={paper} />
            ))}
        </ul>
      )}
      {dialog.name === 'statutory' && <StatutoryDialog stayId={stayId} onClose={dialog.close} />}
    </section>
  );
}

function Row({ stayId, paper }: { stayId: string; paper: StatutoryPaper }) {
  const { t, pick } = useText();
  const { can } = useUser();
  const opens = can.leadStay || can.review;
  return (
    <li>
      <Moment us={paper.issuedAtUs ?? paper.atUs} />
      <div className="row-wrap">
        <strong>{pick(paper.label, paper.labelEn)}</strong>
        {paper.sealed ? (
          <span className="quiet">{t('papers.statutory.sealed')}</span>
        ) : (
          <span className="mono">{paper.number}</span>
        )}
        {paper.issuedBy && <span>{paper.issuedBy}</span>}
        {paper.mediaType === undefined ? (
          <span className="quiet small">{t('papers.statutory.noScan')}</span>
        ) : opens ? (
          <a className="chip" href={statutoryUrl(stayId, paper.seq)} target="_blank" rel="noreferrer">
            {t('papers.statutory.scan')}
          </a>
        ) : (
          <span className="chip">{t('papers.statutory.scan')}</span>
        )}
        {paper.note && <span className="quiet small">{paper.note}</span>}
      </div>
      <span>
        {paper.byName} <span className="quiet mono">#{paper.seq}</span>
      </span>
    </li>
  );
}

// SPDX-License-Identifier: Apache-2.0
// What was printed of a stay, which pages are back signed, and their pictures.
import { Button } from 'antd';
import { useState } from 'react';
import { usePapers } from '../../api/queries';
import type { Paper } from '../../api/types';
import { Empty } from '../../components/empty';
import { Loadable } from '../../components/loadable';
import { Moment } from '../../components/moment';
import { ToneMark } from '../../components/tone';
import { printUrl } from '../../hooks/use-print';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import { pageRanges } from '../../papers/pages';
import { useUser } from '../../session';
import styles from './papers.module.css';
import { PenButton, PenSignings } from './pen-signings';
import { ReturnButton } from './return-button';
import { StatutorySection } from './statutory-section';

const shownFirst = 8;
const scansFirst = 6;

export function scanUrl(stayId: string, seq: number): string {
  return `/api/v1/stays/${stayId}/scans?seq=${seq}`;
}

export function PapersPanel({ stayId }: { stayId: string }) {
  const papers = usePapers(stayId);
  return (
    <Loadable query={papers}>
      {({ items, statutory }) => (
        <>
          <Papers stayId={stayId} papers={items} />
          <StatutorySection stayId={stayId} papers={statutory} />
        </>
      )}
    </Loadable>
  );
}

interface Props {
  stayId: string;
  papers: readonly Paper[];
}

function Papers({ stayId, papers }: Props) {
  const { t } = useText();
  const { can } = useUser();
  const [all, setAll] = useState(false);
  if (papers.length === 0)
    return (
      <Empty
        title={t('papers.none')}
        hint={can.leadStay ? t('papers.noneHint') : undefined}
        action={<ReturnButton stayId={stayId} />}
      />
    );
  const folded = !all && papers.length > shownFirst + 1;
  const lacking = papers.filter((one) => one.missing.length > 0).length;
  return (
    <>
      <div className={styles.bar}>
        <span className="grow">
          {lacking > 0 ? (
            <ToneMark tone="soon">{t('papers.lacking', { count: lacking })}</ToneMark>
          ) : (
            <span className="quiet">{t('papers.count', { count: papers.length })}</span>
          )}
        </span>
        <ReturnButton stayId={stayId} primary />
      </div>
      <ul className={styles.list}>
        {(folded ? papers.slice(0, shownFirst) : papers).map((paper) => (
          <PaperRow key={paper.printSeq} stayId={stayId} paper={paper} />
        ))}
      </ul>
      {folded && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('papers.showAll', { count: papers.length })}
        </Button>
      )}
    </>
  );
}

function PaperRow({ stayId, paper }: { stayId: string; paper: Paper }) {
  const { t, pick } = useText();
  const { can } = useUser();
  const label = pick(paper.label, paper.labelEn);
  // Who leads the stay opens its forms; transcripts are listed only for those who may read them.
  const opens = paper.form === 'transcript' || can.leadStay;
  return (
    <li>
      <Moment us={paper.atUs} seconds />
      <div className="row-wrap">
        {opens ? (
          <a
            href={printUrl(stayId, paper.printSeq)}
            target="_blank"
            rel="noreferrer"
            title={t('papers.openPrint')}
          >
            <strong>{label}</strong>
          </a>
        ) : (
          <strong>{label}</strong>
        )}
        {paper.version !== undefined && (
          <span className="chip">{t('transcript.locked.version', { version: paper.version })}</span>
        )}
        {paper.copy > 1 && <span className="chip">{t('papers.copy', { copy: paper.copy })}</span>}
        <Back paper={paper} />
        {can.leadStay && <PenButton stayId={stayId} paper={paper} />}
      </div>
      <span>
        {paper.byName} <span className="quiet mono">#{paper.printSeq}</span>
      </span>
      <PenSignings stayId={stayId} paper={paper} />
      {paper.scans.length > 0 && <Scans stayId={stayId} paper={paper} />}
    </li>
  );
}

function Back({ paper }: { paper: Paper }) {
  const { t } = useText();
  const { pages, missing } = paper;
  if (pages === 0) return <ToneMark tone="quiet">{t('papers.notKnown')}</ToneMark>;
  if (missing.length === 0) return <ToneMark tone="ok">{t('papers.complete', { count: pages })}</ToneMark>;
  return (
    <ToneMark tone="soon">
      {missing.length === pages
        ? t('papers.missingAll', { count: pages })
        : t('papers.missing', { count: pages, list: pageRanges(missing, t('papers.comma')) })}
    </ToneMark>
  );
}

function Scans({ stayId, paper }: { stayId: string; paper: Paper }) {
  const { t } = useText();
  const { can } = useUser();
  const [all, setAll] = useState(false);
  const opens = can.leadStay || can.question || can.review || can.reviewLegality;
  const scans = [...paper.scans].sort((a, b) => a.page - b.page || a.seq - b.seq);
  const folded = !all && scans.length > scansFirst + 1;
  return (
    <div className={styles.scans}>
      <span className="quiet">{t('papers.scansBack')}</span>
      {(folded ? scans.slice(0, scansFirst) : scans).map((scan) => {
        const words = t(scan.signed ? 'papers.page' : 'papers.pageUnsigned', { page: scan.page });
        const when = t('papers.scanBy', { name: scan.byName, time: beijing(scan.atUs) });
        return opens ? (
          <a
            key={scan.seq}
            className={scan.signed ? 'chip' : 'chip chip-soon'}
            href={scanUrl(stayId, scan.seq)}
            target="_blank"
            rel="noreferrer"
            title={when}
          >
            {words}
          </a>
        ) : (
          <span key={scan.seq} className={scan.signed ? 'chip' : 'chip chip-soon'} title={when}>
            {words}
          </span>
        );
      })}
      {folded && (
        <Button size="small" type="link" onClick={() => setAll(true)}>
          {t('papers.allScans', { count: scans.length })}
        </Button>
      )}
    </div>
  );
}

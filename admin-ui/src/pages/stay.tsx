// SPDX-License-Identifier: Apache-2.0
// One stay: its timeline with the state of its chain, its findings and questionings, and the clocks that explain themselves.
import { Button, Modal, Tabs } from 'antd';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { usePapers, useStay } from '../api/queries';
import type { StayDetail } from '../api/types';
import { ClockBadge, ClockExplained } from '../components/clock-badge';
import { Empty } from '../components/empty';
import { FindingMark } from '../components/finding-mark';
import { Loadable } from '../components/loadable';
import { Moment } from '../components/moment';
import { ToneMark } from '../components/tone';
import { useOpened } from '../hooks/use-opened';
import { useText } from '../i18n';
import { useUser } from '../session';
import { DoneActs } from '../views/acts/done-acts';
import { StayAttention } from '../views/acts/stay-attention';
import { StayDialogs } from '../views/acts/stay-dialogs';
import { StayApprovals, StayBases } from '../views/acts/stay-panels';
import { StayAxis } from '../views/axis/stay-axis';
import { ExportDialog } from '../views/exports/export-dialog';
import { ExportsPanel } from '../views/exports/exports-panel';
import { useMayExport } from '../views/exports/use-may-export';
import { InjuriesPanel } from '../views/injuries/injuries-panel';
import { PapersPanel } from '../views/papers/papers-panel';
import { isSealed, SealedStay } from '../views/sealed-stay';
import { StayFacts } from '../views/stay-facts';
import { StayHead } from '../views/stay-head';
import { ExtendStep } from '../views/steps/extend';
import { TimelineView } from '../views/timeline-view';
import styles from './stay.module.css';

export function StayPage() {
  const { id = '' } = useParams();
  const stay = useStay(id);
  return (
    <div className="page">
      {isSealed(stay.error) ? (
        <SealedStay key={id} stayId={id} />
      ) : (
        <Loadable query={stay}>{(detail) => <StayView detail={detail} />}</Loadable>
      )}
    </div>
  );
}

function StayView({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const [search, setSearch] = useSearchParams();
  const tab = search.get('tab') ?? 'timeline';
  const papers = usePapers(detail.tile.stayId);
  const mayExport = useMayExport(detail.tile.stayId);
  const count = (n: number) => (n > 0 ? ` ${n}` : '');
  return (
    <>
      <StayHead detail={detail} active="timeline" />
      <StayAttention detail={detail} />
      <StayDialogs detail={detail} />
      {mayExport && <StayExportDialog detail={detail} />}
      <div className={styles.layout}>
        <section className={`panel ${styles.main}`}>
          <Tabs
            activeKey={tab}
            onChange={(key) => setSearch(key === 'timeline' ? {} : { tab: key }, { replace: true })}
            items={[
              {
                key: 'timeline',
                label: t('stay.page.timeline'),
                children: (
                  <>
                    <StayAxis detail={detail} />
                    <TimelineView detail={detail} />
                  </>
                ),
              },
              {
                key: 'records',
                label: `${t('acts.more')}${count(detail.acts?.length ?? 0)}`,
                children: <DoneActs acts={detail.acts ?? []} />,
              },
              {
                key: 'papers',
                label: `${t('papers.name')}${count((papers.data?.items.length ?? 0) + (papers.data?.statutory.length ?? 0))}`,
                children: <PapersPanel stayId={detail.tile.stayId} />,
              },
              {
                key: 'injuries',
                label: `${t('stay.injuries.title')}${count(detail.injuries?.length ?? 0)}`,
                children: <InjuriesPanel maps={detail.injuries ?? []} />,
              },
              {
                key: 'findings',
                label: `${t('stay.page.findings')}${count(detail.findings.length)}`,
                children: <StayFindings detail={detail} />,
              },
              {
                key: 'questionings',
                label: `${t('stay.page.questionings')}${count(detail.questionings.length)}`,
                children: <StayQuestionings detail={detail} />,
              },
              ...(mayExport
                ? [
                    {
                      key: 'exports',
                      label: t('exports.title'),
                      children: <ExportsPanel detail={detail} />,
                    },
                  ]
                : []),
            ]}
          />
        </section>
        <div className="stack">
          <Clocks detail={detail} />
          <StayApprovals detail={detail} />
          <StayBases detail={detail} />
          <StayFacts detail={detail} />
        </div>
      </div>
    </>
  );
}

/** The address bar names it, and the questioning that is meant. */
function StayExportDialog({ detail }: { detail: StayDetail }) {
  const { name, about, close } = useOpened();
  return name === 'export' ? <ExportDialog detail={detail} about={about} onClose={close} /> : null;
}

function Clocks({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const { can } = useUser();
  const [extending, setExtending] = useState(false);
  const running = detail.clocks.some((clock) => clock.state !== 'ended');
  return (
    <section className="panel">
      <header>
        <h3 className="grow">{t('stay.page.clocks')}</h3>
        {running && (can.approveExtension || can.leadStay) && (
          <Button size="small" onClick={() => setExtending(true)}>
            {t('stay.page.extend')}
          </Button>
        )}
      </header>
      {detail.clocks.length === 0 && <p className="quiet">{t('board.free')}</p>}
      <div className="stack">
        {detail.clocks.map((clock) => (
          <div key={`${clock.rule}${clock.basis}${clock.startedAtUs}`} className="stack-tight">
            <span className="quiet small">
              {clock.total ? t('stay.page.wholeStay') : clock.basis && t(`domain.basis.${clock.basis}`)}
            </span>
            <ClockBadge clock={clock} seconds />
            <ClockExplained clock={clock} />
          </div>
        ))}
      </div>
      <Modal
        open={extending}
        title={t('stay.extend.title')}
        footer={null}
        width={760}
        destroyOnHidden
        onCancel={() => setExtending(false)}
      >
        <ExtendStep
          detail={detail}
          notices={detail.steps.find((state) => state.step === 'extend')?.notices ?? []}
          onDone={() => setExtending(false)}
        />
      </Modal>
    </section>
  );
}

function StayFindings({ detail }: { detail: StayDetail }) {
  const { t, pick } = useText();
  const { can } = useUser();
  if (detail.findings.length === 0) return <Empty title={t('stay.page.noFindings')} />;
  return (
    <ul className={styles.list}>
      {detail.findings.map((finding) => (
        <li key={finding.id}>
          {can.seePlayback ? (
            <Link
              className={styles.at}
              to={`/playback?stay=${detail.tile.stayId}&at=${Math.round(finding.atUs)}`}
              title={t('playback.open')}
            >
              <Moment us={finding.atUs} seconds />
            </Link>
          ) : (
            <Moment us={finding.atUs} seconds className={styles.at} />
          )}
          <span className="grow">
            {can.review ? (
              <Link to={`/reviews/${finding.id}`}>{pick(finding.title, finding.titleEn)}</Link>
            ) : (
              pick(finding.title, finding.titleEn)
            )}{' '}
            <span className="quiet small">{finding.rule}</span>
          </span>
          {finding.provisional && <span className="chip">{t('stay.page.provisional')}</span>}
          <FindingMark status={finding.status} />
        </li>
      ))}
    </ul>
  );
}

function StayQuestionings({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  if (detail.questionings.length === 0) return <Empty title={t('stay.page.noQuestionings')} />;
  return (
    <ul className={styles.list}>
      {detail.questionings.map((questioning) => (
        <li key={questioning.id}>
          <span className="nowrap">
            <Moment us={questioning.startedAtUs} />
            {questioning.endedAtUs !== undefined && (
              <>
                {' – '}
                <Moment us={questioning.endedAtUs} />
              </>
            )}
          </span>
          <Link className="grow" to={`/questionings/${questioning.id}`}>
            {t('stay.page.ordinal', {
              count: questioning.ordinal,
              kind: t(`domain.questioningKind.${questioning.kind}`),
            })}
          </Link>
          <span className="quiet">{questioning.room.name}</span>
          {questioning.openFindings > 0 && (
            <ToneMark tone="soon" shape="⚑">
              {t('board.findings', { count: questioning.openFindings })}
            </ToneMark>
          )}
          <span className={questioning.state === 'running' ? 'chip chip-accent' : 'chip'}>
            {t(`domain.questioningState.${questioning.state}`)}
          </span>
        </li>
      ))}
    </ul>
  );
}

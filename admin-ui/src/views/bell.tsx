// SPDX-License-Identifier: Apache-2.0
// The bell: how many things wait for this user's deciding, and which; silent, and as live as the pages are.
import { BellOutlined } from '@ant-design/icons';
import { Popover } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useApprovals, useBoard, useFindings } from '../api/queries';
import { Empty } from '../components/empty';
import { ErrorNote } from '../components/error-note';
import { Moment } from '../components/moment';
import { ToneMark } from '../components/tone';
import { useEscape } from '../hooks/use-escape';
import { useText } from '../i18n';
import { useNowUs } from '../lib/now';
import { beijingShort, duration } from '../lib/time';
import { useUser } from '../session';
import { useApprovalTitle } from './acts/stay-panels';
import styles from './bell.module.css';
import { useHealthTrouble } from './observations/health-trouble';
import { type Waiting, waitingOf } from './waiting';

/** The hints tell what moves; this is only for what a lost hint would have told. */
const readAgainMs = 60_000;

function useWaiting() {
  const { can } = useUser();
  const nowUs = useNowUs();
  const decides = can.approveExtension || can.reviewLegality;
  const answers = can.seeBoard && (can.leadStay || can.care);
  const approvals = useApprovals('open', decides);
  const findings = useFindings({ status: 'to_review' }, can.review);
  const board = useBoard(answers, readAgainMs);
  const health = useHealthTrouble();
  const queries = [
    ...(decides ? [approvals] : []),
    ...(can.review ? [findings] : []),
    ...(answers ? [board] : []),
    ...(health.enabled ? [health.query] : []),
  ];
  const read = findings.data?.pages.flatMap((page) => page.items) ?? [];
  const items = waitingOf(
    {
      approvals: approvals.data?.items ?? [],
      findings: read,
      tiles: (answers && board.data?.tiles) || [],
      trouble: health.trouble,
    },
    nowUs,
  );
  const unread = Math.max(0, (findings.data?.pages[0]?.total ?? 0) - read.length);
  return {
    any: queries.length > 0,
    items,
    unread,
    count: items.length + unread,
    loading: queries.some((query) => query.data === undefined && !query.isError),
    error: queries.find((query) => query.isError)?.error,
    retry: () => {
      for (const query of queries) void query.refetch();
    },
  };
}

type WaitingList = ReturnType<typeof useWaiting>;

export function Bell() {
  const { t } = useText();
  const waiting = useWaiting();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (!waiting.any) return null;
  const leave = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      // On a narrow screen it moves aside instead of leaving it.
      align={{ overflow: { shiftX: true, adjustY: true } }}
      destroyOnHidden
      content={<List waiting={waiting} onLeave={leave} onFollow={() => setOpen(false)} />}
    >
      <button
        ref={button}
        type="button"
        className={styles.bell}
        aria-expanded={open}
        aria-haspopup="dialog"
        aria-label={t('bell.label', { count: waiting.count })}
        title={t('bell.title')}
      >
        <BellOutlined aria-hidden="true" />
        {waiting.count > 0 && (
          <span className={styles.count}>{waiting.count > 99 ? '99+' : waiting.count}</span>
        )}
      </button>
    </Popover>
  );
}

interface ListProps {
  waiting: WaitingList;
  onLeave: () => void;
  onFollow: () => void;
}

function List({ waiting, onLeave, onFollow }: ListProps) {
  const { t } = useText();
  const { items, unread, loading, error } = waiting;
  const area = useRef<HTMLElement>(null);
  useEscape(onLeave);
  useEffect(() => {
    (area.current?.querySelector('a') ?? area.current)?.focus();
  }, []);
  return (
    <section ref={area} tabIndex={-1} className={styles.list} aria-label={t('bell.title')}>
      <h2>{t('bell.title')}</h2>
      {error !== undefined && <ErrorNote error={error} read retry={waiting.retry} />}
      {loading && error === undefined && <p className="quiet">{t('act.loading')}</p>}
      {!loading && error === undefined && items.length === 0 && (
        <Empty title={t('bell.none')} hint={t('bell.noneHint')} />
      )}
      <ul>
        {items.map((item) => (
          <li key={item.key}>
            <Link to={item.to} onClick={onFollow}>
              <Item item={item} />
            </Link>
          </li>
        ))}
      </ul>
      {unread > 0 && (
        <Link to="/reviews" onClick={onFollow}>
          {t('bell.moreFindings', { count: unread })}
        </Link>
      )}
    </section>
  );
}

function Item({ item }: { item: Waiting }) {
  const { t, pick } = useText();
  const title = useApprovalTitle();
  return (
    <>
      <span className={styles.head}>
        <strong className="grow">
          {item.kind === 'approval'
            ? title(item.approval)
            : item.kind === 'trouble'
              ? t('observations.trouble.title', { count: item.cameras })
              : pick(item.label, item.labelEn)}
        </strong>
        <When item={item} />
      </span>
      <span className="quiet small">
        {t(`bell.kind.${item.kind}`)}
        {item.number && ` · ${item.number}`} {item.name}
      </span>
    </>
  );
}

function When({ item }: { item: Waiting }) {
  const { t } = useText();
  const nowUs = useNowUs();
  if (item.dueUs === undefined)
    return (
      <span className="quiet small nowrap">
        {t('bell.since')} <Moment us={item.sinceUs} />
      </span>
    );
  const late = item.dueUs <= nowUs;
  return (
    <ToneMark tone={item.tone}>
      {late
        ? `${t('shape.over')} ${duration(nowUs - item.dueUs)}`
        : t('approvals.needed', { time: beijingShort(item.dueUs, nowUs) })}
    </ToneMark>
  );
}

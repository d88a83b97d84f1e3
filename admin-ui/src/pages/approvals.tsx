// SPDX-License-Identifier: Apache-2.0
// What waits for a decision, urgent first and by need; and what was decided. Made for a hand as well as for the desk.
import { Segmented } from 'antd';
import { type ApprovalState, useApprovals } from '../api/queries';
import type { Approval } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { oneOf, useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { ApprovalCard } from '../views/approval-card';
import { groupApprovals } from '../views/approvals-order';
import styles from './approvals.module.css';

export function ApprovalsPage() {
  const { t } = useText();
  const filter = useFilter();
  const state = oneOf<ApprovalState>(filter.get('state'), ['open', 'decided']);
  const approvals = useApprovals(state);
  const items = approvals.data?.items;
  return (
    <div className={`page ${styles.page}`}>
      <div className="page-head">
        <h1>{t('approvals.title')}</h1>
        {items && <span className="quiet">{t('list.count', { count: items.length })}</span>}
        <span className="grow" />
        <Segmented<ApprovalState>
          value={state}
          onChange={(value) => filter.set('state', value === 'open' ? '' : value)}
          options={(['open', 'decided'] as const).map((value) => ({ value, label: t(`approvals.${value}`) }))}
        />
      </div>
      <Loadable query={approvals}>
        {(list) => (state === 'open' ? <Open items={list.items} /> : <Decided items={list.items} />)}
      </Loadable>
    </div>
  );
}

function Open({ items }: { items: readonly Approval[] }) {
  const { t } = useText();
  const { urgent, queue, others } = groupApprovals(items);
  return (
    <>
      {urgent.length + queue.length === 0 && (
        <div className="panel">
          <Empty title={t('approvals.none')} hint={t('approvals.noneHint')} />
        </div>
      )}
      <Group title={t('approvals.urgent')} items={urgent} />
      <Group title={t('approvals.queue')} items={queue} />
      <Group title={t('approvals.others')} items={others} />
    </>
  );
}

function Group({ title, items }: { title: string; items: readonly Approval[] }) {
  if (items.length === 0) return null;
  return (
    <section className={styles.group}>
      <h2>
        {title} <span className="quiet">{items.length}</span>
      </h2>
      <Cards items={items} />
    </section>
  );
}

function Cards({ items }: { items: readonly Approval[] }) {
  return (
    <ul className={styles.cards}>
      {items.map((approval) => (
        <li key={approval.id}>
          <ApprovalCard approval={approval} />
        </li>
      ))}
    </ul>
  );
}

function Decided({ items }: { items: readonly Approval[] }) {
  const { t } = useText();
  if (items.length === 0)
    return (
      <div className="panel">
        <Empty title={t('approvals.noneDecided')} />
      </div>
    );
  return <Cards items={items} />;
}

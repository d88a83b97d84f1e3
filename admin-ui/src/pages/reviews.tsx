// SPDX-License-Identifier: Apache-2.0
// The review queue: oldest first, one press to start.
import { Button, Segmented } from 'antd';
import { useCallback } from 'react';
import { Link, useNavigate } from 'react-router';
import { useFindings } from '../api/queries';
import type { Finding } from '../api/types';
import { type Column, DataTable } from '../components/data-table';
import { FindingMark } from '../components/finding-mark';
import { Moment } from '../components/moment';
import { SearchBox } from '../components/search-box';
import { ToneMark } from '../components/tone';
import { oneOf, useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { beijing } from '../lib/time';

const statuses = ['to_review', 'reviewed', 'cured', 'all'] as const;

export function ReviewsPage() {
  const { t } = useText();
  const filter = useFilter();
  const { set } = filter;
  const navigate = useNavigate();
  const status = oneOf(filter.get('status'), [...statuses]);
  const rule = filter.get('rule');
  const findings = useFindings({ status, rule: rule || undefined });
  const rows = findings.data?.pages.flatMap((page) => page.items);
  const first = status === 'to_review' ? rows?.[0] : undefined;
  const onRule = useCallback((text: string) => set('rule', text.toUpperCase()), [set]);
  return (
    <DataTable<Finding>
      name="findings"
      title={t('review.title')}
      rows={rows}
      total={findings.data?.pages[0]?.total}
      rowKey={(finding) => finding.id}
      columns={useColumns()}
      query={findings}
      onRow={(finding) => void navigate(`/reviews/${finding.id}`)}
      more={{
        has: findings.hasNextPage,
        load: () => void findings.fetchNextPage(),
        loading: findings.isFetchingNextPage,
      }}
      filters={
        <>
          <Segmented
            value={status}
            onChange={(value) => set('status', value === 'to_review' ? '' : value)}
            options={statuses.map((value) => ({ value, label: t(`review.filter.${value}`) }))}
          />
          <SearchBox value={rule} onSearch={onRule} placeholder={t('review.rule')} width={130} />
        </>
      }
      action={
        <Button
          type="primary"
          disabled={!first}
          onClick={() => first && void navigate(`/reviews/${first.id}`)}
        >
          {t('review.start')}
        </Button>
      }
      empty={
        status === 'to_review' && !rule
          ? { title: t('review.empty'), hint: t('review.emptyHint') }
          : { title: t('list.none'), hint: t('list.noneHint') }
      }
    />
  );
}

function useColumns(): Column<Finding>[] {
  const { t, pick } = useText();
  return [
    {
      key: 'finding',
      title: t('review.finding'),
      render: (_, finding) => (
        <>
          <Link to={`/reviews/${finding.id}`}>
            <strong>{pick(finding.title, finding.titleEn)}</strong>
          </Link>{' '}
          <span className="quiet small">{finding.rule}</span>
        </>
      ),
      text: (finding) => `${finding.rule} ${pick(finding.title, finding.titleEn)}`,
    },
    {
      key: 'severity',
      title: t('adminPages.rules.severity'),
      render: (_, finding) => (
        <ToneMark
          tone={finding.severity === 'violation' ? 'over' : finding.severity === 'warning' ? 'soon' : 'quiet'}
        >
          {t(`domain.severity.${finding.severity}`)}
        </ToneMark>
      ),
      text: (finding) => t(`domain.severity.${finding.severity}`),
    },
    {
      key: 'person',
      title: t('review.person'),
      render: (_, finding) =>
        finding.stayId ? (
          <Link to={`/stays/${finding.stayId}`}>{finding.stayNumber}</Link>
        ) : (
          <span className="quiet">{t('none')}</span>
        ),
      text: (finding) => finding.stayNumber ?? '',
    },
    {
      key: 'room',
      title: t('review.room'),
      render: (_, finding) => finding.room?.name,
      text: (finding) => finding.room?.name ?? '',
    },
    {
      key: 'at',
      title: t('review.at'),
      render: (_, finding) => <Moment us={finding.atUs} form="full" />,
      text: (finding) => beijing(finding.atUs),
    },
    {
      key: 'raised',
      title: t('review.raised'),
      render: (_, finding) => <Moment us={finding.raisedAtUs} />,
      text: (finding) => beijing(finding.raisedAtUs),
    },
    {
      key: 'status',
      title: t('review.status'),
      render: (_, finding) => (
        <span className="row">
          <FindingMark status={finding.status} />
          {finding.provisional && <span className="chip">{t('stay.page.provisional')}</span>}
        </span>
      ),
      text: (finding) => t(`domain.findingStatus.${finding.status}`),
    },
  ];
}

// SPDX-License-Identifier: Apache-2.0
// Questionings, running ones first.
import { Segmented } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useQuestionings } from '../api/queries';
import type { QuestioningSummary } from '../api/types';
import { type Column, DataTable } from '../components/data-table';
import { Moment } from '../components/moment';
import { ToneMark } from '../components/tone';
import { oneOf, useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { serverNowUs, useNowUs } from '../lib/now';
import { beijing, duration } from '../lib/time';
import { MyPeople } from '../views/my-people';

export function QuestioningsPage() {
  const { t } = useText();
  const filter = useFilter();
  const navigate = useNavigate();
  const shown = oneOf(filter.get('show'), ['open', 'all']);
  const questionings = useQuestionings(shown === 'open' ? true : undefined);
  return (
    <DataTable<QuestioningSummary>
      name="questionings"
      title={t('questioning.title')}
      rows={questionings.data?.items}
      rowKey={(item) => item.id}
      columns={useColumns()}
      query={questionings}
      note={<MyPeople />}
      onRow={(item) => void navigate(`/questionings/${item.id}`)}
      filters={
        <Segmented
          value={shown}
          onChange={(value) => filter.set('show', value === 'open' ? '' : value)}
          options={(['open', 'all'] as const).map((value) => ({
            value,
            label: t(`questioning.filter.${value}`),
          }))}
        />
      }
      empty={
        shown === 'open'
          ? { title: t('questioning.none'), hint: t('questioning.noneHint') }
          : { title: t('questioning.noneAll'), hint: t('questioning.noneHint') }
      }
    />
  );
}

function useColumns(): Column<QuestioningSummary>[] {
  const { t } = useText();
  const ordinal = (item: QuestioningSummary) =>
    t('stay.page.ordinal', { count: item.ordinal, kind: t(`domain.questioningKind.${item.kind}`) });
  return [
    {
      key: 'person',
      title: t('questioning.person'),
      render: (_, item) => (
        <>
          <Link to={`/stays/${item.stayId}`}>{item.stayNumber}</Link>{' '}
          {item.damaged ? t('damaged') : item.displayName}
        </>
      ),
      text: (item) => `${item.stayNumber} ${item.damaged ? t('damaged') : (item.displayName ?? '')}`,
    },
    {
      key: 'title',
      title: t('questioning.title'),
      render: (_, item) => (
        <Link to={`/questionings/${item.id}`}>
          <strong>{ordinal(item)}</strong>
        </Link>
      ),
      text: ordinal,
    },
    {
      key: 'room',
      title: t('questioning.room'),
      render: (_, item) => item.room.name,
      text: (item) => item.room.name,
    },
    {
      key: 'started',
      title: t('questioning.started'),
      render: (_, item) => <Moment us={item.startedAtUs} form="full" />,
      text: (item) => beijing(item.startedAtUs),
    },
    {
      key: 'lasted',
      title: t('questioning.lasted'),
      render: (_, item) => <Length item={item} />,
      text: (item) => lengthOf(item, serverNowUs()),
    },
    {
      key: 'state',
      title: t('questioning.state'),
      render: (_, item) => (
        <span className={item.state === 'running' ? 'chip chip-accent' : 'chip'}>
          {t(`domain.questioningState.${item.state}`)}
        </span>
      ),
      text: (item) => t(`domain.questioningState.${item.state}`),
    },
    {
      key: 'findings',
      title: t('questioning.findings'),
      align: 'right',
      render: (_, item) =>
        item.openFindings > 0 ? (
          <ToneMark tone="soon" shape="⚑">
            {item.openFindings}
          </ToneMark>
        ) : (
          <span className="quiet">0</span>
        ),
      text: (item) => String(item.openFindings),
    },
  ];
}

const lengthOf = (item: QuestioningSummary, nowUs: number) =>
  duration((item.endedAtUs ?? nowUs) - item.startedAtUs, true);

function Length({ item }: { item: QuestioningSummary }) {
  const nowUs = useNowUs();
  return <>{lengthOf(item, nowUs)}</>;
}

// SPDX-License-Identifier: Apache-2.0
// All stays, newest first.
import { Segmented } from 'antd';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { useStays } from '../api/queries';
import type { Tile } from '../api/types';
import { ClockMark, useClockWords } from '../components/clock-badge';
import { type Column, DataTable } from '../components/data-table';
import { Moment } from '../components/moment';
import { SearchBox } from '../components/search-box';
import { ToneMark } from '../components/tone';
import { oneOf, useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { viewClock } from '../lib/clock';
import { serverNowUs, useNowUs } from '../lib/now';
import { beijing } from '../lib/time';
import { PersonName } from '../views/person-tile';

const states = ['all', 'open', 'closed'] as const;

export function HistoryPage() {
  const { t } = useText();
  const filter = useFilter();
  const { set } = filter;
  const state = oneOf(filter.get('state'), [...states]);
  const q = filter.get('q');
  const stays = useStays({ state, q });
  const rows = stays.data?.pages.flatMap((page) => page.items);
  const columns = useStayColumns();
  const onSearch = useCallback((text: string) => set('q', text), [set]);
  return (
    <DataTable<Tile>
      name="stays"
      title={t('adminPages.history.title')}
      rows={rows}
      total={stays.data?.pages[0]?.total}
      rowKey={(tile) => tile.stayId}
      columns={columns}
      query={stays}
      more={{
        has: stays.hasNextPage,
        load: () => void stays.fetchNextPage(),
        loading: stays.isFetchingNextPage,
      }}
      filters={
        <>
          <Segmented
            value={state}
            onChange={(value) => set('state', value === 'all' ? '' : value)}
            options={states.map((value) => ({ value, label: t(`adminPages.history.state.${value}`) }))}
          />
          <SearchBox value={q} onSearch={onSearch} placeholder={t('adminPages.history.search')} />
        </>
      }
      empty={
        state === 'all' && !q
          ? { title: t('adminPages.history.none') }
          : { title: t('list.none'), hint: t('list.noneHint') }
      }
    />
  );
}

function useStayColumns(): Column<Tile>[] {
  const { t } = useText();
  const clockWords = useClockWords();
  return [
    {
      key: 'number',
      title: t('number'),
      render: (_, tile) => <Link to={`/stays/${tile.stayId}`}>{tile.number}</Link>,
      text: (tile) => tile.number,
    },
    {
      key: 'person',
      title: t('adminPages.history.person'),
      render: (_, tile) => <PersonName tile={tile} />,
      text: (tile) => (tile.damaged ? t('damaged') : tile.sealed ? t('sealed.name') : tile.displayName),
    },
    {
      key: 'case',
      title: t('adminPages.history.case'),
      render: (_, tile) => (
        <>
          {tile.caseName} <span className="quiet small">{tile.caseNumber}</span>
        </>
      ),
      text: (tile) => `${tile.caseNumber} ${tile.caseName}`,
    },
    {
      key: 'unit',
      title: t('adminPages.history.unit'),
      render: (_, tile) => tile.unit.name,
      text: (tile) => tile.unit.name,
    },
    {
      key: 'arrived',
      title: t('adminPages.history.arrived'),
      render: (_, tile) => <Moment us={tile.arrivedAtUs} form="full" />,
      text: (tile) => beijing(tile.arrivedAtUs),
    },
    {
      key: 'state',
      title: t('adminPages.history.state_'),
      render: (_, tile) => <span className="chip">{t(`domain.state.${tile.state}`)}</span>,
      text: (tile) => t(`domain.state.${tile.state}`),
    },
    {
      key: 'clock',
      title: t('adminPages.history.clock'),
      render: (_, tile) => <ClockCell tile={tile} />,
      text: (tile) =>
        tile.damaged
          ? t('clockUnknown')
          : tile.sealed
            ? ''
            : tile.clock
              ? clockWords(viewClock(tile.clock, serverNowUs()))
              : t('noClock'),
    },
    {
      key: 'findings',
      title: t('adminPages.history.findings'),
      align: 'right',
      render: (_, tile) =>
        tile.openFindings > 0 ? (
          <ToneMark tone="soon" shape="⚑">
            {tile.openFindings}
          </ToneMark>
        ) : (
          <span className="quiet">0</span>
        ),
      text: (tile) => String(tile.openFindings),
    },
  ];
}

function ClockCell({ tile }: { tile: Tile }) {
  const { t } = useText();
  const nowUs = useNowUs();
  if (tile.damaged) return <ToneMark tone="over">{t('clockUnknown')}</ToneMark>;
  if (tile.sealed) return null;
  if (!tile.clock) return <span className="quiet">{t('noClock')}</span>;
  return <ClockMark view={viewClock(tile.clock, nowUs)} />;
}

// SPDX-License-Identifier: Apache-2.0
// Who did or saw what, when, and for which reason; views of video included.
import { Button } from 'antd';
import { useCallback } from 'react';
import { type AuditFilter, useAudit } from '../api/queries';
import type { AuditEntry } from '../api/types';
import { type Column, DataTable } from '../components/data-table';
import { Moment } from '../components/moment';
import { StaffPicker } from '../components/pickers';
import { SearchBox } from '../components/search-box';
import { ToneMark } from '../components/tone';
import { useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { beijing } from '../lib/time';

export function AuditPage() {
  const { t } = useText();
  const filter = useFilter();
  const { get, set } = filter;
  const wanted: AuditFilter = {
    actor: get('actor') || undefined,
    action: get('action') || undefined,
    object: get('object') || undefined,
  };
  const audit = useAudit(wanted);
  const rows = audit.data?.pages.flatMap((page) => page.items);
  const onAction = useCallback((text: string) => set('action', text), [set]);
  return (
    <DataTable<AuditEntry>
      title={t('adminPages.audit.title')}
      rows={rows}
      rowKey={(entry) => entry.id}
      columns={useColumns((id) => set('object', id))}
      query={audit}
      more={{
        has: audit.hasNextPage,
        load: () => void audit.fetchNextPage(),
        loading: audit.isFetchingNextPage,
      }}
      filters={
        <>
          {wanted.object && (
            <Button onClick={() => set('object', '')}>
              {t('adminPages.audit.object')} {rows?.[0]?.objectName ?? wanted.object.slice(0, 8)} ✕
            </Button>
          )}
          <StaffPicker
            allowClear
            value={wanted.actor}
            onChange={(value) => set('actor', typeof value === 'string' ? value : '')}
            placeholder={t('adminPages.audit.byActor')}
            style={{ width: 200 }}
          />
          <SearchBox
            value={get('action')}
            onSearch={onAction}
            placeholder={t('adminPages.audit.byAction')}
            width={240}
          />
        </>
      }
      empty={{ title: t('list.none'), hint: t('list.noneHint') }}
    />
  );
}

function useColumns(onObject: (id: string) => void): Column<AuditEntry>[] {
  const { t, pick } = useText();
  return [
    {
      title: t('adminPages.audit.at'),
      render: (_, entry) => <Moment us={entry.atUs} form="full" />,
      text: (entry) => beijing(entry.atUs),
    },
    {
      title: t('adminPages.audit.actor'),
      render: (_, entry) => entry.actor.name,
      text: (entry) => entry.actor.name,
    },
    {
      title: t('adminPages.audit.action'),
      render: (_, entry) => (
        <>
          {pick(entry.label, entry.labelEn)} <span className="quiet mono">{entry.action}</span>
        </>
      ),
      text: (entry) => `${pick(entry.label, entry.labelEn)} ${entry.action}`,
    },
    {
      title: t('adminPages.audit.object'),
      render: (_, entry) =>
        entry.object ? (
          <Button
            type="link"
            size="small"
            style={{ padding: 0 }}
            onClick={() => onObject(entry.object ?? '')}
          >
            {entry.objectName ?? entry.object.slice(0, 8)}
          </Button>
        ) : null,
      text: (entry) => entry.objectName ?? entry.object ?? '',
    },
    {
      title: t('adminPages.audit.reason'),
      render: (_, entry) => entry.reason,
      text: (entry) => entry.reason ?? '',
    },
    {
      title: t('adminPages.audit.allowed'),
      render: (_, entry) => (
        <ToneMark tone={entry.allowed ? 'ok' : 'over'}>
          {t(entry.allowed ? 'adminPages.audit.yes' : 'adminPages.audit.no')}
        </ToneMark>
      ),
      text: (entry) => t(entry.allowed ? 'adminPages.audit.yes' : 'adminPages.audit.no'),
    },
    {
      title: t('adminPages.audit.peer'),
      render: (_, entry) => <span className="mono">{entry.peer}</span>,
      text: (entry) => entry.peer ?? '',
    },
  ];
}

// SPDX-License-Identifier: Apache-2.0
// Who did or saw what, when, and for which reason; views of video included.
import { Button, Select } from 'antd';
import { type AuditFilter, useAudit } from '../api/queries';
import type { AuditEntry } from '../api/types';
import { type Column, DataTable } from '../components/data-table';
import { Moment } from '../components/moment';
import { StaffPicker } from '../components/pickers';
import { ToneMark } from '../components/tone';
import { useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { beijing } from '../lib/time';
import { zh } from '../messages/zh';
import { exportProblem, isExportProblem } from '../views/exports/problem-words';

const actions = Object.keys(zh.adminPages.audit.actions) as (keyof typeof zh.adminPages.audit.actions)[];

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
  return (
    <DataTable<AuditEntry>
      name="audit"
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
              {t('adminPages.audit.object')} {rows?.[0] ? objectText(t, rows[0]) : wanted.object.slice(0, 8)}{' '}
              ✕
            </Button>
          )}
          <StaffPicker
            allowClear
            value={wanted.actor}
            onChange={(value) => set('actor', typeof value === 'string' ? value : '')}
            placeholder={t('adminPages.audit.byActor')}
            style={{ width: 200 }}
          />
          <Select
            allowClear
            showSearch
            optionFilterProp="label"
            value={wanted.action}
            onChange={(value) => set('action', value ?? '')}
            options={actions.map((value) => ({ value, label: t(`adminPages.audit.actions.${value}`) }))}
            placeholder={t('adminPages.audit.byAction')}
            aria-label={t('adminPages.audit.byAction')}
            style={{ width: 180 }}
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
      key: 'at',
      title: t('adminPages.audit.at'),
      render: (_, entry) => <Moment us={entry.atUs} form="full" />,
      text: (entry) => beijing(entry.atUs),
    },
    {
      key: 'actor',
      title: t('adminPages.audit.actor'),
      render: (_, entry) => entry.actor.name,
      text: (entry) => entry.actor.name,
    },
    {
      key: 'action',
      title: t('adminPages.audit.action'),
      render: (_, entry) => pick(entry.label, entry.labelEn),
      text: (entry) => `${pick(entry.label, entry.labelEn)} ${entry.action}`,
    },
    {
      key: 'object',
      title: t('adminPages.audit.object'),
      render: (_, entry) =>
        entry.object ? (
          <Button
            type="link"
            size="small"
            style={{ padding: 0 }}
            onClick={() => onObject(entry.object ?? '')}
          >
            {objectText(t, entry)}
          </Button>
        ) : null,
      text: (entry) => objectText(t, entry, entry.object),
    },
    {
      key: 'reason',
      title: t('adminPages.audit.reason'),
      render: (_, entry) => reasonAndNote(t, entry),
      text: (entry) => reasonAndNote(t, entry),
    },
    {
      key: 'note',
      title: t('adminPages.audit.note'),
      width: 280,
      render: (_, entry) => entry.note,
      text: (entry) => entry.note ?? '',
    },
    {
      key: 'allowed',
      title: t('adminPages.audit.allowed'),
      render: (_, entry) => (
        <ToneMark tone={entry.allowed ? 'ok' : 'over'}>
          {t(entry.allowed ? 'adminPages.audit.yes' : 'adminPages.audit.no')}
        </ToneMark>
      ),
      text: (entry) => t(entry.allowed ? 'adminPages.audit.yes' : 'adminPages.audit.no'),
    },
    {
      key: 'peer',
      title: t('adminPages.audit.peer'),
      render: (_, entry) => <span className="mono">{entry.peer}</span>,
      text: (entry) => entry.peer ?? '',
    },
  ];
}

/** What people wrote stands beside the code words. */
function reasonAndNote(t: ReturnType<typeof useText>['t'], entry: AuditEntry): string {
  return [keepingReason(t, entry) ?? reasonText(t, entry.reason), entry.note].filter(Boolean).join(' · ');
}

const objectKinds = { hold: /^hold_/, recipient: /^recipient_/, removal_order: /^removal_order_/ };

/** What has no name of its own is told by its kind and its id: on the page the beginning of it, whole where it is exported. */
export function objectText(
  t: ReturnType<typeof useText>['t'],
  { action, object = '', objectName }: AuditEntry,
  id = object.slice(0, 8),
): string {
  if (objectName || !object) return objectName ?? '';
  for (const kind of ['hold', 'recipient', 'removal_order'] as const)
    if (objectKinds[kind].test(action)) return t(`adminPages.audit.objects.${kind}`, { id });
  return id;
}

/** Orders carry their days, a removal the segment that went. */
export function keepingReason(t: ReturnType<typeof useText>['t'], entry: AuditEntry): string | undefined {
  const { action, reason } = entry;
  if (!reason) return undefined;
  if (objectKinds.removal_order.test(action)) return t('adminPages.audit.days', { count: Number(reason) });
  if (action === 'segment_removed') return t('adminPages.audit.objects.segment', { id: reason });
  return undefined;
}

const uses = ['live', 'playback', 'still'] as const;
const purposes = ['duty', 'questioning', 'review', 'camera_test', 'patrol'] as const;

/** A look at a camera carries its use and its purpose as code words; what people wrote is shown as it is. */
export function reasonText(t: ReturnType<typeof useText>['t'], reason: string | undefined): string {
  if (reason && isExportProblem(reason)) return exportProblem(t, reason);
  const [first = '', second] = (reason ?? '').split(':');
  const use = uses.find((one) => one === first);
  const purpose = purposes.find((one) => one === second);
  if (!use || (second !== undefined && !purpose)) return reason ?? '';
  const named = t(`adminPages.audit.uses.${use}`);
  return purpose ? `${named} · ${t(`adminPages.audit.purposes.${purpose}`)}` : named;
}

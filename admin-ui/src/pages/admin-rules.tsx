// SPDX-License-Identifier: Apache-2.0
// The rule catalogue: what each rule says, where it comes from, and whether it may refuse plans in this centre.
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useCallback, useState } from 'react';
import { call } from '../api/client';
import { useRules } from '../api/queries';
import type { Rule } from '../api/types';
import { type Column, DataTable } from '../components/data-table';
import { EditDialog } from '../components/edit-dialog';
import { Field } from '../components/field';
import { SearchBox } from '../components/search-box';
import { useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { useUser } from '../session';

export function RulesPage() {
  const { t, pick } = useText();
  const filter = useFilter();
  const { set } = filter;
  const rules = useRules();
  const [confirming, setConfirming] = useState<Rule>();
  const q = filter.get('q');
  const rows = rules.data?.items.filter((rule) =>
    `${rule.id} ${rule.title} ${rule.titleEn} ${rule.text}`.toLowerCase().includes(q.toLowerCase()),
  );
  const onSearch = useCallback((text: string) => set('q', text), [set]);
  return (
    <>
      <DataTable<Rule>
        name="rules"
        title={t('adminPages.rules.title')}
        rows={rows}
        total={rules.data?.items.length}
        rowKey={(rule) => rule.id}
        columns={useColumns(setConfirming, pick)}
        query={rules}
        note={<Alert type="info" message={t('adminPages.rules.explain')} style={{ marginBottom: 16 }} />}
        filters={<SearchBox value={q} onSearch={onSearch} placeholder={t('adminPages.rules.search')} />}
        empty={{ title: t('list.none'), hint: t('list.noneHint') }}
      />
      {confirming && <ConfirmDialog rule={confirming} onClose={() => setConfirming(undefined)} />}
    </>
  );
}

function useColumns(confirm: (rule: Rule) => void, pick: (zh: string, en: string) => string): Column<Rule>[] {
  const { t } = useText();
  const { can } = useUser();
  return [
    {
      key: 'rule',
      title: t('adminPages.rules.rule'),
      width: 480,
      render: (_, rule) => (
        <div style={{ whiteSpace: 'normal' }}>
          <strong>{rule.id}</strong> {pick(rule.title, rule.titleEn)}
          <div className="quiet">{pick(rule.text, rule.textEn)}</div>
        </div>
      ),
      text: (rule) => `${rule.id} ${pick(rule.title, rule.titleEn)} ${pick(rule.text, rule.textEn)}`,
    },
    {
      key: 'source',
      title: t('adminPages.rules.source'),
      width: 260,
      render: (_, rule) => (
        <div style={{ whiteSpace: 'normal' }}>
          {pick(rule.source, rule.sourceEn)}
          {!rule.sourceFound && (
            <div>
              <span className="chip chip-soon">{t('adminPages.rules.notFound')}</span>
            </div>
          )}
        </div>
      ),
      text: (rule) => pick(rule.source, rule.sourceEn),
    },
    {
      key: 'severity',
      title: t('adminPages.rules.severity'),
      render: (_, rule) => t(`domain.severity.${rule.severity}`),
      text: (rule) => t(`domain.severity.${rule.severity}`),
    },
    {
      key: 'effect',
      title: t('adminPages.rules.effect'),
      render: (_, rule) => (
        <>
          {t(`adminPages.rules.${effectOf(rule)}`)}
          {!rule.sourceFound && rule.confirmed && (
            <div className="quiet small">{t('adminPages.rules.confirmed')}</div>
          )}
        </>
      ),
      text: (rule) => t(`adminPages.rules.${effectOf(rule)}`),
    },
    {
      key: 'version',
      title: t('adminPages.rules.version'),
      align: 'right',
      render: (_, rule) => rule.version,
      text: (rule) => String(rule.version),
    },
    {
      key: 'findings',
      title: t('adminPages.rules.findings'),
      align: 'right',
      render: (_, rule) => rule.openFindings ?? 0,
      text: (rule) => String(rule.openFindings ?? 0),
    },
    {
      key: 'acts',
      align: 'right',
      render: (_, rule) =>
        can.confirmRules && !rule.sourceFound ? (
          <Button size="small" onClick={() => confirm(rule)}>
            {t(rule.confirmed ? 'adminPages.rules.revoke' : 'adminPages.rules.confirm')}
          </Button>
        ) : null,
    },
  ];
}

function effectOf(rule: Rule): 'refuses' | 'warns' | 'watches' {
  if (rule.refuses) return 'refuses';
  return rule.sourceFound || rule.confirmed ? 'watches' : 'warns';
}

const stale = [] as const;

function ConfirmDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const { t, pick } = useText();
  const client = useQueryClient();
  const revoke = rule.confirmed;
  return (
    <EditDialog<{ note: string }, { confirmed: boolean; note: string }>
      act={`rule.${rule.id}.confirmation`}
      title={t(revoke ? 'adminPages.rules.revokeTitle' : 'adminPages.rules.confirmTitle', { rule: rule.id })}
      initial={{}}
      toBody={({ note }) => ({ confirmed: !revoke, note: note.trim() })}
      send={(body, key) => call('post', '/rules/{id}/confirmation', { path: { id: rule.id }, body, key })}
      stale={stale}
      width={520}
      onClose={() => {
        void client.invalidateQueries({ queryKey: ['rules'] });
        onClose();
      }}
    >
      {() => (
        <>
          <p style={{ gridColumn: 'span 12', marginBottom: 8 }}>{pick(rule.text, rule.textEn)}</p>
          <p style={{ gridColumn: 'span 12', marginBottom: 12 }} className="quiet">
            {t(revoke ? 'adminPages.rules.revokeExplain' : 'adminPages.rules.confirmExplain')}
          </p>
          <Field
            span={12}
            name="note"
            label={t('adminPages.rules.note')}
            rules={[{ required: true, whitespace: true, message: t('reason.required') }]}
          >
            <Input.TextArea autoFocus rows={3} maxLength={500} showCount />
          </Field>
        </>
      )}
    </EditDialog>
  );
}

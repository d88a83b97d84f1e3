// SPDX-License-Identifier: Apache-2.0
// For when the system is away, and afterwards: numbered blank forms, what became of each, and when it was away.
import { Button, Segmented } from 'antd';
import { Link } from 'react-router';
import { type BlankFormState, useBlankForms } from '../api/queries';
import type { BlankForm } from '../api/types';
import { type Column, DataTable } from '../components/data-table';
import { Moment } from '../components/moment';
import { type Tone, ToneMark } from '../components/tone';
import { oneOf, useFilter } from '../hooks/use-filter';
import { useOpened } from '../hooks/use-opened';
import { useText } from '../i18n';
import { beijing } from '../lib/time';
import { useUser } from '../session';
import { AccountDialog } from '../views/outage/account-dialog';
import { BatchDialog, batchUrl } from '../views/outage/batch-dialog';
import styles from '../views/outage/outage.module.css';
import { Outages } from '../views/outage/outages';
import { PageForbidden } from './page-failed';

const states = ['all', 'blank', 'used', 'spoiled', 'missing'] as const satisfies readonly [
  BlankFormState,
  ...BlankFormState[],
];

const tones: Record<BlankForm['state'], Tone> = {
  blank: 'soon',
  used: 'ok',
  spoiled: 'ended',
  missing: 'over',
};

export function OutagePage() {
  const { can } = useUser();
  if (!can.leadStay) return <PageForbidden />;
  return (
    <div className={styles.layout}>
      <Forms />
      <Outages />
    </div>
  );
}

function Forms() {
  const { t } = useText();
  const filter = useFilter();
  const dialog = useOpened();
  const state = oneOf(filter.get('state'), states);
  const forms = useBlankForms(state);
  const counts = forms.data?.counts;
  const about = forms.data?.items.find((one) => one.id === dialog.about);
  return (
    <>
      <DataTable<BlankForm>
        name="blank-forms"
        title={t('outage.forms')}
        rows={forms.data?.items}
        rowKey={(form) => form.id}
        columns={useColumns((form) => dialog.open('account', form.id))}
        query={forms}
        note={
          <div className="row-wrap" style={{ marginBottom: 12 }}>
            <span className="quiet">{t('outage.formsHint')}</span>
            {counts && counts.blank > 0 && (
              <ToneMark tone="soon">{t('outage.blankLeft', { count: counts.blank })}</ToneMark>
            )}
          </div>
        }
        filters={
          <Segmented<BlankFormState>
            value={state}
            onChange={(value) => filter.set('state', value === 'all' ? '' : value)}
            options={states.map((value) => ({
              value,
              label: `${t(`outage.state.${value}`)}${counts && value !== 'all' ? ` ${counts[value]}` : ''}`,
            }))}
          />
        }
        action={
          <Button type="primary" onClick={() => dialog.open('batch')}>
            {t('outage.print')}
          </Button>
        }
        empty={
          state === 'all'
            ? { title: t('outage.none'), hint: t('outage.noneHint') }
            : { title: t('outage.noneState'), hint: t('list.noneHint') }
        }
      />
      {dialog.name === 'batch' && <BatchDialog onClose={dialog.close} />}
      {dialog.name === 'account' && about?.state === 'blank' && (
        <AccountDialog form={about} onClose={dialog.close} />
      )}
    </>
  );
}

function useColumns(onAccount: (form: BlankForm) => void): Column<BlankForm>[] {
  const { t } = useText();
  return [
    {
      key: 'number',
      title: t('outage.number'),
      render: (_, form) => <strong className="nowrap">{form.number}</strong>,
      text: (form) => form.number,
    },
    {
      key: 'state',
      title: t('outage.state_'),
      render: (_, form) => <ToneMark tone={tones[form.state]}>{t(`outage.state.${form.state}`)}</ToneMark>,
      text: (form) => t(`outage.state.${form.state}`),
    },
    {
      key: 'about',
      title: t('outage.about'),
      render: (_, form) =>
        form.stayId ? (
          <Link to={`/stays/${form.stayId}?tab=papers`}>{form.stayNumber ?? t('outage.toStay')}</Link>
        ) : (
          form.reason
        ),
      text: (form) => form.stayNumber ?? form.reason ?? '',
    },
    {
      key: 'printed',
      title: t('outage.printedAt'),
      render: (_, form) => (
        <a href={batchUrl(form.batchId)} target="_blank" rel="noreferrer" title={t('outage.again')}>
          <Moment us={form.printedAtUs} /> {form.printedByName}
        </a>
      ),
      text: (form) => `${beijing(form.printedAtUs)} ${form.printedByName}`,
    },
    {
      key: 'settled',
      title: t('outage.settled'),
      render: (_, form) =>
        form.settledAtUs === undefined ? (
          <Button
            size="small"
            onClick={() => onAccount(form)}
            aria-label={`${t('outage.account')} ${form.number}`}
          >
            {t('outage.account')}
          </Button>
        ) : (
          <>
            <Moment us={form.settledAtUs} /> {form.settledByName}
          </>
        ),
      text: (form) =>
        form.settledAtUs === undefined ? '' : `${beijing(form.settledAtUs)} ${form.settledByName ?? ''}`,
    },
  ];
}

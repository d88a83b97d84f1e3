// SPDX-License-Identifier: Apache-2.0
// Adding an office's certificate, comparing its fingerprint, retiring it.
import { Input, Radio } from 'antd';
import { call } from '../../api/client';
import type { Recipient, RecipientInput } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { useText } from '../../i18n';
import styles from './recipients.module.css';
import { recipientKinds } from './values';

const stale = ['staff'] as const;

export function AddRecipientDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  return (
    <EditDialog<RecipientInput, RecipientInput, { id: string }>
      act="recipient.add"
      title={t('recipients.add')}
      initial={{ kind: 'procuratorate' }}
      toBody={({ kind, name, certificate }) => ({
        kind,
        name: name.trim(),
        certificate: certificate.trim(),
      })}
      send={(body, key) => call('post', '/recipients', { body, key })}
      stale={stale}
      done={t('recipients.added')}
      submit={t('recipients.add')}
      width={680}
      onClose={onClose}
    >
      {() => <AddFields />}
    </EditDialog>
  );
}

function AddFields() {
  const { t } = useText();
  const required = { required: true, whitespace: true, message: t('signIn.required') };
  return (
    <>
      <Field span={12} name="kind" label={t('recipients.kind')}>
        <Radio.Group
          options={recipientKinds.map((value) => ({ value, label: t(`exports.recipients.${value}`) }))}
        />
      </Field>
      <Field span={12} name="name" label={t('recipients.name')} rules={[required]}>
        <Input maxLength={60} autoComplete="off" />
      </Field>
      <Field
        span={12}
        name="certificate"
        label={t('recipients.certificate')}
        extra={t('recipients.certificateHint')}
        rules={[required]}
      >
        <Input.TextArea rows={8} className="mono" placeholder="-----BEGIN CERTIFICATE-----" />
      </Field>
    </>
  );
}

interface OneProps {
  recipient: Recipient;
  onClose: () => void;
}

export function ConfirmRecipientDialog({ recipient, onClose }: OneProps) {
  const { t } = useText();
  return (
    <EditDialog<{ fingerprint: string }, { fingerprint: string }, unknown>
      act={`recipient.${recipient.id}.confirm`}
      title={t('recipients.confirmTitle', { name: recipient.name })}
      initial={{}}
      toBody={({ fingerprint }) => ({ fingerprint: fingerprint.trim() })}
      send={(body, key) =>
        call('post', '/recipients/{id}/confirmation', { path: { id: recipient.id }, body, key })
      }
      stale={stale}
      done={t('recipients.confirmed')}
      submit={t('recipients.confirm')}
      width={680}
      onClose={onClose}
    >
      {() => (
        <>
          <p className={styles.wide}>{t('recipients.confirmExplain')}</p>
          <Field
            span={12}
            name="fingerprint"
            label={t('recipients.told')}
            extra={t('recipients.toldHint')}
            rules={[{ required: true, whitespace: true, message: t('signIn.required') }]}
          >
            <Input.TextArea rows={2} maxLength={200} className="mono" />
          </Field>
        </>
      )}
    </EditDialog>
  );
}

export function RetireRecipientDialog({ recipient, onClose }: OneProps) {
  const { t } = useText();
  return (
    <EditDialog<Record<string, never>, undefined, unknown>
      act={`recipient.${recipient.id}.retire`}
      title={t('recipients.retireTitle', { name: recipient.name })}
      initial={{}}
      toBody={() => undefined}
      send={(_, key) => call('post', '/recipients/{id}/retirement', { path: { id: recipient.id }, key })}
      stale={stale}
      done={t('recipients.retired')}
      submit={t('recipients.retire')}
      width={560}
      onClose={onClose}
    >
      {() => <p className={styles.wide}>{t('recipients.retireExplain')}</p>}
    </EditDialog>
  );
}

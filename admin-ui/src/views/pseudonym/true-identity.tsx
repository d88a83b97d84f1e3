// SPDX-License-Identifier: Apache-2.0
// The identity is a pseudonym. Heads may open the true one, for a purpose that they type; it is shown here and kept nowhere.
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import type { Identity } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { useText } from '../../i18n';
import { useUser } from '../../session';

export function TrueIdentity({ stayId }: { stayId: string }) {
  const { t } = useText();
  const { can } = useUser();
  const [open, setOpen] = useState(false);
  return (
    <p style={{ marginTop: 8 }}>
      <span className="chip chip-accent">{t('stay.pseudonym.mark')}</span>{' '}
      <span className="quiet small">{t('stay.pseudonym.hint')}</span>{' '}
      {can.seeTrueIdentity && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('stay.pseudonym.open')}
        </Button>
      )}
      {open && <TrueIdentityDialog stayId={stayId} onClose={() => setOpen(false)} />}
    </p>
  );
}

function TrueIdentityDialog({ stayId, onClose }: { stayId: string; onClose: () => void }) {
  const { t } = useText();
  const [form] = Form.useForm<{ purpose: string }>();
  const [identity, setIdentity] = useState<Identity>();
  const [error, setError] = useState<unknown>();
  const [pending, setPending] = useState(false);

  const read = async ({ purpose }: { purpose: string }) => {
    setPending(true);
    setError(undefined);
    try {
      const body = { purpose: purpose.trim() };
      const answer = await call('post', '/stays/{id}/true-identity', { path: { id: stayId }, body });
      setIdentity(answer.identity);
    } catch (caught) {
      setError(caught);
    } finally {
      setPending(false);
    }
  };

  return (
    <Modal
      open
      title={t('stay.pseudonym.title')}
      okText={identity ? t('act.close') : t('stay.pseudonym.read')}
      cancelButtonProps={{ hidden: identity !== undefined }}
      cancelText={t('act.cancel')}
      confirmLoading={pending}
      onOk={() => (identity ? onClose() : form.submit())}
      onCancel={onClose}
      destroyOnHidden
    >
      <ErrorNote error={error} read />
      {identity ? (
        <dl className="facts">
          <dt>{t('stay.arrival.name')}</dt>
          <dd>{identity.name}</dd>
          <dt>{t('stay.arrival.idNumber')}</dt>
          <dd>{identity.idNumber ?? t('none')}</dd>
          <dt>{t('stay.arrival.address')}</dt>
          <dd>{identity.address ?? t('none')}</dd>
          <dt>{t('stay.arrival.phone')}</dt>
          <dd>{identity.phone ?? t('none')}</dd>
        </dl>
      ) : (
        <Form form={form} name="true-identity" layout="vertical" onFinish={(values) => void read(values)}>
          <p style={{ marginBottom: 12 }}>{t('stay.pseudonym.explain')}</p>
          <Form.Item
            name="purpose"
            label={t('stay.pseudonym.purpose')}
            rules={[{ required: true, whitespace: true, min: 4, message: t('stay.pseudonym.purposeNeeded') }]}
          >
            <Input.TextArea autoFocus rows={2} maxLength={200} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Printing a batch of blank forms: they are numbered first, then their PDF opens.
import { Alert, Button, Form, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import { outcomeUnknown } from '../../api/problem';
import { ErrorNote } from '../../components/error-note';
import { useAct } from '../../hooks/use-act';
import { useFieldError } from '../../hooks/use-field-error';
import { useText } from '../../i18n';

interface Printed {
  batchId: string;
  numbers: string[];
}

export const batchUrl = (batchId: string) => `/api/v1/blank-forms/${batchId}/print`;
const stale = ['stays'] as const;

export function BatchDialog({ onClose }: { onClose: () => void }) {
  const { t, language } = useText();
  const [form] = Form.useForm<{ count: number }>();
  const [printed, setPrinted] = useState<Printed>();
  const { run, pending, error } = useAct<{ count: number; language: 'zh' | 'en' }, Printed>(
    'blankForms.print',
    (body, key) => call('post', '/blank-forms', { body, key }),
    stale,
  );
  useFieldError(form, error);
  const submit = async ({ count }: { count: number }) => {
    // Opened by the press itself: a window that comes later is blocked.
    const tab = window.open('', '_blank');
    const done = await run({ count, language });
    if (!done) {
      tab?.close();
      return;
    }
    setPrinted(done.receipt);
    if (tab) tab.location.href = batchUrl(done.receipt.batchId);
  };
  const numbers = printed?.numbers ?? [];
  return (
    <Modal open title={t('outage.printTitle')} footer={null} onCancel={onClose} width={480}>
      <ErrorNote error={error} />
      {printed ? (
        <>
          <Alert
            type="success"
            showIcon
            style={{ marginBottom: 16 }}
            message={t(numbers.length === 1 ? 'outage.printedOne' : 'outage.printed', {
              count: numbers.length,
              first: numbers[0],
              last: numbers.at(-1),
            })}
            description={t('outage.again')}
          />
          <div className="row">
            <a href={batchUrl(printed.batchId)} target="_blank" rel="noreferrer">
              {t('outage.openBatch')}
            </a>
            <span className="grow" />
            <Button type="primary" autoFocus onClick={onClose}>
              {t('act.close')}
            </Button>
          </div>
        </>
      ) : (
        <Form
          name="batch"
          form={form}
          layout="vertical"
          requiredMark={false}
          disabled={pending}
          initialValues={{ count: 10 }}
          onFinish={(values) => void submit(values)}
        >
          <Form.Item
            name="count"
            label={t('outage.count')}
            extra={t('outage.countHint')}
            rules={[{ required: true, type: 'integer', min: 1, max: 50, message: t('outage.countHint') }]}
          >
            <InputNumber autoFocus min={1} max={50} precision={0} style={{ width: 120 }} />
          </Form.Item>
          <div className="row">
            <Button type="primary" htmlType="submit" loading={pending}>
              {outcomeUnknown(error) ? t('act.sendAgain') : t('outage.print')}
            </Button>
            <Button onClick={onClose}>{t('act.cancel')}</Button>
          </div>
        </Form>
      )}
    </Modal>
  );
}

// SPDX-License-Identifier: Apache-2.0
// What became of one blank form: used for a stay, with its scan; spoiled or missing, with the reason.
import { App, Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { pageAttempts } from '../../acts';
import { call } from '../../api/client';
import { outcomeUnknown } from '../../api/problem';
import type { BlankForm, BlankFormAccount, Receipt } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { StayPicker } from '../../components/stay-picker';
import { useAct } from '../../hooks/use-act';
import { useDraft } from '../../hooks/use-draft';
import { useFieldError } from '../../hooks/use-field-error';
import { useFirstFocus } from '../../hooks/use-first-focus';
import { useText } from '../../i18n';
import type { FitFile } from '../../papers/one-file';
import { FileField } from '../papers/file-field';

type Outcome = BlankFormAccount['outcome'];

interface Values {
  outcome: Outcome;
  stayId?: string;
  scan?: FitFile;
  reason?: string;
}

const outcomes: readonly Outcome[] = ['used', 'spoiled', 'missing'];
const stale = ['stays'] as const;

export function AccountDialog({ form: blank, onClose }: { form: BlankForm; onClose: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const draft = useDraft(`blankForm.${blank.id}`);
  const [part, setPart] = useState<number>();
  const outcome = Form.useWatch('outcome', form) ?? 'used';
  const { run, pending, error } = useAct<BlankFormAccount, Receipt>(
    `blankForm.${blank.id}.account`,
    (body, key) =>
      call('post', '/blank-forms/{id}/account', {
        path: { id: blank.id },
        body,
        key,
        onPart: body.scan ? setPart : undefined,
      }),
    stale,
    pageAttempts,
  );
  useFieldError(form, error);
  const area = useFirstFocus<HTMLDivElement>(true);
  const submit = async (values: Values) => {
    const done = await run(accountOf(values));
    setPart(undefined);
    if (!done) return;
    draft.drop();
    const state = t(`outage.state.${values.outcome}`);
    void message.success(t('outage.done', { number: blank.number, state }));
    onClose();
  };
  const required = { required: true, message: t('signIn.required') };
  return (
    <Modal
      open
      title={t('outage.accountTitle', { number: blank.number })}
      footer={null}
      onCancel={onClose}
      width={600}
    >
      <ErrorNote error={error} />
      <div ref={area}>
        <Form
          name="account"
          form={form}
          layout="vertical"
          requiredMark={false}
          disabled={pending}
          initialValues={{ outcome: 'used', ...draft.restored }}
          onValuesChange={() => {
            const { scan: _scan, ...typed } = form.getFieldsValue(true) as Values;
            draft.keep(typed);
          }}
          onFinish={(values) => void submit(values)}
        >
          <Form.Item name="outcome" label={t('outage.state_')}>
            <Radio.Group
              options={outcomes.map((value) => ({ value, label: t(`outage.outcome.${value}`) }))}
            />
          </Form.Item>
          {outcome === 'used' ? (
            <>
              <Form.Item name="stayId" label={t('outage.stay')} rules={[required]}>
                <StayPicker placeholder={t('outage.stayHint')} />
              </Form.Item>
              <Form.Item
                name="scan"
                label={t('outage.scan')}
                rules={[{ required: true, message: t('outage.scanNeeded') }]}
              >
                <FileField part={part} />
              </Form.Item>
            </>
          ) : (
            <Form.Item name="reason" label={t('outage.reason')} rules={[{ ...required, whitespace: true }]}>
              <Input.TextArea
                autoFocus
                maxLength={500}
                autoSize={{ minRows: 2, maxRows: 6 }}
                placeholder={t(`outage.reasonHint.${outcome}`)}
              />
            </Form.Item>
          )}
          <div className="row">
            <Button type="primary" htmlType="submit" loading={pending}>
              {outcomeUnknown(error) ? t('act.sendAgain') : t('outage.submit')}
            </Button>
            <Button onClick={onClose}>{t('act.cancel')}</Button>
          </div>
        </Form>
      </div>
    </Modal>
  );
}

/** Each outcome has its own fields and no other's. */
export function accountOf({ outcome, stayId, scan, reason }: Values): BlankFormAccount {
  return outcome === 'used' ? { outcome, stayId, scan: scan?.text } : { outcome, reason: reason?.trim() };
}

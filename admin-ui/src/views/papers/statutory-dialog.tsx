// SPDX-License-Identifier: Apache-2.0
// Filing one paper of the provincial case system: its kind and number, who issued it when, and its scan.
import { App, Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { pageAttempts } from '../../acts';
import { call } from '../../api/client';
import { outcomeUnknown } from '../../api/problem';
import { useActs } from '../../api/queries';
import type { Receipt, StatutoryPaperInput } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { Field } from '../../components/field';
import { TimeField } from '../../components/time-field';
import { useAct } from '../../hooks/use-act';
import { useDraft } from '../../hooks/use-draft';
import { useFieldError } from '../../hooks/use-field-error';
import { useFirstFocus } from '../../hooks/use-first-focus';
import { useText } from '../../i18n';
import type { FitFile } from '../../papers/one-file';
import { FileField } from './file-field';

interface Values extends Omit<StatutoryPaperInput, 'scan'> {
  scan?: FitFile;
}

const stale = ['stays'] as const;

export function StatutoryDialog({ stayId, onClose }: { stayId: string; onClose: () => void }) {
  const { t, optional } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const name = `stay.${stayId}.statutory`;
  const draft = useDraft(name);
  const kinds = useStatutoryKinds();
  const [part, setPart] = useState<number>();
  const { run, pending, error } = useAct<StatutoryPaperInput, Receipt>(
    name,
    (body, key) =>
      call('post', '/stays/{id}/statutory-papers', {
        path: { id: stayId },
        body,
        key,
        onPart: body.scan ? setPart : undefined,
      }),
    stale,
    pageAttempts,
  );
  useFieldError(form, error);
  const area = useFirstFocus<HTMLDivElement>(true);
  const required = { required: true, whitespace: true, message: t('signIn.required') };
  const submit = async (values: Values) => {
    const done = await run(bodyOf(values));
    setPart(undefined);
    if (!done) return;
    draft.drop();
    void message.success(t('papers.statutory.filed', { number: values.number.trim() }));
    onClose();
  };
  return (
    <Modal open title={t('papers.statutory.dialog')} footer={null} onCancel={onClose} width={680}>
      <p className="quiet" style={{ marginBottom: 16 }}>
        {t('papers.statutory.hint')}
      </p>
      <ErrorNote error={error} />
      <div ref={area}>
        <Form
          name="statutory"
          form={form}
          layout="vertical"
          requiredMark={false}
          disabled={pending}
          initialValues={draft.restored}
          onValuesChange={() => {
            // A scan is too large to be kept; what was typed is not.
            const { scan: _scan, ...typed } = form.getFieldsValue(true) as Values;
            draft.keep(typed);
          }}
          onFinish={(values) => void submit(values)}
        >
          <div className="fields">
            <Field
              name="kind"
              label={t('papers.statutory.kind')}
              rules={[{ required: true, message: t('signIn.required') }]}
            >
              <Select showSearch optionFilterProp="label" loading={kinds.length === 0} options={kinds} />
            </Field>
            <Field name="number" label={t('papers.statutory.number')} rules={[required]}>
              <Input maxLength={64} autoComplete="off" />
            </Field>
            <Field name="issuedBy" label={optional(t('papers.statutory.issuedBy'))}>
              <Input maxLength={64} autoComplete="off" />
            </Field>
            <Field name="issuedAtUs" label={optional(t('papers.statutory.issuedAt'))}>
              <TimeField clearable />
            </Field>
            <Field span={12} name="scan" label={optional(t('papers.statutory.scan'))}>
              <FileField part={part} />
            </Field>
            <Field span={12} name="note" label={optional(t('note'))}>
              <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} />
            </Field>
          </div>
          <div className="row">
            <Button type="primary" htmlType="submit" loading={pending}>
              {outcomeUnknown(error) ? t('act.sendAgain') : t('papers.statutory.submit')}
            </Button>
            <Button onClick={onClose}>{t('act.cancel')}</Button>
          </div>
        </Form>
      </div>
    </Modal>
  );
}

/** The kinds in the words of the catalogue. An outage form is filed on its own page. */
function useStatutoryKinds(): { value: string; label: string }[] {
  const { pick } = useText();
  const acts = useActs();
  const field = acts.data?.acts
    .find((act) => act.name === 'file_paper')
    ?.fields.find((one) => one.name === 'kind');
  return (field?.words ?? [])
    .filter(({ word }) => word !== 'outage_form')
    .map(({ word, label, labelEn }) => ({ value: word, label: pick(label, labelEn) }));
}

export function bodyOf(values: Values): StatutoryPaperInput {
  const given = (text: string | undefined) => text?.trim() || undefined;
  return {
    kind: values.kind,
    number: values.number.trim(),
    issuedBy: given(values.issuedBy),
    issuedAtUs: values.issuedAtUs,
    note: given(values.note),
    scan: values.scan?.text,
  };
}

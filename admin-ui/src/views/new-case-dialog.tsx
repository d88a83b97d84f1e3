// SPDX-License-Identifier: Apache-2.0
// A new case, opened while its first person is being admitted.
import { Checkbox, Form, Input, Modal, Radio } from 'antd';
import { call } from '../api/client';
import type { Case, CaseInput, Receipt } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { Field } from '../components/field';
import { UnitPicker } from '../components/pickers';
import { useAct } from '../hooks/use-act';
import { useText } from '../i18n';
import { serverNowUs } from '../lib/now';
import { useUser } from '../session';

interface Props {
  number: string;
  onClose: () => void;
  onCase: (made: Case) => void;
}

const stale = ['stays'] as const;

export function NewCaseDialog({ number, onClose, onCase }: Props) {
  const { t } = useText();
  const { me } = useUser();
  const [form] = Form.useForm<CaseInput>();
  const { run, pending, error } = useAct<CaseInput, Receipt>(
    'case.new',
    (body, key) => call('post', '/cases', { body, key }),
    stale,
  );
  const required = { required: true, whitespace: true, message: t('signIn.required') };

  const submit = async (values: CaseInput) => {
    const body: CaseInput = {
      number: values.number.trim(),
      name: values.name.trim(),
      kind: values.kind,
      unitId: values.unitId,
      manyPersons: values.manyPersons ?? false,
    };
    const result = await run(body);
    if (!result) return;
    onCase({
      id: result.receipt.id,
      number: body.number,
      name: body.name,
      kind: body.kind,
      unit: { id: body.unitId, name: '' },
      manyPersons: body.manyPersons ?? false,
      openedAtUs: serverNowUs(),
    });
  };

  return (
    <Modal
      open
      title={t('stay.arrival.caseNew')}
      okText={t('stay.arrival.caseNew')}
      cancelText={t('act.cancel')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={560}
    >
      <ErrorNote error={error} />
      <Form
        name="case"
        form={form}
        component={false}
        layout="vertical"
        requiredMark={false}
        initialValues={{ number, kind: 'criminal', unitId: me.unit.id }}
        onFinish={(values) => void submit(values)}
      >
        <div className="fields">
          <Field span={6} name="number" label={t('stay.arrival.caseNumber')} rules={[required]}>
            <Input autoFocus maxLength={64} autoComplete="off" />
          </Field>
          <Field span={6} name="name" label={t('stay.arrival.caseName')} rules={[required]}>
            <Input maxLength={128} placeholder={t('stay.arrival.caseNameHint')} autoComplete="off" />
          </Field>
          <Field span={6} name="kind" label={t('stay.arrival.caseKind')}>
            <Radio.Group
              options={(['criminal', 'administrative'] as const).map((value) => ({
                value,
                label: t(`domain.caseKind.${value}`),
              }))}
            />
          </Field>
          <Field span={6} name="unitId" label={t('stay.arrival.caseUnit')} rules={[required]}>
            <UnitPicker />
          </Field>
          <Field span={12} name="manyPersons" valuePropName="checked">
            <Checkbox>{t('stay.arrival.manyPersons')}</Checkbox>
          </Field>
        </div>
      </Form>
    </Modal>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Of a witness or victim who is protected by a pseudonym: the true identity, which is kept apart.
import { Checkbox, Form, Input, Select } from 'antd';
import { Field } from '../../components/field';
import { useText } from '../../i18n';
import type { ArrivalValues } from '../arrival-values';

const idTypes = ['resident_id', 'passport', 'other', 'none'] as const;

export function TrueIdentityFields() {
  const { t } = useText();
  const form = Form.useFormInstance<ArrivalValues>();
  const role = Form.useWatch('role', form);
  const on = Form.useWatch('protected', form) ?? false;
  if (role !== 'witness' && role !== 'victim') return null;
  return (
    <div className="fields">
      <Field
        span={12}
        name="protected"
        valuePropName="checked"
        extra={on ? t('stay.pseudonym.fieldsHint') : undefined}
      >
        <Checkbox>{t('stay.pseudonym.protect')}</Checkbox>
      </Field>
      {on && (
        <>
          <Field
            span={4}
            name="trueName"
            label={t('stay.pseudonym.trueName')}
            rules={[{ required: true, whitespace: true, message: t('signIn.required') }]}
          >
            <Input maxLength={64} autoComplete="off" />
          </Field>
          <Field span={4} name="trueIdType" label={t('stay.pseudonym.trueIdType')}>
            <Select options={idTypes.map((value) => ({ value, label: t(`domain.idType.${value}`) }))} />
          </Field>
          <Field span={4} name="trueIdNumber" label={t('stay.pseudonym.trueIdNumber')}>
            <Input maxLength={32} autoComplete="off" spellCheck={false} />
          </Field>
          <Field span={6} name="trueAddress" label={t('stay.pseudonym.trueAddress')}>
            <Input maxLength={256} autoComplete="off" />
          </Field>
          <Field span={6} name="truePhone" label={t('stay.pseudonym.truePhone')}>
            <Input maxLength={32} autoComplete="off" />
          </Field>
        </>
      )}
    </div>
  );
}

// SPDX-License-Identifier: Apache-2.0
// When the person arrived, and who brought them.
import { Form } from 'antd';
import { Field } from '../components/field';
import { StaffPicker } from '../components/pickers';
import { TimeField } from '../components/time-field';
import { useText } from '../i18n';
import type { ArrivalValues } from './arrival-values';
import { hasArrivalPaper } from './basis-fields';

export function ArrivalTimeFields() {
  const { t, optional } = useText();
  const form = Form.useFormInstance<ArrivalValues>();
  const basis = Form.useWatch('basisKind', form);
  return (
    <div className="fields">
      <Field
        span={6}
        name="arrivedAtUs"
        label={t('stay.arrival.arrivedAt')}
        extra={t('stay.arrival.arrivedHint')}
        rules={[{ required: true, message: t('signIn.required') }]}
      >
        <TimeField />
      </Field>
      {hasArrivalPaper(basis) && (
        <Field span={6} name="arrivalPaperUs" label={optional(t('stay.arrival.arrivalPaper'))}>
          <TimeField />
        </Field>
      )}
      <Field span={12} name="broughtBy" label={t('stay.arrival.broughtBy')}>
        <StaffPicker mode="multiple" maxCount={6} />
      </Field>
    </div>
  );
}

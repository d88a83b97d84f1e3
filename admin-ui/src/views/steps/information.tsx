// SPDX-License-Identifier: Apache-2.0
// Information collection: what was taken, or why nothing was.
import { Checkbox, Form, Input } from 'antd';
import { call } from '../../api/client';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Field } from '../../components/field';
import { StaffPicker } from '../../components/pickers';
import { useText } from '../../i18n';
import { type StepProps, stayOf } from './step-props';

const kinds = ['portrait', 'fingerprint', 'palm_print', 'dna', 'urine', 'voice', 'phone_data'] as const;

interface Values {
  collected: (typeof kinds)[number][];
  notDoneReason?: string;
  officer?: string;
}

export function InformationStep({ detail, notices, onDone }: StepProps) {
  const { t, optional } = useText();
  const stay = stayOf(detail);
  return (
    <ActForm<Values, Values & ActMeta>
      act={`stay.${stay.id}.information`}
      stay={stay}
      notices={notices}
      initial={{ collected: [] }}
      toBody={({ collected, notDoneReason, officer }) => ({
        collected,
        notDoneReason: collected.length === 0 ? notDoneReason?.trim() : undefined,
        officer,
      })}
      send={(body, key) =>
        call('post', '/stays/{id}/information-collections', { path: { id: stay.id }, body, key })
      }
      submit={t('stay.information.submit')}
      onDone={onDone}
    >
      {() => (
        <>
          <Field span={12} name="collected" label={t('stay.information.collected')}>
            <Checkbox.Group
              options={kinds.map((value) => ({ value, label: t(`domain.collected.${value}`) }))}
            />
          </Field>
          <NotDone />
          <Field span={6} name="officer" label={optional(t('stay.information.officer'))}>
            <StaffPicker allowClear />
          </Field>
        </>
      )}
    </ActForm>
  );
}

function NotDone() {
  const { t } = useText();
  const collected: unknown = Form.useWatch('collected');
  if (!Array.isArray(collected) || collected.length > 0) return null;
  return (
    <Field
      span={12}
      name="notDoneReason"
      label={t('stay.information.notDone')}
      rules={[{ required: true, whitespace: true, message: t('stay.information.notDoneNeeded') }]}
    >
      <Input maxLength={256} placeholder={t('stay.information.notDoneHint')} />
    </Field>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Information collection: what was taken, or why nothing was.
import { Checkbox, Form, Input, Radio } from 'antd';
import { call } from '../../api/client';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Field } from '../../components/field';
import { StaffPicker } from '../../components/pickers';
import { useText } from '../../i18n';
import { type StepProps, stayOf } from './step-props';

const kinds = [
  'portrait',
  'fingerprint',
  'palm_print',
  'blood',
  'dna',
  'urine',
  'voice',
  'phone_data',
] as const;

interface Values {
  collected: (typeof kinds)[number][];
  notDoneReason?: string;
  officer?: string;
  consent?: boolean;
}

export function InformationStep({ detail, notices, onDone }: StepProps) {
  const { t, optional } = useText();
  const stay = stayOf(detail);
  const victim = detail.tile.role === 'victim';
  return (
    <ActForm<Values, Values & ActMeta>
      act={`stay.${stay.id}.information`}
      stay={stay}
      notices={notices}
      initial={{ collected: [] }}
      toBody={({ collected, notDoneReason, officer, consent }) => ({
        consent: victim && collected.length > 0 ? consent : undefined,
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
          {victim && <Consent />}
          <NotDone />
          <Field span={6} name="officer" label={optional(t('stay.information.officer'))}>
            <StaffPicker allowClear />
          </Field>
        </>
      )}
    </ActForm>
  );
}

/** Of victims nothing is taken without asking them. */
function Consent() {
  const { t } = useText();
  const collected: unknown = Form.useWatch('collected');
  if (!Array.isArray(collected) || collected.length === 0) return null;
  return (
    <Field
      span={12}
      name="consent"
      label={t('stay.information.consent')}
      rules={[{ required: true, message: t('signIn.required') }]}
    >
      <Radio.Group
        options={[
          { value: true, label: t('yes') },
          { value: false, label: t('no') },
        ]}
      />
    </Field>
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

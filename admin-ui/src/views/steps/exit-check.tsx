// SPDX-License-Identifier: Apache-2.0
// The check before a person leaves: belongings, wristband, body, papers, family.
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { call } from '../../api/client';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Field } from '../../components/field';
import { useText } from '../../i18n';
import { type StepProps, stayOf } from './step-props';

const settled = [
  'none',
  'all_returned',
  'handed_to_family',
  'goes_with_person',
  'partly_seized',
  'not_settled',
] as const;
const injuries = ['none', 'as_at_entry', 'new'] as const;
const told = ['told', 'not_possible', 'not_needed', 'not_yet'] as const;

interface Values {
  belongings: (typeof settled)[number];
  wristbandRemoved: boolean;
  injuries: (typeof injuries)[number];
  documentsSigned: boolean;
  familyTold: (typeof told)[number];
  medicalCertificate?: boolean;
  notes?: string;
}

export function ExitCheckStep({ detail, notices, onDone }: StepProps) {
  const { t } = useText();
  const stay = stayOf(detail);
  const listed = detail.belongings?.length ?? 0;
  return (
    <ActForm<Values, Values & ActMeta>
      act={`stay.${stay.id}.exit_check`}
      stay={stay}
      notices={notices}
      initial={{
        belongings: listed > 0 ? 'all_returned' : 'none',
      }}
      toBody={(values) => ({
        belongings: values.belongings,
        wristbandRemoved: values.wristbandRemoved ?? false,
        injuries: values.injuries,
        documentsSigned: values.documentsSigned ?? false,
        familyTold: values.familyTold,
        medicalCertificate: values.medicalCertificate ?? false,
        notes: values.notes?.trim() || undefined,
      })}
      send={(body, key) => call('post', '/stays/{id}/exit-checks', { path: { id: stay.id }, body, key })}
      submit={t('stay.exit.submit')}
      onDone={onDone}
    >
      {() => (
        <>
          <Field
            span={6}
            name="belongings"
            label={t('stay.exit.belongings')}
            extra={listed > 0 ? t('stay.exit.listed', { count: listed }) : undefined}
            rules={[{ required: true, message: t('signIn.required') }]}
          >
            <Select
              showSearch
              optionFilterProp="label"
              options={settled.map((value) => ({ value, label: t(`domain.belongingsSettled.${value}`) }))}
            />
          </Field>
          <Field
            span={6}
            name="familyTold"
            label={t('stay.exit.family')}
            rules={[{ required: true, message: t('signIn.required') }]}
          >
            <Select
              showSearch
              optionFilterProp="label"
              autoFocus
              options={told.map((value) => ({ value, label: t(`domain.familyTold.${value}`) }))}
            />
          </Field>
          <Field
            span={12}
            name="injuries"
            label={t('stay.exit.injuries')}
            rules={[{ required: true, message: t('stay.answer') }]}
          >
            <Radio.Group
              options={injuries.map((value) => ({ value, label: t(`domain.exitInjuries.${value}`) }))}
            />
          </Field>
          <Field span={4} name="wristbandRemoved" valuePropName="checked">
            <Checkbox>{t('stay.exit.wristband')}</Checkbox>
          </Field>
          <Field span={4} name="documentsSigned" valuePropName="checked">
            <Checkbox>{t('stay.exit.signed')}</Checkbox>
          </Field>
          <Field span={4} name="medicalCertificate" valuePropName="checked">
            <Checkbox>{t('stay.exit.certificate')}</Checkbox>
          </Field>
          <ExitNotes />
        </>
      )}
    </ActForm>
  );
}

function ExitNotes() {
  const { t, optional } = useText();
  const newInjury = Form.useWatch('injuries') === 'new';
  return (
    <Field
      span={12}
      name="notes"
      label={newInjury ? t('stay.exit.notes') : optional(t('stay.exit.notes'))}
      rules={[{ required: newInjury, whitespace: true, message: t('stay.safety.notesNeeded') }]}
    >
      <Input.TextArea rows={2} maxLength={2000} />
    </Field>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Leaving the centre: where to, and who takes the person over. The decision proposes the kind.
import { Form, Input, Radio, Select } from 'antd';
import { call } from '../../api/client';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Field } from '../../components/field';
import { StaffPicker } from '../../components/pickers';
import { useText } from '../../i18n';
import { type StepProps, stayOf } from './step-props';

const released = ['home', 'family', 'guardian', 'hospital'] as const;
const transferred = [
  'detention_centre',
  'detention_house',
  'drug_isolation',
  'hospital',
  'other_organ',
] as const;

type Destination = (typeof released)[number] | (typeof transferred)[number];

interface Values {
  kind: 'released' | 'transferred';
  destination?: Destination;
  escorts?: string[];
  receivedBy?: string;
}

const proposed: Record<string, Pick<Values, 'kind' | 'destination'>> = {
  criminal_detention: { kind: 'transferred', destination: 'detention_centre' },
  administrative_detention: { kind: 'transferred', destination: 'detention_house' },
  drug_isolation: { kind: 'transferred', destination: 'drug_isolation' },
  handed_over: { kind: 'transferred', destination: 'other_organ' },
};

export function DepartStep({ detail, notices, onDone }: StepProps) {
  const { t } = useText();
  const stay = stayOf(detail);
  const initial = proposed[detail.decision ?? ''] ?? {
    kind: 'released' as const,
    destination: detail.tile.minor ? ('guardian' as const) : ('home' as const),
  };
  return (
    <ActForm<Values, Values & ActMeta>
      act={`stay.${stay.id}.depart`}
      stay={stay}
      notices={notices}
      initial={initial}
      toBody={({ kind, destination, escorts, receivedBy }) => ({
        kind,
        destination,
        escorts: kind === 'transferred' ? (escorts ?? []) : [],
        receivedBy: receivedBy?.trim() || undefined,
      })}
      send={(body, key) => call('post', '/stays/{id}/departures', { path: { id: stay.id }, body, key })}
      submit={t('stay.depart.submit')}
      onDone={onDone}
    >
      {(form) => (
        <>
          <Field span={4} name="kind" label={t('stay.depart.kind')}>
            <Radio.Group
              options={(['released', 'transferred'] as const).map((value) => ({
                value,
                label: t(`domain.departure.${value}`),
              }))}
              onChange={() => form.setFieldValue('destination', undefined)}
            />
          </Field>
          <DestinationFields />
        </>
      )}
    </ActForm>
  );
}

function DestinationFields() {
  const { t, optional } = useText();
  const transfer = Form.useWatch('kind') === 'transferred';
  const options: readonly Destination[] = transfer ? transferred : released;
  return (
    <>
      <Field
        span={4}
        name="destination"
        label={t('stay.depart.destination')}
        rules={[{ required: true, message: t('signIn.required') }]}
      >
        <Select
          showSearch
          optionFilterProp="label"
          options={options.map((value) => ({ value, label: t(`domain.destination.${value}`) }))}
        />
      </Field>
      <Field span={4} name="receivedBy" label={optional(t('stay.depart.receivedBy'))}>
        <Input maxLength={64} placeholder={t('stay.depart.receivedHint')} autoComplete="off" />
      </Field>
      {transfer && (
        <Field span={12} name="escorts" label={t('stay.depart.escorts')}>
          <StaffPicker mode="multiple" maxCount={6} />
        </Field>
      )}
    </>
  );
}

// SPDX-License-Identifier: Apache-2.0
// The decision that ends the legal clock; only decisions that fit the kind of case are offered first.
import { Input, Select } from 'antd';
import { call } from '../../api/client';
import type { Tile } from '../../api/types';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Field } from '../../components/field';
import { useText } from '../../i18n';
import { type StepProps, stayOf } from './step-props';

const criminal = [
  'released_no_case',
  'criminal_detention',
  'bail',
  'residential_surveillance',
  'handed_over',
  'drug_isolation',
] as const;
const administrative = [
  'released_no_case',
  'warning_or_fine',
  'administrative_detention',
  'mediated',
  'drug_isolation',
  'handed_over',
] as const;
const free = ['leaves_freely'] as const;

type Decided = (typeof criminal)[number] | (typeof administrative)[number] | (typeof free)[number];

export function decisionsFor(tile: Pick<Tile, 'role' | 'caseKind'>): readonly Decided[] {
  if (tile.role === 'witness' || tile.role === 'victim') return free;
  return tile.caseKind === 'criminal' ? criminal : administrative;
}

interface Values {
  decision: Decided;
  documentNumber?: string;
}

export function DecideStep({ detail, notices, onDone }: StepProps) {
  const { t, optional } = useText();
  const stay = stayOf(detail);
  const options = decisionsFor(detail.tile);
  return (
    <ActForm<Values, Values & ActMeta>
      act={`stay.${stay.id}.decide`}
      stay={stay}
      notices={notices}
      initial={{ decision: options.length === 1 ? options[0] : undefined }}
      toBody={({ decision, documentNumber }) => ({
        decision,
        documentNumber: documentNumber?.trim() || undefined,
      })}
      send={(body, key) => call('post', '/stays/{id}/decisions', { path: { id: stay.id }, body, key })}
      submit={t('stay.decide.submit')}
      onDone={onDone}
    >
      {() => (
        <>
          <Field
            span={6}
            name="decision"
            label={t('stay.decide.decision')}
            rules={[{ required: true, message: t('signIn.required') }]}
          >
            <Select
              showSearch
              optionFilterProp="label"
              autoFocus
              options={options.map((value) => ({ value, label: t(`domain.decision.${value}`) }))}
            />
          </Field>
          <Field span={6} name="documentNumber" label={optional(t('stay.decide.documentNumber'))}>
            <Input maxLength={64} autoComplete="off" />
          </Field>
        </>
      )}
    </ActForm>
  );
}

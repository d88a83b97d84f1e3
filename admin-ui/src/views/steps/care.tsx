// SPDX-License-Identifier: Apache-2.0
// Meal, water, toilet, rest, medicine, check: one choice, a note where there is something to say.
import { Input, Radio } from 'antd';
import { call } from '../../api/client';
import type { CareKind } from '../../api/types';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Field } from '../../components/field';
import { useText } from '../../i18n';
import { type StepProps, stayOf } from './step-props';

const kinds: readonly CareKind[] = ['meal', 'water', 'toilet', 'rest', 'medicine', 'check'];
const has = { expectedSeq: false, overrideReason: false };

interface Values {
  kind: CareKind;
  note?: string;
}

export function CareStep({ detail, notices, onDone }: StepProps) {
  const { t, optional } = useText();
  const stay = stayOf(detail);
  return (
    <ActForm<Values, Values & ActMeta>
      act={`stay.${stay.id}.care`}
      stay={stay}
      has={has}
      notices={notices}
      initial={{ kind: 'meal' }}
      toBody={({ kind, note }) => ({ kind, note: note?.trim() || undefined })}
      send={(body, key) => call('post', '/stays/{id}/care', { path: { id: stay.id }, body, key })}
      submit={t('stay.careNote.submit')}
      onDone={onDone}
    >
      {() => (
        <>
          <Field span={12} name="kind" label={t('stay.careNote.kind')}>
            <Radio.Group
              optionType="button"
              options={kinds.map((value) => ({ value, label: t(`domain.care.${value}`) }))}
            />
          </Field>
          <Field span={12} name="note" label={optional(t('stay.careNote.note'))}>
            <Input maxLength={500} />
          </Field>
        </>
      )}
    </ActForm>
  );
}

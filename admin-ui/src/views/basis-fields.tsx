// SPDX-License-Identifier: Apache-2.0
// On what legal basis a person is here: its kind, whether a summons was oral, and its paper.
import { Checkbox, Form, Input, Select } from 'antd';
import type { Basis, BasisKind, CaseKind } from '../api/types';
import { Field } from '../components/field';
import { useText } from '../i18n';

export interface BasisValues {
  basisKind: BasisKind;
  oral?: boolean;
  documentNumber?: string;
  issuedBy?: string;
}

const bases: readonly BasisKind[] = [
  'criminal_summons',
  'administrative_summons',
  'compelled_appearance',
  'continued_questioning',
  'detention',
  'surrendered',
  'voluntary',
];

const ofCase: Partial<Record<BasisKind, CaseKind>> = {
  criminal_summons: 'criminal',
  compelled_appearance: 'criminal',
  detention: 'criminal',
  administrative_summons: 'administrative',
};

/** A summons is of one kind of case; who comes by themselves may be of either. */
export function basesFor(kind: CaseKind | undefined): readonly BasisKind[] {
  return bases.filter((basis) => !kind || !ofCase[basis] || ofCase[basis] === kind);
}

export const isSummons = (basis: BasisKind | undefined) =>
  basis === 'criminal_summons' || basis === 'administrative_summons';

/** On which paper the person also writes when they arrived. */
export const hasArrivalPaper = (basis: BasisKind | undefined) =>
  isSummons(basis) || basis === 'compelled_appearance';

const isOnPaper = (basis: BasisKind | undefined) =>
  basis !== undefined && basis !== 'surrendered' && basis !== 'voluntary';

export function basisOf(values: BasisValues): Basis {
  const text = (value: string | undefined) => value?.trim() || undefined;
  const oral = isSummons(values.basisKind) && (values.oral ?? false);
  const onPaper = isOnPaper(values.basisKind) && !oral;
  return {
    kind: values.basisKind,
    oral,
    documentNumber: onPaper ? text(values.documentNumber) : undefined,
    issuedBy: onPaper ? text(values.issuedBy) : undefined,
  };
}

interface Props {
  caseKind?: CaseKind;
  label: string;
}

export function BasisKindField({ caseKind, label }: Props) {
  const { t } = useText();
  return (
    <Field
      span={6}
      name="basisKind"
      label={label}
      rules={[{ required: true, message: t('signIn.required') }]}
    >
      <Select
        showSearch
        optionFilterProp="label"
        options={basesFor(caseKind).map((value) => ({ value, label: t(`domain.basis.${value}`) }))}
      />
    </Field>
  );
}

export function BasisPaperFields() {
  const { t, optional } = useText();
  const basis = Form.useWatch<BasisKind | undefined>('basisKind');
  const oral = Form.useWatch<boolean | undefined>('oral');
  if (!isOnPaper(basis)) return null;
  return (
    <>
      {isSummons(basis) && (
        <Field span={12} name="oral" valuePropName="checked">
          <Checkbox>
            {t('stay.arrival.oral')} <span className="quiet small">{t('stay.arrival.oralHint')}</span>
          </Checkbox>
        </Field>
      )}
      {!(isSummons(basis) && oral) && (
        <>
          <Field span={6} name="documentNumber" label={optional(t('stay.arrival.documentNumber'))}>
            <Input maxLength={64} autoComplete="off" />
          </Field>
          <Field span={6} name="issuedBy" label={optional(t('stay.arrival.issuedBy'))}>
            <Input maxLength={64} autoComplete="off" />
          </Field>
        </>
      )}
    </>
  );
}

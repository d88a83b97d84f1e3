// SPDX-License-Identifier: Apache-2.0
// For which case, in which role, and on what legal basis; the case fills in what usually follows from it.
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import type { BasisKind, Case, Tile } from '../api/types';
import { Field } from '../components/field';
import { UnitPicker } from '../components/pickers';
import { useText } from '../i18n';
import { type ArrivalValues, usualBasis, usualRole } from './arrival-values';
import { CasePicker } from './case-picker';

const roles: readonly Tile['role'][] = ['suspect', 'offender', 'witness', 'victim'];
const bases: readonly BasisKind[] = [
  'criminal_summons',
  'administrative_summons',
  'surrendered',
  'voluntary',
];

export function ArrivalCaseFields() {
  const { t } = useText();
  const form = Form.useFormInstance<ArrivalValues>();
  const basis = Form.useWatch('basisKind', form);
  const summons = basis === 'criminal_summons' || basis === 'administrative_summons';
  const required = { required: true, message: t('signIn.required') };

  const onCase = (chosen: Case) => {
    const role = usualRole(form.getFieldValue('role'), chosen.kind);
    form.setFieldsValue({ unitId: chosen.unit.id, role, basisKind: usualBasis(role, chosen.kind) });
  };

  return (
    <>
      <header style={{ marginBottom: 12 }}>
        <h2>{t('stay.arrival.caseTitle')}</h2>
      </header>
      <div className="fields">
        <Form.Item name="caseLabel" hidden>
          <Input />
        </Form.Item>
        <Field span={12} name="caseId" label={t('stay.arrival.case')} rules={[required]}>
          <CasePicker onCase={onCase} />
        </Field>
        <Field span={12} name="role" label={t('stay.arrival.role')}>
          <Radio.Group
            options={roles.map((value) => ({ value, label: t(`domain.role.${value}`) }))}
            onChange={(event) => {
              if (event.target.value === 'witness' || event.target.value === 'victim') {
                form.setFieldsValue({ basisKind: 'voluntary', oral: false });
              }
            }}
          />
        </Field>
        <Field span={6} name="basisKind" label={t('stay.arrival.basis')} rules={[required]}>
          <Select
            showSearch
            optionFilterProp="label"
            options={bases.map((value) => ({ value, label: t(`domain.basis.${value}`) }))}
          />
        </Field>
        <Field span={6} name="unitId" label={t('stay.arrival.unit')} rules={[required]}>
          <UnitPicker />
        </Field>
        {summons && (
          <>
            <Field span={12} name="oral" valuePropName="checked">
              <Checkbox>
                {t('stay.arrival.oral')} <span className="quiet small">{t('stay.arrival.oralHint')}</span>
              </Checkbox>
            </Field>
            <DocumentFields />
          </>
        )}
      </div>
    </>
  );
}

function DocumentFields() {
  const { t, optional } = useText();
  const oral = Form.useWatch('oral');
  if (oral) return null;
  return (
    <>
      <Field span={6} name="documentNumber" label={optional(t('stay.arrival.documentNumber'))}>
        <Input maxLength={64} autoComplete="off" />
      </Field>
      <Field span={6} name="issuedBy" label={optional(t('stay.arrival.issuedBy'))}>
        <Input maxLength={64} autoComplete="off" />
      </Field>
    </>
  );
}

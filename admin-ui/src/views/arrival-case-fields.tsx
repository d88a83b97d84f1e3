// SPDX-License-Identifier: Apache-2.0
// For which case, in which role, and on what legal basis; the case fills in what usually follows from it.
import { Form, Input, Radio } from 'antd';
import type { Case, Tile } from '../api/types';
import { Field } from '../components/field';
import { UnitPicker } from '../components/pickers';
import { useText } from '../i18n';
import { type ArrivalValues, usualBasis, usualRole } from './arrival-values';
import { BasisKindField, BasisPaperFields } from './basis-fields';
import { CasePicker } from './case-picker';

const roles: readonly Tile['role'][] = ['suspect', 'offender', 'witness', 'victim'];
export function ArrivalCaseFields() {
  const { t } = useText();
  const form = Form.useFormInstance<ArrivalValues>();
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
        <BasisKindField label={t('stay.arrival.basis')} />
        <Field span={6} name="unitId" label={t('stay.arrival.unit')} rules={[required]}>
          <UnitPicker />
        </Field>
        <BasisPaperFields />
      </div>
    </>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Adding or changing a member of the staff.
import { Checkbox, Input, Radio, Select } from 'antd';
import { call } from '../../api/client';
import type { Role, Staff, StaffInput } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { UnitPicker } from '../../components/pickers';
import { useText } from '../../i18n';

const roles: readonly Role[] = [
  'duty_officer',
  'investigator',
  'supervisor',
  'unit_head',
  'bureau_head',
  'legal_head',
  'property_keeper',
  'guard',
  'administrator',
  'kiosk',
];
const stale = ['staff'] as const;

export function StaffDialog({ staff, onClose }: { staff: Staff | undefined; onClose: () => void }) {
  const { t } = useText();
  const required = { required: true, message: t('signIn.required') };
  return (
    <EditDialog<StaffInput, StaffInput>
      act={`staff.${staff?.id ?? 'new'}`}
      title={t(staff ? 'adminPages.staff.edit' : 'adminPages.staff.add')}
      initial={
        staff
          ? {
              login: staff.login,
              name: staff.name,
              badge: staff.badge,
              sex: staff.sex,
              function: staff.function,
              unitId: staff.unit.id,
              roles: staff.roles,
              active: staff.active,
            }
          : { function: 'officer', roles: [], active: true }
      }
      toBody={(values) => ({
        login: values.login.trim(),
        name: values.name.trim(),
        badge: values.badge.trim(),
        sex: values.sex,
        function: values.function,
        unitId: values.unitId,
        roles: values.roles,
        active: values.active ?? true,
        password: staff ? undefined : values.password,
      })}
      send={(body, key) =>
        staff
          ? call('put', '/staff/{id}', { path: { id: staff.id }, body, key })
          : call('post', '/staff', { body, key })
      }
      stale={stale}
      onClose={onClose}
    >
      {() => (
        <>
          <Field
            span={6}
            name="name"
            label={t('adminPages.staff.name')}
            rules={[{ ...required, whitespace: true }]}
          >
            <Input autoFocus maxLength={64} autoComplete="off" />
          </Field>
          <Field
            span={6}
            name="badge"
            label={t('adminPages.staff.badge')}
            rules={[{ ...required, whitespace: true }]}
          >
            <Input maxLength={16} autoComplete="off" />
          </Field>
          <Field
            span={6}
            name="login"
            label={t('adminPages.staff.login')}
            extra={t('adminPages.staff.loginHint')}
            rules={[required, { pattern: /^[a-z0-9._-]+$/, message: t('adminPages.staff.loginHint') }]}
          >
            <Input maxLength={64} autoComplete="off" autoCapitalize="none" spellCheck={false} />
          </Field>
          {!staff && (
            <Field
              span={6}
              name="password"
              label={t('adminPages.staff.password')}
              extra={t('adminPages.staff.passwordHint')}
              rules={[required, { min: 15, message: t('password.tooShort') }]}
            >
              <Input.Password maxLength={256} autoComplete="new-password" />
            </Field>
          )}
          <Field span={6} name="unitId" label={t('adminPages.staff.unit')} rules={[required]}>
            <UnitPicker />
          </Field>
          <Field span={6} name="function" label={t('adminPages.staff.function')}>
            <Radio.Group
              options={(['officer', 'auxiliary', 'civilian'] as const).map((value) => ({
                value,
                label: t(`domain.staffFunction.${value}`),
              }))}
            />
          </Field>
          <Field span={6} name="sex" label={t('adminPages.staff.sex')} rules={[required]}>
            <Radio.Group
              options={(['M', 'F'] as const).map((value) => ({ value, label: t(`domain.sex.${value}`) }))}
            />
          </Field>
          <Field span={12} name="roles" label={t('adminPages.staff.roles')}>
            <Select
              showSearch
              optionFilterProp="label"
              mode="multiple"
              maxCount={9}
              options={roles.map((value) => ({ value, label: t(`domain.userRole.${value}`) }))}
            />
          </Field>
          <Field span={6} name="active" valuePropName="checked">
            <Checkbox>{t('adminPages.staff.active')}</Checkbox>
          </Field>
        </>
      )}
    </EditDialog>
  );
}

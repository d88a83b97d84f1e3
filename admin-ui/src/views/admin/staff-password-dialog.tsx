// SPDX-License-Identifier: Apache-2.0
// A new password for somebody else; all their sign-ins end.
import { Input } from 'antd';
import { call } from '../../api/client';
import type { Staff } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { useText } from '../../i18n';

const stale = ['staff'] as const;

interface Values {
  password: string;
}

export function StaffPasswordDialog({ staff, onClose }: { staff: Staff; onClose: () => void }) {
  const { t } = useText();
  return (
    <EditDialog<Values, Values>
      act={`staff.${staff.id}.password`}
      title={t('adminPages.staff.setPasswordOf', { name: staff.name })}
      initial={{}}
      toBody={({ password }) => ({ password })}
      send={(body, key) => call('post', '/staff/{id}/password', { path: { id: staff.id }, body, key })}
      stale={stale}
      done={t('adminPages.staff.passwordSet')}
      width={440}
      onClose={onClose}
    >
      {() => (
        <Field
          span={12}
          name="password"
          label={t('password.next')}
          extra={t('adminPages.staff.passwordHint')}
          rules={[
            { required: true, message: t('signIn.required') },
            { min: 15, message: t('password.tooShort') },
          ]}
        >
          <Input.Password autoFocus maxLength={256} autoComplete="new-password" />
        </Field>
      )}
    </EditDialog>
  );
}

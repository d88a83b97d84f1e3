// SPDX-License-Identifier: Apache-2.0
// Changing one's own password; all other sign-ins of the account end with it.
import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/client';
import { ErrorNote } from '../components/error-note';
import { useText } from '../i18n';

interface Values {
  current: string;
  next: string;
  again: string;
}

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const required = { required: true, message: t('signIn.required') };

  const submit = async ({ current, next }: Values) => {
    setPending(true);
    setError(undefined);
    try {
      await call('post', '/session/password', { body: { current, next } });
      void message.success(t('password.done'));
      onClose();
    } catch (caught) {
      setError(caught);
      setPending(false);
    }
  };

  return (
    <Modal
      open
      title={t('user.password')}
      okText={t('password.save')}
      cancelText={t('act.cancel')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={440}
    >
      <ErrorNote error={error} read />
      <Form name="password" form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item name="current" label={t('password.current')} rules={[required]}>
          <Input.Password autoFocus autoComplete="current-password" maxLength={256} />
        </Form.Item>
        <Form.Item
          name="next"
          label={t('password.next')}
          extra={t('password.lengthHint')}
          rules={[required, { min: 15, message: t('password.tooShort') }]}
        >
          <Input.Password autoComplete="new-password" maxLength={256} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('password.again')}
          dependencies={['next']}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_, value: string) =>
                !value || value === getFieldValue('next')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('password.differ'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={256} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Setting one's own signing PIN. Neither the password nor the PIN is kept anywhere by the page.
import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { call } from '../api/client';
import { ErrorNote } from '../components/error-note';
import { useFieldError } from '../hooks/use-field-error';
import { useText } from '../i18n';

interface Values {
  password: string;
  pin: string;
  again: string;
}

export function PinDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const required = { required: true, message: t('signIn.required') };
  useFieldError(form, error);

  const submit = async ({ password, pin }: Values) => {
    setPending(true);
    setError(undefined);
    try {
      await call('post', '/session/pin', { body: { password, pin } });
      void message.success(t('transcript.pin.done'));
      onClose();
    } catch (caught) {
      form.setFieldValue('password', '');
      setError(caught);
      setPending(false);
    }
  };

  return (
    <Modal
      open
      title={t('transcript.pin.title')}
      okText={t('transcript.pin.save')}
      cancelText={t('act.cancel')}
      confirmLoading={pending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={440}
    >
      <p className="quiet" style={{ marginBottom: 12 }}>
        {t('transcript.pin.hint')}
      </p>
      <ErrorNote error={error} />
      <Form
        name="pin"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item name="password" label={t('transcript.pin.password')} rules={[required]}>
          <Input.Password autoFocus autoComplete="current-password" maxLength={256} />
        </Form.Item>
        <Form.Item
          name="pin"
          label={t('transcript.pin.pin')}
          rules={[required, { pattern: /^[0-9]{6,12}$/, message: t('transcript.pin.wrong') }]}
        >
          <Input.Password autoComplete="new-password" inputMode="numeric" maxLength={12} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('transcript.pin.again')}
          dependencies={['pin']}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_, value: string) =>
                !value || value === getFieldValue('pin')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('transcript.pin.differ'))),
            }),
          ]}
        >
          <Input.Password
            autoComplete="new-password"
            inputMode="numeric"
            maxLength={12}
            onPressEnter={() => form.submit()}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

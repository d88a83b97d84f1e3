// SPDX-License-Identifier: Apache-2.0
// Badge and PIN, for a terminal where many work: scanned, typed, two Enters. The PIN is in its field until the press and
// nowhere else.
import { Button, Form, Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { call } from '../api/client';
import type { Me } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { useText } from '../i18n';

interface Values {
  badge: string;
  pin: string;
}

export function SwitchForm({ onSwitched }: { onSwitched: (user: Me) => Promise<void> }) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const badgeField = useRef<InputRef>(null);
  const pinField = useRef<InputRef>(null);
  useEffect(() => badgeField.current?.focus(), []);

  const change = async ({ badge, pin }: Values) => {
    if (pending) return;
    setPending(true);
    setError(undefined);
    form.setFieldValue('pin', '');
    try {
      await onSwitched(await call('post', '/session/switch', { body: { badge: badge.trim(), pin } }));
    } catch (caught) {
      setError(caught);
      setPending(false);
      pinField.current?.focus();
    }
  };

  const required = { required: true, message: t('signIn.required') };
  return (
    <>
      <ErrorNote error={error} />
      <Form
        name="switch"
        form={form}
        layout="vertical"
        requiredMark={false}
        autoComplete="off"
        onFinish={(values) => void change(values)}
      >
        <Form.Item name="badge" label={t('switch.badge')} rules={[required]}>
          <Input
            ref={badgeField}
            size="large"
            maxLength={32}
            spellCheck={false}
            placeholder={t('switch.badgeHint')}
            onKeyDown={(event) => {
              // A scanner ends with Enter: the PIN comes next.
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              pinField.current?.focus();
            }}
          />
        </Form.Item>
        <Form.Item name="pin" label={t('switch.pin')} rules={[required]} extra={t('switch.hint')}>
          <Input.Password
            ref={pinField}
            size="large"
            maxLength={12}
            inputMode="numeric"
            autoComplete="one-time-code"
            visibilityToggle={false}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={pending}>
          {t('switch.submit')}
        </Button>
      </Form>
    </>
  );
}

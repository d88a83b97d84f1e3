// SPDX-License-Identifier: Apache-2.0
// Signing in. Wrong entries are answered by the centre in one sentence that does not tell which of the two was wrong.
import { Alert, Button, Form, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/client';
import type { Me } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { bringBack } from '../drafts';
import { useText } from '../i18n';
import { usePanelMemory } from '../panel/memory';
import { useSessionState } from '../session';
import { countUnsent } from '../unsent';
import { EntryCard } from '../views/entry-card';
import { PanelLink } from '../views/panel-link';
import { SwitchForm } from '../views/switch-form';

interface Values {
  login: string;
  password: string;
}

export function SignInPage() {
  const { t } = useText();
  const { endReason, signedIn } = useSessionState();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const [form] = Form.useForm<Values>();
  const [waiting] = useState(() => countUnsent());

  const { room } = usePanelMemory();
  const [byPin, setByPin] = useState(false);
  const enter = async (user: Me) => {
    await bringBack(user.id);
    signedIn(user);
  };

  const submit = async ({ login, password }: Values) => {
    setPending(true);
    setError(undefined);
    try {
      await enter(await call('post', '/session', { body: { login: login.trim(), password } }));
    } catch (caught) {
      setError(caught);
      form.setFieldValue('password', '');
      form.getFieldInstance('password')?.focus();
    } finally {
      setPending(false);
    }
  };

  return (
    <EntryCard title={t('signIn.title')}>
      {endReason && !error && (
        <Alert type="info" showIcon message={t(`signIn.${endReason}`)} style={{ marginBottom: 16 }} />
      )}
      {waiting > 0 && (
        <Alert
          type="info"
          showIcon
          message={t('unsent.onDevice', { count: waiting })}
          style={{ marginBottom: 16 }}
        />
      )}
      <ErrorNote error={error} read />
      {byPin ? (
        <SwitchForm onSwitched={enter} />
      ) : (
        <Form
          name="signIn"
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={submit}
          disabled={pending}
        >
          <Form.Item
            name="login"
            label={t('signIn.login')}
            rules={[{ required: true, message: t('signIn.required') }]}
          >
            <Input
              size="large"
              autoFocus
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={64}
            />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('signIn.password')}
            rules={[{ required: true, message: t('signIn.required') }]}
          >
            <Input.Password size="large" autoComplete="current-password" maxLength={256} />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={pending}>
            {t('signIn.submit')}
          </Button>
        </Form>
      )}
      {room && (
        <Button type="link" block style={{ marginTop: 8 }} onClick={() => setByPin(!byPin)}>
          {t(byPin ? 'signIn.password' : 'switch.withPin')}
        </Button>
      )}
      <PanelLink />
    </EntryCard>
  );
}

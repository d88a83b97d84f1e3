// SPDX-License-Identifier: Apache-2.0
// The one-time link of an empty centre: its first administrator.
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { call } from '../api/client';
import { ErrorNote } from '../components/error-note';
import { useText } from '../i18n';
import { useSessionState } from '../session';
import { EntryCard } from '../views/entry-card';

interface Values {
  login: string;
  name: string;
  password: string;
  again: string;
}

export function InvitePage() {
  const { t } = useText();
  const { token = '' } = useParams();
  const { signedIn } = useSessionState();
  const navigate = useNavigate();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const required = { required: true, message: t('signIn.required') };

  const submit = async ({ login, name, password }: Values) => {
    setPending(true);
    setError(undefined);
    try {
      const body = { login: login.trim(), name: name.trim(), password };
      signedIn(await call('post', '/invitations/{token}', { path: { token }, body }));
      await navigate('/', { replace: true });
    } catch (caught) {
      setError(caught);
      setPending(false);
    }
  };

  return (
    <EntryCard title={t('invite.title')}>
      <p className="quiet" style={{ marginBottom: 16 }}>
        {t('invite.explain')}
      </p>
      <ErrorNote error={error} read />
      <Form layout="vertical" requiredMark={false} onFinish={submit} disabled={pending}>
        <Form.Item name="name" label={t('invite.name')} rules={[{ ...required, whitespace: true }]}>
          <Input autoFocus maxLength={64} autoComplete="name" />
        </Form.Item>
        <Form.Item
          name="login"
          label={t('signIn.login')}
          extra={t('adminPages.staff.loginHint')}
          rules={[required, { pattern: /^[a-z0-9._-]+$/, message: t('invite.loginRule') }]}
        >
          <Input maxLength={64} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('signIn.password')}
          extra={t('password.lengthHint')}
          rules={[required, { min: 15, message: t('password.tooShort') }]}
        >
          <Input.Password autoComplete="new-password" maxLength={256} />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('invite.again')}
          dependencies={['password']}
          rules={[
            required,
            ({ getFieldValue }) => ({
              validator: (_, value: string) =>
                !value || value === getFieldValue('password')
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('password.differ'))),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" maxLength={256} />
        </Form.Item>
        <Button type="primary" htmlType="submit" block loading={pending}>
          {t('invite.submit')}
        </Button>
      </Form>
    </EntryCard>
  );
}

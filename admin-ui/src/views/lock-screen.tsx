// SPDX-License-Identifier: Apache-2.0
// The lock: the same user goes on with the password, another one signs in and begins on the own page.
import { Button, Form, Input } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { call } from '../api/client';
import type { Me } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { useText } from '../i18n';
import { unlock } from '../lock';
import { router } from '../routes';
import { useSessionState } from '../session';
import { EntryCard } from './entry-card';

interface Props {
  /** Who locked; not known yet right after a reload. */
  me: Me | null;
  error: unknown;
}

/** Beside the page, so that all of the page can be taken out of sight. */
function useOwnPlace(): HTMLElement {
  const [place] = useState(() => {
    const element = document.createElement('div');
    element.id = 'lock';
    return element;
  });
  useLayoutEffect(() => {
    document.body.append(place);
    return () => place.remove();
  }, [place]);
  return place;
}

/** When the lock is off, typing goes on where it stopped. */
function useFocusBack(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // The page is shown again one moment later.
      setTimeout(() => before instanceof HTMLElement && before.isConnected && before.focus(), 0);
    },
    [before],
  );
}

export function LockScreen({ me, error }: Props) {
  const { t } = useText();
  const { retry } = useSessionState();
  const place = useOwnPlace();
  useFocusBack();
  return createPortal(
    <EntryCard title={t('lock.title')}>
      <ErrorNote error={error} read retry={retry} />
      {!error && !me && <p className="quiet">{t('act.loading')}</p>}
      {me && <Unlock me={me} />}
    </EntryCard>,
    place,
  );
}

interface Values {
  login?: string;
  password: string;
}

function Unlock({ me }: { me: Me }) {
  const { t } = useText();
  const { signedIn, replaced } = useSessionState();
  const [form] = Form.useForm<Values>();
  const [other, setOther] = useState(false);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const area = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first field takes the focus whenever there is another
  useEffect(() => area.current?.querySelector('input')?.focus(), [other]);

  const submit = async ({ login, password }: Values) => {
    setPending(true);
    setError(undefined);
    try {
      const user = await call('post', '/session', {
        body: { login: other ? (login ?? '').trim() : me.login, password },
      });
      if (user.id === me.id) {
        signedIn(user);
        unlock();
        return;
      }
      // Still behind the lock: the pages that were open are left before anybody else may see them.
      await router.navigate('/', { replace: true });
      replaced(user);
      unlock();
    } catch (caught) {
      setError(caught);
      setPending(false);
      form.setFieldValue('password', '');
      form.getFieldInstance('password')?.focus();
    }
  };

  const required = { required: true, message: t('signIn.required') };
  return (
    <div ref={area}>
      <ErrorNote error={error} read />
      {!other && (
        <p style={{ marginBottom: 16 }}>
          <strong>{me.name}</strong> <span className="quiet">{me.badge}</span>
          <br />
          <span className="quiet">{t('lock.hint')}</span>
        </p>
      )}
      {other && (
        <p className="quiet" style={{ marginBottom: 16 }}>
          {t('lock.otherHint', { name: me.name })}
        </p>
      )}
      <Form
        name="unlock"
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={pending}
        onFinish={(values) => void submit(values)}
      >
        {other && (
          <Form.Item name="login" label={t('signIn.login')} rules={[required]}>
            <Input
              size="large"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={64}
            />
          </Form.Item>
        )}
        <Form.Item name="password" label={t('signIn.password')} rules={[required]}>
          <Input.Password size="large" autoComplete="current-password" maxLength={256} />
        </Form.Item>
        <Button type="primary" htmlType="submit" size="large" block loading={pending}>
          {t(other ? 'signIn.submit' : 'lock.unlock')}
        </Button>
        <Button
          type="link"
          block
          style={{ marginTop: 8 }}
          onClick={() => {
            setOther(!other);
            setError(undefined);
            form.resetFields();
          }}
        >
          {t(other ? 'lock.same' : 'lock.other', { name: me.name })}
        </Button>
      </Form>
    </div>
  );
}

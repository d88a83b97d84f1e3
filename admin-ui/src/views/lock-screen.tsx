// SPDX-License-Identifier: Apache-2.0
// The lock: the same user goes on with the password, another one signs in, or takes over by badge and PIN, and begins
// on their own page; what was half typed waits for its owner.
import { Button, Form, Input } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { call } from '../api/client';
import type { Me } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { bringBack } from '../drafts';
import { useText } from '../i18n';
import { isToSwitch, unlock } from '../lock';
import { placeOf, rememberPlace } from '../places';
import { router } from '../routes';
import { useSessionState } from '../session';
import { EntryCard } from './entry-card';
import { PanelLink } from './panel-link';
import { SwitchForm } from './switch-form';

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
      <PanelLink />
    </EntryCard>,
    place,
  );
}

interface Values {
  login?: string;
  password: string;
}

type Way = 'same' | 'other' | 'switch';

/** Still behind the lock: the pages that were open are left before anybody else may see them. */
function useTakeOver(me: Me): (user: Me) => Promise<void> {
  const { signedIn, replaced } = useSessionState();
  return async (user) => {
    if (user.id === me.id) {
      signedIn(user);
      unlock();
      return;
    }
    rememberPlace(me.id, router.state.location);
    await bringBack(user.id);
    await router.navigate(placeOf(user.id), { replace: true });
    replaced(user);
    unlock();
  };
}

function Unlock({ me }: { me: Me }) {
  const { t } = useText();
  const [way, setWay] = useState<Way>(isToSwitch() ? 'switch' : 'same');
  const takeOver = useTakeOver(me);
  const ways: Record<Way, string> = {
    same: t('lock.same', { name: me.name }),
    other: t('lock.other'),
    switch: t('switch.withPin'),
  };
  return (
    <>
      {way === 'same' && (
        <p style={{ marginBottom: 16 }}>
          <strong>{me.name}</strong> <span className="quiet">{me.badge}</span>
          <br />
          <span className="quiet">{t('lock.hint')}</span>
        </p>
      )}
      {way !== 'same' && (
        <p className="quiet" style={{ marginBottom: 16 }}>
          {t('lock.otherHint', { name: me.name })}
        </p>
      )}
      {way === 'switch' ? (
        <SwitchForm onSwitched={takeOver} />
      ) : (
        <PasswordForm key={way} login={way === 'same' ? me.login : undefined} onSignedIn={takeOver} />
      )}
      {(['switch', 'other', 'same'] as const)
        .filter((one) => one !== way)
        .map((one) => (
          <Button key={one} type="link" block style={{ marginTop: 8 }} onClick={() => setWay(one)}>
            {ways[one]}
          </Button>
        ))}
    </>
  );
}

interface PasswordProps {
  /** Whose password is asked for; missing: it is entered, too. */
  login: string | undefined;
  onSignedIn: (user: Me) => Promise<void>;
}

function PasswordForm({ login: known, onSignedIn }: PasswordProps) {
  const { t } = useText();
  const [form] = Form.useForm<Values>();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const area = useRef<HTMLDivElement>(null);

  useEffect(() => area.current?.querySelector('input')?.focus(), []);

  const submit = async ({ login, password }: Values) => {
    setPending(true);
    setError(undefined);
    try {
      await onSignedIn(
        await call('post', '/session', { body: { login: known ?? (login ?? '').trim(), password } }),
      );
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
      <Form
        name="unlock"
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={pending}
        onFinish={(values) => void submit(values)}
      >
        {known === undefined && (
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
          {t(known === undefined ? 'signIn.submit' : 'lock.unlock')}
        </Button>
      </Form>
    </div>
  );
}

// SPDX-License-Identifier: Apache-2.0
// A failure in its place on the page: what is wrong, which rule or field, and what to do now.
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { describeError, describeReadError } from '../errors';
import { useText } from '../i18n';

interface Props {
  error: unknown;
  /** A failed read has nothing to lose; a failed act may have been stored. */
  read?: boolean;
  retry?: () => void;
  action?: ReactNode;
  extra?: ReactNode;
}

export function ErrorNote({ error, read = false, retry, action, extra }: Props) {
  const { t, language } = useText();
  if (!error) return null;
  const message = read ? describeReadError(error, t, language) : describeError(error, t, language);
  return (
    <Alert
      role="alert"
      type={message.kind === 'network' ? 'warning' : 'error'}
      showIcon
      message={<strong>{message.title}</strong>}
      description={
        <>
          <div>{message.detail}</div>
          {message.source && (
            <div className="quiet small">{t('error.source', { source: message.source })}</div>
          )}
          {message.trace && <div className="quiet small mono">{t('error.trace', { id: message.trace })}</div>}
          {extra}
        </>
      }
      action={
        action ??
        (retry && (
          <Button size="small" onClick={retry}>
            {t('act.retry')}
          </Button>
        ))
      }
      style={{ marginBottom: 16 }}
    />
  );
}

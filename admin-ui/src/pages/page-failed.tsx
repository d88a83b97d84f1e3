// SPDX-License-Identifier: Apache-2.0
// A page that broke, or does not exist, says so calmly and shows the way out.
import { Button, Result } from 'antd';
import { Link } from 'react-router';
import { useText } from '../i18n';

export function PageFailed() {
  const { t } = useText();
  return (
    <Result
      status="warning"
      title={t('error.internal')}
      subTitle={t('error.internalRemedy')}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('act.retry')}
        </Button>
      }
    />
  );
}

export function PageMissing() {
  const { t } = useText();
  return <Result status="info" title={t('error.notFound')} extra={<Link to="/">{t('act.back')}</Link>} />;
}

export function PageForbidden() {
  const { t } = useText();
  return <Result status="info" title={t('error.notAllowed')} extra={<Link to="/">{t('act.back')}</Link>} />;
}

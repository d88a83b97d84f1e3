// SPDX-License-Identifier: Apache-2.0
// Says that what is on the page may be old, as long as the link to the centre is down.
import { useEffect, useState } from 'react';
import { useLinkState } from '../api/events';
import { ToneMark } from '../components/tone';
import { useText } from '../i18n';
import styles from './shell.module.css';

const graceMs = 2_500;

export function LinkBanner() {
  const { t } = useText();
  const link = useLinkState();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (link !== 'lost') {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), graceMs);
    return () => clearTimeout(timer);
  }, [link]);
  if (!shown) return null;
  return (
    <div className={styles.banner} role="status">
      <ToneMark tone="soon">{t('link.lost')}</ToneMark>
    </div>
  );
}

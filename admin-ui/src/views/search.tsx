// SPDX-License-Identifier: Apache-2.0
// The search of the whole desk: a button that shows its key, and the palette that Ctrl-K opens over any page.
import { SearchOutlined } from '@ant-design/icons';
import { App } from 'antd';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useChord } from '../hooks/use-chord';
import { dialogOpen } from '../hooks/use-keys';
import { useText } from '../i18n';
import styles from './search.module.css';
import { SearchPalette } from './search-palette';

export function Search() {
  const { t } = useText();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const show = () => {
    if (open) return;
    // A dialog may hold what was typed: nobody is led away from it.
    if (dialogOpen()) void message.info(t('search.dialogFirst'));
    // At once, so that the first letter typed after the key already lands in the search.
    else flushSync(() => setOpen(true));
  };
  useChord({ key: 'k' }, show);
  return (
    <>
      <button
        type="button"
        className={styles.button}
        aria-label={t('search.button')}
        title={t('search.title')}
        aria-keyshortcuts="Control+K"
        onClick={show}
      >
        <SearchOutlined aria-hidden="true" />
        <span className={styles.word}>{t('search.button')}</span>
        <kbd>Ctrl K</kbd>
      </button>
      {open && <SearchPalette onClose={() => setOpen(false)} />}
    </>
  );
}

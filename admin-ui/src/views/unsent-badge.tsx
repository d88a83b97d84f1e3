// SPDX-License-Identifier: Apache-2.0
// How many entries wait on this device, always in sight; pressed, it shows which, and what the centre said of them.
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Moment } from '../components/moment';
import { ToneMark } from '../components/tone';
import { useSending, useTakeBack, useUnsent } from '../hooks/use-unsent';
import { useText } from '../i18n';
import type { Unsent } from '../unsent';
import styles from './shell.module.css';

export function UnsentBadge() {
  const { t } = useText();
  const entries = useUnsent();
  const sendNow = useSending();
  const [shown, setShown] = useState(false);
  const waiting = entries.filter((entry) => !entry.refused).length;
  const refused = entries.length - waiting;
  if (entries.length === 0) return null;
  return (
    <>
      <button type="button" className={styles.unsent} onClick={() => setShown(true)}>
        {waiting > 0 && (
          <ToneMark tone="soon" shape="⇡">
            {t('unsent.badge', { count: waiting })}
          </ToneMark>
        )}
        {refused > 0 && <ToneMark tone="over">{t('unsent.refusedBadge', { count: refused })}</ToneMark>}
      </button>
      <Modal
        open={shown}
        title={t('unsent.title')}
        onCancel={() => setShown(false)}
        footer={
          <Button type="primary" disabled={waiting === 0} onClick={sendNow}>
            {t('unsent.sendNow')}
          </Button>
        }
      >
        <p className="quiet" style={{ marginBottom: 8 }}>
          {t('unsent.hint')}
        </p>
        <ul className={styles.unsentList}>
          {entries.map((entry) => (
            <UnsentRow key={entry.key} entry={entry} />
          ))}
        </ul>
      </Modal>
    </>
  );
}

function UnsentRow({ entry }: { entry: Unsent }) {
  const { t, language } = useText();
  const takeBack = useTakeBack();
  return (
    <li>
      <Moment us={entry.atUs} seconds />
      <span className="grow">
        {entry.what}
        {entry.refused && <div className="small">{entry.refused[language]}</div>}
      </span>
      {entry.refused ? (
        <ToneMark tone="over">{t('unsent.refused')}</ToneMark>
      ) : (
        <ToneMark tone="soon" shape="⇡">
          {t(entry.tried ? 'unsent.sending' : 'unsent.waiting')}
        </ToneMark>
      )}
      {(entry.refused || !entry.tried) && (
        <Button size="small" onClick={() => takeBack(entry.key)}>
          {t(entry.refused ? 'unsent.removeRefused' : 'unsent.remove')}
        </Button>
      )}
    </li>
  );
}

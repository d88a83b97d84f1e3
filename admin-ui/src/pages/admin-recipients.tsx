// SPDX-License-Identifier: Apache-2.0
// Offices that receive packages encrypted to their own certificate: one adds, another confirms, either retires.
import { Button } from 'antd';
import { useState } from 'react';
import { seesRecipients } from '../abilities';
import { useRecipients } from '../api/queries';
import type { Recipient } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { useText } from '../i18n';
import { useUser } from '../session';
import {
  AddRecipientDialog,
  ConfirmRecipientDialog,
  RetireRecipientDialog,
} from '../views/recipients/dialogs';
import { RecipientItem } from '../views/recipients/recipient-item';
import styles from '../views/recipients/recipients.module.css';

export function RecipientsPage() {
  const { t } = useText();
  const { can } = useUser();
  return (
    <div className="page stack">
      <div className="page-head">
        <h1>{t('recipients.title')}</h1>
      </div>
      {seesRecipients(can) ? <RecipientsView /> : <Empty title={t('error.notAllowed')} />}
    </div>
  );
}

type Doing = { act: 'add' } | { act: 'confirm' | 'retire'; recipient: Recipient };

function RecipientsView() {
  const { t } = useText();
  const { can } = useUser();
  const recipients = useRecipients();
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  const add = can.administer && (
    <Button type="primary" onClick={() => setDoing({ act: 'add' })}>
      {t('recipients.add')}
    </Button>
  );
  return (
    <>
      <p className="quiet" style={{ margin: 0 }}>
        {t('recipients.about')}
      </p>
      <Loadable query={recipients}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('recipients.none')} hint={t('recipients.noneHint')} action={add || undefined} />
          ) : (
            <section className="panel" aria-label={t('recipients.title')}>
              <div className="row">
                <span className="grow quiet">{t('recipients.count', { count: items.length })}</span>
                {add}
              </div>
              <ul className={styles.list}>
                {items.map((recipient) => (
                  <RecipientItem
                    key={recipient.id}
                    recipient={recipient}
                    onConfirm={() => setDoing({ act: 'confirm', recipient })}
                    onRetire={() => setDoing({ act: 'retire', recipient })}
                  />
                ))}
              </ul>
            </section>
          )
        }
      </Loadable>
      {doing?.act === 'add' && <AddRecipientDialog onClose={close} />}
      {doing?.act === 'confirm' && <ConfirmRecipientDialog recipient={doing.recipient} onClose={close} />}
      {doing?.act === 'retire' && <RetireRecipientDialog recipient={doing.recipient} onClose={close} />}
    </>
  );
}

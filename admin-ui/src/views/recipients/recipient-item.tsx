// SPDX-License-Identifier: Apache-2.0
// One office with its certificate: what it says, who added, confirmed and retired it.
import { Button } from 'antd';
import type { Recipient } from '../../api/types';
import { Moment } from '../../components/moment';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import { useUser } from '../../session';
import styles from './recipients.module.css';
import { grouped, recipientTones } from './values';

interface Props {
  recipient: Recipient;
  onConfirm: () => void;
  onRetire: () => void;
}

export function RecipientItem({ recipient, onConfirm, onRetire }: Props) {
  const { t } = useText();
  const { me, can } = useUser();
  const { state, validFromUs, validToUs } = recipient;
  const own = recipient.addedBy.id === me.id;
  const waiting = state === 'waiting' && can.confirmRules;
  return (
    <li data-recipient={recipient.id} data-state={state}>
      <div className={styles.head}>
        <h2>{recipient.name}</h2>
        <ToneMark tone={recipientTones[state]}>{t(`recipients.state.${state}`)}</ToneMark>
        {waiting && !own && (
          <Button type="primary" onClick={onConfirm}>
            {t('recipients.confirm')}
          </Button>
        )}
        {state !== 'retired' && <Button onClick={onRetire}>{t('recipients.retire')}</Button>}
      </div>
      <dl className={styles.facts}>
        <dt>{t('recipients.kind')}</dt>
        <dd>{t(`exports.recipients.${recipient.kind}`)}</dd>
        <dt>{t('recipients.fingerprint')}</dt>
        <dd className="mono">{grouped(recipient.fingerprint)}</dd>
        <dt>{t('recipients.subject')}</dt>
        <dd>{[recipient.subject, recipient.key].filter(Boolean).join(' · ')}</dd>
        {validFromUs !== undefined && validToUs !== undefined && (
          <>
            <dt>{t('recipients.valid')}</dt>
            <dd>
              <Moment us={validFromUs} form="full" /> – <Moment us={validToUs} form="full" />
            </dd>
          </>
        )}
        <dt>{t('recipients.acts')}</dt>
        <dd>
          <Acts recipient={recipient} />
          {waiting && own && <div className="quiet">{t('recipients.own')}</div>}
        </dd>
      </dl>
    </li>
  );
}

function Acts({ recipient }: { recipient: Recipient }) {
  const { t } = useText();
  const { addedBy, addedAtUs, confirmedBy, confirmedAtUs, retiredBy, retiredAtUs } = recipient;
  const done = [t('recipients.addedBy', { name: addedBy.name, time: beijing(addedAtUs) })];
  if (confirmedBy && confirmedAtUs !== undefined)
    done.push(t('recipients.confirmedBy', { name: confirmedBy.name, time: beijing(confirmedAtUs) }));
  if (retiredBy && retiredAtUs !== undefined)
    done.push(t('recipients.retiredBy', { name: retiredBy.name, time: beijing(retiredAtUs) }));
  return <>{done.join(' · ')}</>;
}

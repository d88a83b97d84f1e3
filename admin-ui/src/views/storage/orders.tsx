// SPDX-License-Identifier: Apache-2.0
// Orders for removal: one person asks, another decides.
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import type { RemovalOrder, Storage } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Empty } from '../../components/empty';
import { Field } from '../../components/field';
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import { useUser } from '../../session';
import styles from './storage.module.css';
import {
  daysFault,
  leastDays,
  mayDecide,
  mostDays,
  type OrderState,
  orderState,
  ordersInOrder,
  usualDays,
} from './values';

const stale = ['cameras'] as const;
const stateTones: Record<OrderState, Tone> = {
  open: 'soon',
  inForce: 'ok',
  replaced: 'ended',
  refused: 'ended',
};

interface Deciding {
  order: RemovalOrder;
  granted: boolean;
}

export function Orders({ storage }: { storage: Storage }) {
  const { t } = useText();
  const { can } = useUser();
  const [asking, setAsking] = useState(false);
  const [deciding, setDeciding] = useState<Deciding>();
  const ask = can.administer && <Button onClick={() => setAsking(true)}>{t('storage.orders.ask')}</Button>;
  return (
    <section className="panel" aria-label={t('storage.orders.title')}>
      <header>
        <h2>{t('storage.orders.title')}</h2>
        {storage.orders.length > 0 && ask}
      </header>
      <p className="quiet">{t('storage.orders.about')}</p>
      {storage.orders.length === 0 ? (
        <Empty
          title={t('storage.orders.none')}
          hint={t('storage.orders.noneHint')}
          action={ask || undefined}
        />
      ) : (
        <ul className={styles.list}>
          {ordersInOrder(storage.orders).map((order) => (
            <OrderRow
              key={order.id}
              order={order}
              state={orderState(order, storage)}
              onDecide={(granted) => setDeciding({ order, granted })}
            />
          ))}
        </ul>
      )}
      {asking && <AskDialog onClose={() => setAsking(false)} />}
      {deciding && <DecideDialog {...deciding} onClose={() => setDeciding(undefined)} />}
    </section>
  );
}

interface RowProps {
  order: RemovalOrder;
  state: OrderState;
  onDecide: (granted: boolean) => void;
}

function OrderRow({ order, state, onDecide }: RowProps) {
  const { t } = useText();
  const { me, can } = useUser();
  const { askedBy, askedAtUs, decidedBy, decidedAtUs } = order;
  return (
    <li>
      <ToneMark tone={stateTones[state]}>{t(`storage.orders.state.${state}`)}</ToneMark>
      <div className={styles.what}>
        <strong>{t('storage.orders.count', { count: order.days })}</strong>
        <div className="quiet small">
          {t('storage.orders.askedBy', { name: askedBy.name, time: beijing(askedAtUs) })}
          {decidedBy && decidedAtUs !== undefined && (
            <> · {t('storage.orders.decidedBy', { name: decidedBy.name, time: beijing(decidedAtUs) })}</>
          )}
        </div>
      </div>
      {mayDecide(order, can, me.id) ? (
        <div className={styles.buttons}>
          <Button type="primary" onClick={() => onDecide(true)}>
            {t('storage.orders.grant')}
          </Button>
          <Button onClick={() => onDecide(false)}>{t('storage.orders.refuse')}</Button>
        </div>
      ) : (
        state === 'open' && askedBy.id === me.id && <span className="quiet">{t('storage.orders.own')}</span>
      )}
    </li>
  );
}

function AskDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  return (
    <EditDialog<{ days: number }, { days: number }, unknown>
      act="storage.order"
      title={t('storage.orders.ask')}
      initial={{ days: usualDays }}
      toBody={({ days }) => ({ days })}
      send={(body, key) => call('post', '/storage/orders', { body, key })}
      stale={stale}
      done={t('storage.orders.askDone')}
      submit={t('storage.orders.ask')}
      width={520}
      onClose={onClose}
    >
      {() => (
        <>
          <p style={{ gridColumn: 'span 12', marginBottom: 12 }}>{t('storage.orders.askExplain')}</p>
          <DaysField />
        </>
      )}
    </EditDialog>
  );
}

function DaysField() {
  const { t } = useText();
  const check = (_: unknown, days: number | null | undefined) => {
    if (days === null || days === undefined) return Promise.reject(t('signIn.required'));
    const fault = daysFault(days);
    if (!fault) return Promise.resolve();
    return Promise.reject(t(`storage.orders.fault.${fault}`, { least: leastDays, most: mostDays }));
  };
  return (
    <Field
      span={6}
      name="days"
      label={t('storage.orders.days')}
      extra={t('storage.orders.daysHint', { least: leastDays })}
      rules={[{ validator: check }]}
    >
      <InputNumber />
    </Field>
  );
}

function DecideDialog({ order, granted, onClose }: Deciding & { onClose: () => void }) {
  const { t } = useText();
  const count = order.days;
  return (
    <EditDialog<Record<string, never>, { granted: boolean }, unknown>
      act={`storage.order.${order.id}.${granted ? 'grant' : 'refuse'}`}
      title={t(granted ? 'storage.orders.grantTitle' : 'storage.orders.refuseTitle', { count })}
      initial={{}}
      toBody={() => ({ granted })}
      send={(body, key) =>
        call('post', '/storage/orders/{id}/decision', { path: { id: order.id }, body, key })
      }
      stale={stale}
      done={t(granted ? 'storage.orders.granted' : 'storage.orders.refused')}
      submit={t(granted ? 'storage.orders.grant' : 'storage.orders.refuse')}
      width={520}
      onClose={onClose}
    >
      {() => (
        <p style={{ gridColumn: 'span 12' }}>
          {t(granted ? 'storage.orders.grantExplain' : 'storage.orders.refuseExplain', { count })}
        </p>
      )}
    </EditDialog>
  );
}

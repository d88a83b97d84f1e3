// SPDX-License-Identifier: Apache-2.0
// Holds that people placed: one person places, another lifts.
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import type { LegalHold, Storage } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Empty } from '../../components/empty';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import { useUser } from '../../session';
import { Interval } from '../exports/export-facts';
import { HoldDialog } from './hold-dialog';
import styles from './storage.module.css';
import { holdsInOrder, mayLift } from './values';

const stale = ['cameras'] as const;

export function Holds({ storage }: { storage: Storage }) {
  const { t } = useText();
  const { can } = useUser();
  const [placing, setPlacing] = useState(false);
  const [lifting, setLifting] = useState<LegalHold>();
  const place = (can.review || can.confirmRules) && (
    <Button onClick={() => setPlacing(true)}>{t('storage.holds.place')}</Button>
  );
  return (
    <section className="panel" aria-label={t('storage.holds.title')}>
      <header>
        <h2>{t('storage.holds.title')}</h2>
        {storage.holds.length > 0 && place}
      </header>
      <p className="quiet">{t('storage.holds.about')}</p>
      {storage.holds.length === 0 ? (
        <Empty
          title={t('storage.holds.none')}
          hint={t('storage.holds.noneHint')}
          action={place || undefined}
        />
      ) : (
        <ul className={styles.list}>
          {holdsInOrder(storage.holds).map((hold) => (
            <HoldRow key={hold.id} hold={hold} onLift={() => setLifting(hold)} />
          ))}
        </ul>
      )}
      {placing && <HoldDialog onClose={() => setPlacing(false)} />}
      {lifting && <LiftDialog hold={lifting} onClose={() => setLifting(undefined)} />}
    </section>
  );
}

function useHeld() {
  const { t } = useText();
  return ({ room, stayNumber }: LegalHold) => {
    if (room) return room.name;
    return stayNumber ? t('storage.holds.ofStay', { number: stayNumber }) : t('storage.holds.ofRemovedStay');
  };
}

function HoldRow({ hold, onLift }: { hold: LegalHold; onLift: () => void }) {
  const { t } = useText();
  const { me, can } = useUser();
  const held = useHeld();
  const lifted = hold.liftedAtUs !== undefined;
  return (
    <li>
      <ToneMark tone={lifted ? 'ended' : 'ok'}>
        {t(`storage.holds.state.${lifted ? 'lifted' : 'inForce'}`)}
      </ToneMark>
      <div className={styles.what}>
        <strong>{held(hold)}</strong> <Interval fromUs={hold.fromUs} toUs={hold.toUs} />
        {hold.reason && <div>{hold.reason}</div>}
        <HoldPersons hold={hold} />
      </div>
      {mayLift(hold, can, me.id) ? (
        <Button onClick={onLift}>{t('storage.holds.lift')}</Button>
      ) : (
        !lifted && hold.placedBy.id === me.id && <span className="quiet">{t('storage.holds.own')}</span>
      )}
    </li>
  );
}

function HoldPersons({ hold }: { hold: LegalHold }) {
  const { t } = useText();
  const { placedBy, placedAtUs, liftedBy, liftedAtUs } = hold;
  return (
    <div className="quiet small">
      {t('storage.holds.placedBy', { name: placedBy.name, time: beijing(placedAtUs) })}
      {liftedBy && liftedAtUs !== undefined && (
        <> · {t('storage.holds.liftedBy', { name: liftedBy.name, time: beijing(liftedAtUs) })}</>
      )}
    </div>
  );
}

function LiftDialog({ hold, onClose }: { hold: LegalHold; onClose: () => void }) {
  const { t } = useText();
  const held = useHeld();
  return (
    <EditDialog<Record<string, never>, Record<string, never>, unknown>
      act={`storage.hold.${hold.id}.lift`}
      title={t('storage.holds.liftTitle', { what: held(hold) })}
      initial={{}}
      toBody={() => ({})}
      send={(_, key) => call('post', '/storage/holds/{id}/lifting', { path: { id: hold.id }, key })}
      stale={stale}
      done={t('storage.holds.lifted')}
      submit={t('storage.holds.lift')}
      width={520}
      onClose={onClose}
    >
      {() => (
        <div style={{ gridColumn: 'span 12' }}>
          <p>
            <Interval fromUs={hold.fromUs} toUs={hold.toUs} />
          </p>
          {hold.reason && <p>{hold.reason}</p>}
          <p style={{ marginTop: 8 }}>{t('storage.holds.liftExplain')}</p>
        </div>
      )}
    </EditDialog>
  );
}

// SPDX-License-Identifier: Apache-2.0
// What recorders found damaged, missing or different, and reports that the centre could not understand.
import type { Storage } from '../../api/types';
import { Empty } from '../../components/empty';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { sizeText } from '../../lib/size';
import { beijing } from '../../lib/time';
import { faultKind, faultTone, type StorageFault } from './care-values';
import styles from './storage.module.css';

export function Faults({ storage }: { storage: Storage }) {
  const { t } = useText();
  return (
    <section className="panel" aria-label={t('storage.faults.title')}>
      <header>
        <h2>{t('storage.faults.title')}</h2>
      </header>
      <p className="quiet">{t('storage.faults.about')}</p>
      {storage.openFaults > 0 && (
        <div className="strip strip-over" role="alert">
          <ToneMark tone="over">{t('storage.faults.open', { count: storage.openFaults })}</ToneMark>
          <span className="grow">{t('storage.faults.openHint')}</span>
        </div>
      )}
      {storage.faults.length === 0 ? (
        <Empty title={t('storage.faults.none')} hint={t('storage.faults.noneHint')} />
      ) : (
        <ul className={styles.list}>
          {storage.faults.map((fault) => (
            <FaultRow key={fault.id} fault={fault} />
          ))}
        </ul>
      )}
    </section>
  );
}

function FaultRow({ fault }: { fault: StorageFault }) {
  const { t } = useText();
  const { kind, copy } = faultKind(fault);
  const word = kind === 'other' ? fault.what : t(`storage.faults.what.${kind}`);
  return (
    <li>
      <ToneMark tone={faultTone(fault)}>
        {t(fault.endedAtUs === undefined ? 'storage.faults.now' : 'storage.faults.over')}
      </ToneMark>
      <div className={styles.what}>
        <strong>{copy ? t('storage.faults.ofCopy', { what: word }) : word}</strong>
        {fault.fragments > 0 && (
          <> {t('storage.faults.fragments', { count: fault.fragments, first: fault.firstFragment })}</>
        )}
        <div>{fault.path}</div>
        <div className="quiet small">
          {t('storage.faults.found', { node: fault.node, time: beijing(fault.foundAtUs) })}
          {fault.endedAtUs !== undefined && (
            <> · {t('storage.faults.ended', { time: beijing(fault.endedAtUs) })}</>
          )}
        </div>
      </div>
    </li>
  );
}

/** Only shown when there are any: in an orderly centre nobody needs to know what this is. */
export function Unreadable({ storage }: { storage: Storage }) {
  const { t } = useText();
  if (storage.unreadableCount === 0) return null;
  return (
    <section className="panel" aria-label={t('storage.unreadable.title')}>
      <header>
        <h2>{t('storage.unreadable.title')}</h2>
      </header>
      <p className="quiet">{t('storage.unreadable.about', { count: storage.unreadableCount })}</p>
      <ul className={styles.list}>
        {storage.unreadable.map((one) => (
          <li key={one.id}>
            <ToneMark tone="soon">{one.node}</ToneMark>
            <div className={styles.what}>
              <strong>{one.kind}</strong> {one.reason}
              <div className="quiet small">
                {beijing(one.receivedAtUs)} · {sizeText(one.bytes)}
              </div>
              {one.report !== undefined && (
                <details>
                  <summary>{t('storage.unreadable.show')}</summary>
                  <code>{one.report}</code>
                </details>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

// SPDX-License-Identifier: Apache-2.0
// How much of the recordings is within its time, held, or may go, and whether anything may be removed at all.
import type { Storage } from '../../api/types';
import { Empty } from '../../components/empty';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { sizeText } from '../../lib/size';
import styles from './storage.module.css';
import { partsOf } from './values';

export function Kept({ storage }: { storage: Storage }) {
  const { t } = useText();
  return (
    <section className="panel">
      <header>
        <h2>{t('storage.kept.title')}</h2>
        {storage.kept.allBytes > 0 && (
          <span className="quiet">{t('storage.kept.all', { size: sizeText(storage.kept.allBytes) })}</span>
        )}
      </header>
      {storage.kept.allBytes > 0 ? (
        <Parts kept={storage.kept} />
      ) : (
        <Empty title={t('storage.kept.none')} hint={t('storage.kept.noneHint')} />
      )}
      <p>
        <strong>{t('storage.kept.days', { days: storage.days })}</strong>
      </p>
      <p>
        {storage.orderInForce ? (
          t('storage.kept.order')
        ) : (
          <ToneMark tone="ok">{t('storage.kept.noOrder')}</ToneMark>
        )}
      </p>
      <p className="quiet small">{t('storage.kept.held')}</p>
    </section>
  );
}

function Parts({ kept }: { kept: Storage['kept'] }) {
  const { t, paren } = useText();
  const parts = partsOf(kept);
  const shown = parts.filter(({ bytes }) => bytes > 0);
  return (
    <>
      {/* The figures stand below; the bar only draws them. */}
      <div className={styles.bar} aria-hidden="true">
        {shown.map(({ part, percent }) => (
          <span key={part} className={styles[part]} style={{ flex: `${percent} 1 0` }} />
        ))}
      </div>
      <dl className={styles.parts}>
        {parts.map(({ part, bytes, percent }) => (
          <div key={part} style={{ display: 'contents' }}>
            <dt>
              <i className={`${styles.swatch} ${styles[part]}`} aria-hidden="true" />
              {t(`storage.kept.part.${part}`)}
            </dt>
            <dd>
              {sizeText(bytes)}
              {paren(`${percent.toFixed(percent > 0 && percent < 10 ? 1 : 0)}%`)}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

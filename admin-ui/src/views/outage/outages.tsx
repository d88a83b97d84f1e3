// SPDX-License-Identifier: Apache-2.0
// When the centre could not take entries, by its own records.
import { useOutages } from '../../api/queries';
import type { Outage } from '../../api/types';
import { Loadable } from '../../components/loadable';
import { Moment } from '../../components/moment';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijing, lengthText } from '../../lib/time';
import styles from './outage.module.css';

const days = 30;

export function Outages() {
  const { t } = useText();
  const outages = useOutages(days);
  return (
    <section className={`panel ${styles.outages}`} aria-label={t('outage.outages')}>
      <header>
        <h2>{t('outage.outages')}</h2>
      </header>
      <p className="quiet small">{t('outage.outagesHint')}</p>
      <Loadable query={outages} rows={3}>
        {({ items, knownSinceUs, truncated }) => (
          <>
            {items.length === 0 ? (
              <p style={{ marginTop: 8 }}>
                <ToneMark tone="ok">{t('outage.noOutages')}</ToneMark>
              </p>
            ) : (
              <ul className={styles.list}>
                {items.map((outage) => (
                  <Row key={outage.fromUs} outage={outage} />
                ))}
              </ul>
            )}
            {truncated && <p className="quiet small">{t('outage.truncated')}</p>}
            {knownSinceUs !== undefined && (
              <p className="quiet small">{t('outage.since', { time: beijing(knownSinceUs) })}</p>
            )}
          </>
        )}
      </Loadable>
    </section>
  );
}

function Row({ outage }: { outage: Outage }) {
  const { t } = useText();
  return (
    <li>
      <span className="nowrap">
        <Moment us={outage.fromUs} seconds /> – <Moment us={outage.toUs} seconds />
      </span>
      <span className="grow">{t(`outage.cause.${outage.cause}`)}</span>
      <span className="quiet">
        {t('outage.lasted', { time: lengthText(outage.toUs - outage.fromUs, t) })}
      </span>
    </li>
  );
}

// SPDX-License-Identifier: Apache-2.0
// The recordings of a stay that leave the centre, and how a receiver checks them.
import { Button } from 'antd';
import { useExports } from '../../api/queries';
import type { StayDetail } from '../../api/types';
import { Empty } from '../../components/empty';
import { Loadable } from '../../components/loadable';
import { useOpened } from '../../hooks/use-opened';
import { useText } from '../../i18n';
import { Copyable, ExportItem } from './export-item';
import styles from './exports.module.css';

export function ExportsPanel({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const { open } = useOpened();
  const exports = useExports(detail.tile.stayId);
  const ask = (
    <Button type="primary" onClick={() => open('export')}>
      {t('exports.ask')}
    </Button>
  );
  return (
    <Loadable query={exports}>
      {({ items, centreKey }) => (
        <>
          {items.length === 0 ? (
            <Empty title={t('exports.none')} hint={t('exports.noneHint')} action={ask} />
          ) : (
            <>
              <div className={styles.bar}>
                <span className="grow quiet">{t('exports.count', { count: items.length })}</span>
                {ask}
              </div>
              <ul className={styles.list} aria-label={t('exports.title')}>
                {items.map((item) => (
                  <ExportItem
                    key={item.id}
                    detail={detail}
                    item={item}
                    onChanged={() => void exports.refetch()}
                  />
                ))}
              </ul>
            </>
          )}
          <section className={styles.key} aria-label={t('exports.key.title')}>
            <h3>{t('exports.key.title')}</h3>
            <Copyable text={centreKey} />
            <p className="quiet small">
              {t('exports.key.how')}{' '}
              <a href="verify.html" download="verify.html">
                {t('exports.key.page')}
              </a>
            </p>
          </section>
        </>
      )}
    </Loadable>
  );
}

// SPDX-License-Identifier: Apache-2.0
// What was staged so far, the misses as plain as the hits.
import type { StagedAct, StagedResult } from '../../api/watching-types';
import { Empty } from '../../components/empty';
import { Moment } from '../../components/moment';
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { seconds } from '../../lib/time';
import { actText, lapsed } from './acts';
import styles from './staged.module.css';

const tones: Record<StagedResult, Tone> = {
  announced: 'soon',
  waiting: 'soon',
  seen: 'ok',
  missed: 'over',
  cancelled: 'quiet',
};

export function ActHistory({ items }: { items: readonly StagedAct[] }) {
  const { t } = useText();
  const nowUs = useNowUs();
  const newestFirst = [...items].sort((a, b) => b.announcedUs - a.announcedUs);
  return (
    <section className="panel">
      <header>
        <h2>{t('staged.history')}</h2>
      </header>
      {items.length === 0 ? (
        <Empty title={t('staged.historyNone')} hint={t('staged.historyNoneHint')} />
      ) : (
        <ol className={styles.history}>
          {newestFirst.map((one) => (
            <li key={one.id}>
              <Moment us={one.announcedUs} />
              <strong>{actText(t, one.act)}</strong>
              {lapsed(one, nowUs) && one.result !== 'cancelled' ? (
                <ToneMark tone="quiet">
                  {t(one.result === 'seen' ? 'staged.lapsedSeen' : 'staged.lapsed')}
                </ToneMark>
              ) : (
                <ToneMark tone={tones[one.result]}>{t(`staged.result.${one.result}`)}</ToneMark>
              )}
              {one.result === 'seen' && one.delayUs !== null && one.delayUs > 0 && (
                <span>{t('staged.delay', { secs: seconds(one.delayUs) })}</span>
              )}
              <span className="quiet grow">{one.by.name}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

// SPDX-License-Identifier: Apache-2.0
// What the video checks see now, beside what the roster says: an observation, not a judgement.
import type { Questioning } from '../../api/types';
import { Moment } from '../../components/moment';
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import styles from './panels.module.css';

export function ObservedPanel({ questioning }: { questioning: Questioning }) {
  const { t } = useText();
  const { observed } = questioning;
  if (!observed) return null;
  const { tone, words } = compare(observed);
  return (
    <section className="panel">
      <header>
        <h2>{t('questioning.observed')}</h2>
        <ToneMark tone={tone}>{t(`questioning.${words.key}`, { count: words.count })}</ToneMark>
      </header>
      {observed.watching && observed.persons >= 0 && (
        <>
          <div className={styles.counts}>
            <span className={styles.count}>{t('questioning.seen', { seen: observed.persons })}</span>
            <span>{t('questioning.expected', { count: observed.expected })}</span>
          </div>
          <p className="quiet small">
            <Moment us={observed.sinceUs} seconds /> ·{' '}
            {t('questioning.confidence', { percent: Math.round(observed.confidenceMilli / 10) })}
          </p>
        </>
      )}
    </section>
  );
}

type Observed = NonNullable<Questioning['observed']>;
type Words = { key: 'agrees' | 'fewer' | 'more' | 'abstains' | 'notWatching'; count: number };

export function compare(observed: Observed): { tone: Tone; words: Words } {
  if (!observed.watching) return { tone: 'soon', words: { key: 'notWatching', count: 0 } };
  if (observed.persons < 0) return { tone: 'quiet', words: { key: 'abstains', count: 0 } };
  const difference = observed.persons - observed.expected;
  if (difference < 0) return { tone: 'soon', words: { key: 'fewer', count: -difference } };
  if (difference > 0) return { tone: 'soon', words: { key: 'more', count: difference } };
  return { tone: 'ok', words: { key: 'agrees', count: 0 } };
}

// SPDX-License-Identifier: Apache-2.0
// Further records that were made of a stay, the newest first, in the words of the centre.
import type { DoneAct } from '../../api/types';
import { Empty } from '../../components/empty';
import { Moment } from '../../components/moment';
import { useText } from '../../i18n';
import { duration } from '../../lib/time';
import styles from './records.module.css';

export function DoneActs({ acts }: { acts: readonly DoneAct[] }) {
  const { t } = useText();
  if (acts.length === 0) return <Empty title={t('acts.none')} hint={t('acts.noneHint')} />;
  return (
    <ul className={styles.list}>
      {acts.map((done) => (
        <DoneActRow key={done.seq} done={done} />
      ))}
    </ul>
  );
}

function DoneActRow({ done }: { done: DoneAct }) {
  const { t, pick } = useText();
  return (
    <li>
      <Moment us={done.atUs} seconds />
      <div>
        <div className="row-wrap">
          <strong>{pick(done.label, done.labelEn)}</strong>
          {done.corrected && <span className="chip chip-soon">{t('acts.corrected')}</span>}
          {done.late && (
            <span className="chip chip-soon">
              {t('stay.page.late')} · {t('stay.page.lateBy', { time: duration(done.enteredUs - done.atUs) })}
            </span>
          )}
        </div>
        <div className={styles.said}>
          {done.said.map((said) => (
            <span key={said.label}>
              <span className="quiet">{pick(said.label, said.labelEn)}</span> {pick(said.value, said.valueEn)}
            </span>
          ))}
        </div>
      </div>
      <span>
        {done.by.name} <span className="quiet mono">#{done.seq}</span>
      </span>
    </li>
  );
}

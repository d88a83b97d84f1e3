// SPDX-License-Identifier: Apache-2.0
// Choosing the next act, with the words of how it is done; one press announces it.
import { Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import type { StagedAct } from '../../api/watching-types';
import { Empty } from '../../components/empty';
import { ErrorNote } from '../../components/error-note';
import { useAct } from '../../hooks/use-act';
import { useText } from '../../i18n';
import { actText, howText, tally } from './acts';
import styles from './staged.module.css';

const stale = ['observations'] as const;

interface Props {
  cameraId: string;
  offered: readonly string[];
  items: readonly StagedAct[];
}

export function ChooseAct({ cameraId, offered, items }: Props) {
  const { t } = useText();
  const tallies = tally(offered, items);
  const [wanted, setWanted] = useState<string>();
  const act = wanted && offered.includes(wanted) ? wanted : tallies[0]?.act;
  const { run, pending, error } = useAct<{ act: string }, StagedAct>(
    `staged.${cameraId}.announce`,
    (body, key) => call('post', '/cameras/{id}/staged-acts', { path: { id: cameraId }, body, key }),
    stale,
  );
  if (!act) return <Empty title={t('staged.noneOffered')} hint={t('staged.noneOfferedHint')} />;
  return (
    <section className="panel stack-tight">
      <h2>{t('staged.choose')}</h2>
      <p className="quiet">{t('staged.chooseHint')}</p>
      <div className={styles.acts}>
        {tallies.map((one) => (
          <button
            key={one.act}
            type="button"
            className={one.act === act ? `${styles.act} ${styles.chosen}` : styles.act}
            aria-pressed={one.act === act}
            onClick={() => setWanted(one.act)}
          >
            <strong>{actText(t, one.act)}</strong>
            <span className="quiet small">
              {one.acts === 0 ? t('staged.never') : t('staged.times', { seen: one.seen, acts: one.acts })}
            </span>
          </button>
        ))}
      </div>
      <p className={styles.how}>{howText(t, act)}</p>
      <ErrorNote error={error} />
      <Button type="primary" className={styles.big} loading={pending} onClick={() => void run({ act })}>
        {t('staged.announce')} · {actText(t, act)}
      </Button>
    </section>
  );
}

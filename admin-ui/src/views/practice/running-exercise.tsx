// SPDX-License-Identifier: Apache-2.0
// The exercise that runs: the time that is left, its goals as they are reached, and ending it before its time.
import { App, Button } from 'antd';
import { call } from '../../api/client';
import { usePracticeRun } from '../../api/queries';
import type { PracticeExercise, PracticeRun } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { ToneMark } from '../../components/tone';
import { useAct } from '../../hooks/use-act';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { duration } from '../../lib/time';
import styles from './practice.module.css';
import { RunProgress } from './run-progress';
import { minutesLeft, nameOf } from './runs';

interface Props {
  run: PracticeRun;
  exercises: readonly PracticeExercise[];
}

export function RunningExercise({ run: known, exercises }: Props) {
  const { t, pick } = useText();
  const { modal } = App.useApp();
  const nowUs = useNowUs();
  const read = usePracticeRun(known.id);
  const run = read.data ?? known;
  const act = useAct<null, undefined>(`practice.${run.id}.end`, (_, key) =>
    call('post', '/practice/runs/{id}/end', { path: { id: run.id }, key }),
  );
  const end = () =>
    modal.confirm({
      title: t('practice.endTitle'),
      content: t('practice.endHint'),
      okText: t('practice.endNow'),
      cancelText: t('act.cancel'),
      onOk: () => act.run(null),
    });
  const left = Math.max(0, run.endsAtUs - nowUs);
  return (
    <section className={`panel stack-tight ${styles.running}`} aria-label={t('practice.running')}>
      <div className="row">
        <div className="grow">
          <span className="quiet small">{t('practice.running')}</span>
          <h2>{nameOf(run, exercises, pick)}</h2>
        </div>
        <strong aria-live="polite">{t('practice.scoreNow', { score: run.score })}</strong>
        <span className={styles.left} role="timer" aria-label={t('practice.timeLeft')}>
          <ToneMark tone={minutesLeft(run, nowUs) > 5 ? 'ok' : 'soon'} shape="">
            {duration(left, true).slice(3)}
          </ToneMark>
        </span>
        <Button loading={act.pending} onClick={end}>
          {t('practice.end')}
        </Button>
      </div>
      <ErrorNote error={act.error} />
      {!read.data && <ErrorNote error={read.error} read retry={() => void read.refetch()} />}
      <RunProgress run={run} exercise={exercises.find((one) => one.id === run.exercise)} />
    </section>
  );
}

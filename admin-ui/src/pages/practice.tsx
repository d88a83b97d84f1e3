// SPDX-License-Identifier: Apache-2.0
// Exercises with made-up persons: what there is, the one that runs, and how earlier ones went.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { usePractice } from '../api/queries';
import type { Practice } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { useOpened } from '../hooks/use-opened';
import { useText } from '../i18n';
import { useNowUs } from '../lib/now';
import { EarlierRuns, RunResult } from '../views/practice/earlier-runs';
import { ExerciseCards, StartDialog } from '../views/practice/exercise-cards';
import { RunningExercise } from '../views/practice/running-exercise';
import { earlierOf, runningOf } from '../views/practice/runs';

type Query = ReturnType<typeof usePractice>;

export function PracticePage() {
  const { t } = useText();
  const query = usePractice();
  if (query.data?.here) return <PracticeView practice={query.data} query={query} />;
  return (
    <div className="page">
      <Loadable query={query}>
        {() => <Empty title={t('practice.notHere')} hint={t('practice.notHereHint')} />}
      </Loadable>
    </div>
  );
}

function PracticeView({ practice, query }: { practice: Practice; query: Query }) {
  const { t } = useText();
  const nowUs = useNowUs();
  const { name, about, open, close } = useOpened();
  const { exercises, runs } = practice;
  const running = runningOf(runs, nowUs);
  useShowsResult(
    running.map((run) => run.id),
    (id) => open('result', id),
  );
  const chosen = name === 'start' ? exercises.find((one) => one.id === about) : undefined;
  return (
    <>
      <div className="page stack" style={{ paddingBottom: 0 }}>
        <div>
          <h1>{t('practice.title')}</h1>
          <p>{t('practice.about')}</p>
          <p className="quiet">{t('practice.scoreOf')}</p>
        </div>
        {running.map((run) => (
          <RunningExercise key={run.id} run={run} exercises={exercises} />
        ))}
        <ExerciseCards
          exercises={exercises}
          busy={running.length > 0}
          onStart={(one) => open('start', one.id)}
        />
      </div>
      <EarlierRuns
        runs={earlierOf(runs, nowUs)}
        exercises={exercises}
        query={query}
        onLook={(run) => open('result', run.id)}
      />
      {chosen && running.length === 0 && <StartDialog exercise={chosen} onClose={close} />}
      {name === 'result' && about && <RunResult id={about} exercises={exercises} onClose={close} />}
    </>
  );
}

/** When an exercise ends while one looks on, its result is read again and shown. */
function useShowsResult(running: readonly string[], show: (id: string) => void): void {
  const client = useQueryClient();
  const before = useRef<readonly string[]>([]);
  useEffect(() => {
    const ended = before.current.find((id) => !running.includes(id));
    before.current = running;
    if (!ended) return;
    void client.invalidateQueries({ queryKey: ['practice'] });
    show(ended);
  });
}

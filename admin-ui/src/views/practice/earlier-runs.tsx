// SPDX-License-Identifier: Apache-2.0
// Exercises that are over: a table, the best first, and how each of them went.
import { Button, Modal } from 'antd';
import { usePracticeRun } from '../../api/queries';
import type { PracticeExercise, PracticeRun } from '../../api/types';
import { type Column, DataTable } from '../../components/data-table';
import { Loadable } from '../../components/loadable';
import { Moment } from '../../components/moment';
import { useText } from '../../i18n';
import { beijing, duration } from '../../lib/time';
import { RunProgress } from './run-progress';
import { goalsReached, nameOf } from './runs';

interface Props {
  runs: readonly PracticeRun[];
  exercises: readonly PracticeExercise[];
  query: { error: unknown; refetch: () => unknown };
  onLook: (run: PracticeRun) => void;
}

export function EarlierRuns({ runs, exercises, query, onLook }: Props) {
  const { t } = useText();
  return (
    <DataTable<PracticeRun>
      name="practice-runs"
      title={t('practice.runs')}
      rows={runs}
      rowKey={(run) => run.id}
      columns={useColumns(exercises, onLook)}
      query={query}
      onRow={onLook}
      empty={{ title: t('practice.runsNone'), hint: t('practice.runsNoneHint') }}
    />
  );
}

function useColumns(
  exercises: readonly PracticeExercise[],
  onLook: (run: PracticeRun) => void,
): Column<PracticeRun>[] {
  const { t, pick } = useText();
  const goals = (run: PracticeRun) => `${goalsReached(run)} / ${run.goals.length}`;
  const took = (run: PracticeRun) => duration(run.endsAtUs - run.startedAtUs, true).slice(3);
  return [
    {
      key: 'score',
      title: t('practice.score'),
      align: 'right',
      render: (_, run) => <strong>{run.score}</strong>,
      text: (run) => String(run.score),
    },
    {
      key: 'exercise',
      title: t('practice.exercise'),
      render: (_, run) => nameOf(run, exercises, pick),
      text: (run) => nameOf(run, exercises, pick),
    },
    {
      key: 'startedAt',
      title: t('practice.startedAt'),
      render: (_, run) => <Moment us={run.startedAtUs} form="full" />,
      text: (run) => beijing(run.startedAtUs),
    },
    { key: 'took', title: t('practice.took'), render: (_, run) => took(run), text: took },
    { key: 'goals', title: t('practice.goalsReached'), render: (_, run) => goals(run), text: goals },
    {
      key: 'breaches',
      title: t('practice.broken'),
      render: (_, run) => run.breaches,
      text: (run) => String(run.breaches),
    },
    {
      key: 'look',
      render: (_, run) => (
        <Button type="link" size="small" onClick={() => onLook(run)}>
          {t('practice.look')}
        </Button>
      ),
    },
  ];
}

interface ResultProps {
  id: string;
  exercises: readonly PracticeExercise[];
  onClose: () => void;
}

export function RunResult({ id, exercises, onClose }: ResultProps) {
  const { t, pick } = useText();
  const run = usePracticeRun(id);
  const name = run.data ? nameOf(run.data, exercises, pick) : '';
  return (
    <Modal
      open
      title={t('practice.result', { name })}
      onCancel={onClose}
      width={640}
      footer={
        <Button type="primary" autoFocus onClick={onClose}>
          {t('act.close')}
        </Button>
      }
    >
      <Loadable query={run}>
        {(shown) => (
          <div className="stack-tight">
            <p>
              <strong style={{ fontSize: 24 }}>{t('practice.points', { count: shown.score })}</strong>{' '}
              <span className="quiet">
                <Moment us={shown.startedAtUs} form="full" />
              </span>
            </p>
            <RunProgress run={shown} exercise={exercises.find((one) => one.id === shown.exercise)} />
            <p className="quiet small">{t('practice.scoreOf')}</p>
          </div>
        )}
      </Loadable>
    </Modal>
  );
}

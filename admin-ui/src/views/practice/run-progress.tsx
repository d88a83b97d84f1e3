// SPDX-License-Identifier: Apache-2.0
// How a run goes or went: its score, what breaches cost, every goal, and the persons of the exercise.
import { Link } from 'react-router';
import type { PracticeExercise, PracticeRun } from '../../api/types';
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import styles from './practice.module.css';
import { type GoalState, pointsPerBreach, stateOfGoal } from './runs';

const tones: Record<GoalState, Tone> = { reached: 'ok', partly: 'soon', open: 'quiet' };

interface Props {
  run: PracticeRun;
  exercise: PracticeExercise | undefined;
}

export function RunProgress({ run, exercise }: Props) {
  return (
    <>
      <Breaches run={run} />
      <Goals run={run} exercise={exercise} />
      <Persons run={run} />
    </>
  );
}

function Breaches({ run }: { run: PracticeRun }) {
  const { t } = useText();
  if (run.breaches === 0) return null;
  return (
    <p>
      <ToneMark tone="over">
        {t('practice.breaches', { count: run.breaches, points: run.breaches * pointsPerBreach })}
      </ToneMark>
    </p>
  );
}

function Goals({ run, exercise }: Props) {
  const { t, pick } = useText();
  const labelOf = (id: string) => {
    const goal = exercise?.goals.find((one) => one.id === id);
    return goal ? pick(goal.label, goal.labelEn) : id;
  };
  return (
    <ul className={styles.goals} aria-label={t('practice.goals')}>
      {run.goals.map((goal) => (
        <li key={goal.id} data-goal={goal.id} data-state={stateOfGoal(goal)}>
          <span className="grow">
            <ToneMark tone={tones[stateOfGoal(goal)]}>{labelOf(goal.id)}</ToneMark>
          </span>
          <span className="quiet small nowrap">
            {goal.persons > 0
              ? t('practice.done', { done: goal.done, persons: goal.persons })
              : t('practice.nobodyYet')}
          </span>
          <span className="nowrap">
            {t('practice.reached', { reached: goal.reached, points: goal.points })}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Persons({ run }: { run: PracticeRun }) {
  const { t } = useText();
  return (
    <div className="row-wrap">
      <span className="quiet">{t('practice.persons')}</span>
      {run.stays.length === 0 ? (
        <span>
          {t('practice.toArrive')} <Link to="/bookings">{t('practice.toBookings')}</Link>
        </span>
      ) : (
        <ul className={styles.persons}>
          {run.stays.map((stay) => (
            <li key={stay.id}>
              <Link to={`/stays/${stay.id}`}>{stay.number}</Link>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

// SPDX-License-Identifier: Apache-2.0
// The exercises with their goals, those of one's own roles first, and what happens when one is started.
import { Button, Modal } from 'antd';
import { useId } from 'react';
import { call } from '../../api/client';
import type { PracticeExercise } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { useAct } from '../../hooks/use-act';
import { useText } from '../../i18n';
import styles from './practice.module.css';

interface Props {
  exercises: readonly PracticeExercise[];
  /** One runs: no second one beside it. */
  busy: boolean;
  onStart: (exercise: PracticeExercise) => void;
}

export function ExerciseCards({ exercises, busy, onStart }: Props) {
  const { t } = useText();
  const ordered = [...exercises.filter((one) => one.mine), ...exercises.filter((one) => !one.mine)];
  return (
    <section className="stack-tight" aria-label={t('practice.exercises')}>
      <div className={styles.exercises}>
        {ordered.map((one) => (
          <ExerciseCard key={one.id} exercise={one} busy={busy} onStart={() => onStart(one)} />
        ))}
      </div>
    </section>
  );
}

interface CardProps {
  exercise: PracticeExercise;
  busy: boolean;
  onStart: () => void;
}

function ExerciseCard({ exercise, busy, onStart }: CardProps) {
  const { t, pick } = useText();
  const title = useId();
  return (
    <article className={`panel ${styles.exercise}`} aria-labelledby={title}>
      <div className="row-wrap">
        <h3 id={title}>{pick(exercise.label, exercise.labelEn)}</h3>
        <span className={exercise.mine ? 'chip chip-accent' : 'chip'}>
          {t(exercise.mine ? 'practice.forMe' : 'practice.forRole', {
            role: t(`domain.userRole.${exercise.role}`),
          })}
        </span>
        <span className="quiet small">{t('practice.minutes', { count: exercise.minutes })}</span>
      </div>
      <p>{pick(exercise.text, exercise.textEn)}</p>
      <ul className={styles.goals} aria-label={t('practice.goals')}>
        {exercise.goals.map((goal) => (
          <li key={goal.id}>
            <span className="grow">{pick(goal.label, goal.labelEn)}</span>
            <span className="quiet nowrap">{t('practice.points', { count: goal.points })}</span>
          </li>
        ))}
      </ul>
      <div className="row">
        <Button
          type={exercise.mine ? 'primary' : 'default'}
          disabled={busy}
          onClick={onStart}
          aria-describedby={title}
        >
          {t('practice.start')}
        </Button>
        {busy && <span className="quiet small">{t('practice.oneRuns')}</span>}
      </div>
    </article>
  );
}

export function StartDialog({ exercise, onClose }: { exercise: PracticeExercise; onClose: () => void }) {
  const { t, pick } = useText();
  const act = useAct<{ exercise: string }, { id: string }>('practice.start', (body, key) =>
    call('post', '/practice/runs', { body, key }),
  );
  const start = async () => {
    if (await act.run({ exercise: exercise.id })) onClose();
  };
  return (
    <Modal
      open
      title={t('practice.startTitle', { name: pick(exercise.label, exercise.labelEn) })}
      okText={t('practice.startNow')}
      okButtonProps={{ autoFocus: true }}
      cancelText={t('act.cancel')}
      confirmLoading={act.pending}
      maskClosable={false}
      onOk={() => void start()}
      onCancel={onClose}
    >
      <ErrorNote error={act.error} />
      <p>{pick(exercise.text, exercise.textEn)}</p>
      <ul style={{ margin: '12px 0 0', paddingLeft: 20 }}>
        <li>{t('practice.startMakes')}</li>
        <li>{t('practice.startClock', { count: exercise.minutes })}</li>
        <li>{t('practice.startOthers')}</li>
        {!exercise.mine && <li>{t('practice.othersHint')}</li>}
      </ul>
    </Modal>
  );
}

// SPDX-License-Identifier: Apache-2.0
// The steps of a stay: done, next, possible, or held back by a rule.
import { Link } from 'react-router';
import type { StayDetail, Step, StepState } from '../api/types';
import { useText } from '../i18n';
import styles from './step-list.module.css';

const order: readonly Step[] = [
  'register',
  'safety_check',
  'belongings',
  'information',
  'place',
  'question',
  'decide',
  'exit_check',
  'depart',
];
const anytime: readonly Step[] = ['care', 'extend'];

export function StepList({ detail, current }: { detail: StayDetail; current: Step | undefined }) {
  const { t } = useText();
  const stateOf = (step: Step) => detail.steps.find((state) => state.step === step);
  const next = detail.tile.nextSteps.find((step) => !anytime.includes(step));
  const left = detail.departedAtUs !== undefined;
  const item = (step: Step) => {
    const state = stateOf(step);
    if (!state) return null;
    const running = step === 'question' && detail.tile.questioningId !== undefined;
    const look = running ? 'running' : lookOf(state, step === next);
    return (
      <li key={step}>
        <Link
          to={`/stays/${detail.tile.stayId}/steps/${step}`}
          className={`${styles.step} ${step === current ? styles.current : ''}`}
          aria-current={step === current ? 'step' : undefined}
        >
          <span className={`${styles.mark} ${styles[look]}`} aria-hidden="true">
            {marks[look]}
          </span>
          <span className="grow">{t(`domain.step.${step}`)}</span>
          <span className="quiet small">
            {look === 'open' || (left && look === 'blocked') ? '' : t(`stay.steps.${look}`)}
          </span>
        </Link>
      </li>
    );
  };
  return (
    <nav className={`panel ${styles.panel}`} aria-label={t('stay.steps.title')}>
      <ol className={styles.list}>{order.map(item)}</ol>
      <ol className={styles.list}>{anytime.map(item)}</ol>
    </nav>
  );
}

type Look = 'done' | 'next' | 'running' | 'open' | 'blocked';

const marks: Record<Look, string> = { done: '✓', next: '▶', running: '●', open: '○', blocked: '－' };

function lookOf(state: StepState, next: boolean): Look {
  if (next) return 'next';
  if (state.done) return 'done';
  return state.allowed ? 'open' : 'blocked';
}

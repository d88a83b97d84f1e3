// SPDX-License-Identifier: Apache-2.0
// The made-up centre as a practice centre, where MINGJING_DEV_PRACTICE=1 says so: one exercise, its runs, its score.
import { randomUUID } from 'node:crypto';
import type * as T from '../../src/api/types';
import { refuse } from './reads';
import { stays } from './stays';
import { minute, nowUs } from './world';

const here = process.env.MINGJING_DEV_PRACTICE === '1';
const runs: (T.PracticeRun & { by: string })[] = [];

const goals: T.PracticeExercise['goals'] = [
  {
    id: 'checked_in_time',
    label: '巡查间隔不超过 15 分钟',
    labelEn: 'Never longer than 15 minutes unchecked',
    points: 40,
  },
  { id: 'fed', label: '已供餐', labelEn: 'A meal given', points: 30 },
  { id: 'answered', label: '已答复要求', labelEn: 'Requests answered', points: 30 },
];

const exercise = (
  id: string,
  role: T.Role,
  label: string,
  labelEn: string,
  me: T.Staff,
): T.PracticeExercise => ({
  id,
  role,
  label,
  labelEn,
  text: '两人候问。按时巡查，供餐，并答复其要求。',
  textEn: 'Two persons wait. Check on them in time, see that they eat, and answer what they ask for.',
  minutes: 20,
  mine: me.roles.includes(role),
  goals,
});

function shown({ by: _, ...run }: (typeof runs)[number]): T.PracticeRun {
  const over = run.endsAtUs <= nowUs();
  const of = run.stays.map(({ id }) => stays.find((stay) => stay.id === id));
  const fed = of.filter((stay) =>
    stay?.care.some(
      (care) => care.kind === 'meal' && care.atUs >= run.startedAtUs && care.atUs <= run.endsAtUs,
    ),
  ).length;
  const reached = run.goals.map((goal) =>
    goal.id === 'fed'
      ? { ...goal, done: fed, reached: Math.floor((goal.points * fed) / goal.persons) }
      : goal,
  );
  return { ...run, over, goals: reached, score: reached.reduce((sum, goal) => sum + goal.reached, 0) };
}

const mine = (id: string, me: T.Staff) =>
  runs.find((run) => run.id === id && run.by === me.id) ??
  refuse(404, 'practice.no_run', '没有您的这次练习。', 'There is no such exercise of yours.');

export const centreRead = (path: string) => (path === '/centre' ? { practice: here } : undefined);

export function practiceRead(path: string, me: T.Staff): T.Practice | T.PracticeRun | undefined {
  const id = /^\/practice\/runs\/([^/]+)$/.exec(path)?.[1];
  if (id) return shown(mine(id, me) as (typeof runs)[number]);
  if (path !== '/practice') return undefined;
  if (!here) return { here, exercises: [], runs: [] };
  return {
    here,
    exercises: [
      exercise('night_watch', 'guard', '夜间看护', 'Night watch', me),
      exercise('evening_rush', 'duty_officer', '晚间高峰', 'Evening rush', me),
    ],
    runs: runs.filter((run) => run.by === me.id).map(shown),
  };
}

export function changePractice(
  path: string,
  body: Record<string, unknown>,
  me: T.Staff,
): { id: string } | undefined {
  const id = /^\/practice\/runs\/([^/]+)\/end$/.exec(path)?.[1];
  if (id) {
    const run = mine(id, me) as (typeof runs)[number];
    run.endsAtUs = Math.min(run.endsAtUs, nowUs());
    return undefined;
  }
  const run = {
    id: randomUUID(),
    by: me.id,
    exercise: String(body.exercise),
    startedAtUs: nowUs(),
    endsAtUs: nowUs() + 20 * minute,
    over: false,
    score: 0,
    breaches: 0,
    goals: goals.map(({ id: goal, points }) => ({ id: goal, points, reached: 0, persons: 2, done: 0 })),
    stays: stays.slice(0, 2).map((stay) => ({ id: stay.id, number: stay.number })),
  };
  runs.push(run);
  return { id: run.id };
}

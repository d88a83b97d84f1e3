// SPDX-License-Identifier: Apache-2.0
// Runs of exercises: which go on, the order of those that are over, what is left, and when a goal is reached.
import { expect, test } from 'vitest';
import type { PracticeExercise, PracticeRun } from '../../api/types';
import { earlierOf, goalsReached, minutesLeft, nameOf, runningOf, stateOfGoal } from './runs';

const minute = 60_000_000;
const run = (id: string, more: Partial<PracticeRun> = {}): PracticeRun => ({
  id,
  exercise: 'night_watch',
  startedAtUs: 0,
  endsAtUs: 20 * minute,
  over: false,
  score: 0,
  breaches: 0,
  goals: [],
  stays: [],
  ...more,
});
const ids = (runs: PracticeRun[]) => runs.map((one) => one.id);

test('a run is over when the centre says so, or when its time is up', () => {
  const runs = [run('ended', { over: true }), run('goes'), run('up', { endsAtUs: 5 * minute })];
  expect(ids(runningOf(runs, 6 * minute))).toEqual(['goes']);
  expect(ids(earlierOf(runs, 6 * minute)).sort()).toEqual(['ended', 'up']);
});

test('the best comes first, of equal ones the newest', () => {
  const over = (id: string, score: number, startedAtUs: number) =>
    run(id, { over: true, score, startedAtUs });
  const runs = [over('old', 50, 1), over('worst', 0, 9), over('new', 50, 2), over('best', 100, 0)];
  expect(ids(earlierOf(runs, 0))).toEqual(['best', 'new', 'old', 'worst']);
});

test('minutes are full ones and never below nothing', () => {
  expect(minutesLeft(run('a'), 0)).toBe(20);
  expect(minutesLeft(run('a'), 1)).toBe(19);
  expect(minutesLeft(run('a'), 19 * minute + 1)).toBe(0);
  expect(minutesLeft(run('a'), 99 * minute)).toBe(0);
});

test('a goal without persons is not reached, whatever its points', () => {
  const goal = { id: 'fed', points: 20, reached: 20, persons: 2, done: 2 };
  expect(stateOfGoal(goal)).toBe('reached');
  expect(stateOfGoal({ ...goal, reached: 10, done: 1 })).toBe('partly');
  expect(stateOfGoal({ ...goal, reached: 0, done: 0 })).toBe('open');
  expect(stateOfGoal({ ...goal, points: 0, reached: 0, persons: 0, done: 0 })).toBe('open');
  expect(goalsReached(run('a', { goals: [goal, { ...goal, reached: 10 }] }))).toBe(1);
});

test('an exercise that is no more keeps its word', () => {
  const exercises = [{ id: 'night_watch', label: '夜间看护', labelEn: 'Night watch' }] as PracticeExercise[];
  const english = (_: string, text: string | undefined) => text ?? '';
  expect(nameOf(run('a'), exercises, english)).toBe('Night watch');
  expect(nameOf(run('a', { exercise: 'gone' }), exercises, english)).toBe('gone');
});

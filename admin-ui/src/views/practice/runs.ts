// SPDX-License-Identifier: Apache-2.0
// What the pages tell of runs of exercises: which go on, which are over and in which order, what is left of their time.
import type { PracticeExercise, PracticeRun } from '../../api/types';
import { usPerMinute } from '../../lib/time';

type PickText = (chinese: string, english: string | undefined) => string;

const goesOn = (run: PracticeRun, nowUs: number) => !run.over && run.endsAtUs > nowUs;

/** Those that go on, the newest first. */
export function runningOf(runs: readonly PracticeRun[], nowUs: number): PracticeRun[] {
  return runs.filter((run) => goesOn(run, nowUs)).sort((a, b) => b.startedAtUs - a.startedAtUs);
}

/** Those that are over: the best first, of equal ones the newest. */
export function earlierOf(runs: readonly PracticeRun[], nowUs: number): PracticeRun[] {
  return runs
    .filter((run) => !goesOn(run, nowUs))
    .sort((a, b) => b.score - a.score || b.startedAtUs - a.startedAtUs);
}

/** Full minutes; 0 in the last one. */
export function minutesLeft(run: PracticeRun, nowUs: number): number {
  return Math.max(0, Math.floor((run.endsAtUs - nowUs) / usPerMinute));
}

/** An exercise that this program no longer has keeps its word. */
export function nameOf(run: PracticeRun, exercises: readonly PracticeExercise[], pick: PickText): string {
  const exercise = exercises.find((one) => one.id === run.exercise);
  return exercise ? pick(exercise.label, exercise.labelEn) : run.exercise;
}

export type GoalState = 'reached' | 'partly' | 'open';

export function stateOfGoal(goal: PracticeRun['goals'][number]): GoalState {
  if (goal.persons > 0 && goal.reached >= goal.points) return 'reached';
  return goal.reached > 0 ? 'partly' : 'open';
}

export const goalsReached = (run: PracticeRun): number =>
  run.goals.filter((goal) => stateOfGoal(goal) === 'reached').length;

/** What each breach costs. */
export const pointsPerBreach = 10;

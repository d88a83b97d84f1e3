// SPDX-License-Identifier: Apache-2.0
// Words of the practice centre, in English.
import type { Texts } from '../texts';
import type { practice as zh } from '../zh/practice';

export const practice: Texts<typeof zh> = {
  nav: 'Practice',
  docTitle: '[Practice] {{title}}',
  here: 'Practice centre',
  madeUp: 'All persons and cases are made up. Never enter anything about real persons.',
  title: 'Practice',
  about:
    'Every exercise has goals with points, 100 in all, to be reached in its time; each breach of a rule costs 10 points.',
  scoreOf:
    'A score tells how one exercise with made-up persons went; it judges nobody. Only your own exercises are listed.',
  notHere: 'This is not the practice centre',
  notHereHint:
    'Exercises are done in the practice centre only: sign in at its address. The persons of this centre are real.',
  exercises: 'Exercises',
  forMe: 'Your role: {{role}}',
  forRole: '{{role}}',
  othersHint: 'You do not have its role; some goals may be out of your reach.',
  minutes: '{{count}} minutes',
  points: '{{count}} points',
  goals: 'Goals',
  start: 'Start',
  oneRuns: 'Finish or end the running exercise first',
  startTitle: 'Start “{{name}}”?',
  startMakes:
    'The made-up persons of the exercise are made now; who is expected is under Bookings, who is here is on the Board.',
  startOthers: 'Others who practise here see these persons, too; please leave the persons of others alone.',
  startClock:
    'The {{count}} minutes begin at once and end by themselves; what is entered after that does not count.',
  startNow: 'Make the persons and start',
  running: 'Running exercise',
  timeLeft: 'Time left',
  minutesLeft: '{{count}} min left',
  lastMinute: 'under 1 min left',
  back: 'Back to the exercise',
  score: 'Score',
  scoreNow: '{{score}} points so far',
  breaches: 'Breaches: {{count}}, minus {{points}} points',
  done: '{{done}} of {{persons}} persons',
  nobodyYet: 'nobody yet',
  reached: '{{reached}} of {{points}} points',
  persons: 'Persons of the exercise',
  toArrive: 'Who is expected is listed here after arrival',
  toBookings: 'Open bookings',
  end: 'End early',
  endTitle: 'End the exercise now?',
  endHint:
    'The clock stops and the score stands as it is; what is entered after that does not count, and this exercise cannot be resumed.',
  endNow: 'End exercise',
  result: 'Result of “{{name}}”',
  runs: 'Earlier exercises',
  runsNone: 'No finished exercise yet',
  runsNoneHint: 'Choose one above; when it is over, its score and goals are listed here.',
  exercise: 'Exercise',
  startedAt: 'Started',
  took: 'Took',
  goalsReached: 'Goals reached',
  broken: 'Breaches',
  look: 'Look',
};

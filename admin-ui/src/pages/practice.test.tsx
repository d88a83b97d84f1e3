// SPDX-License-Identifier: Apache-2.0
// The exercises: one's own first, a start that says what happens, goals that tick, an end that is asked about, and scores.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { type Answers, centre, prepare, show, user } from '../../tests/render';
import type { Practice, PracticeExercise, PracticeRun } from '../api/types';
import { serverNowUs } from '../lib/now';
import { PracticePage } from './practice';

const minute = 60_000_000;

beforeAll(prepare);
vi.setConfig({ testTimeout: 40_000 });

const exercise = (id: string, label: string, mine: boolean): PracticeExercise => ({
  id,
  role: mine ? 'duty_officer' : 'guard',
  label,
  labelEn: label,
  text: `${label}要做的事`,
  textEn: '',
  minutes: 20,
  mine,
  goals: [
    { id: 'registered', label: '登记', labelEn: 'Registered', points: 60 },
    { id: 'placed', label: '安置', labelEn: 'Placed', points: 40 },
  ],
});
const exercises = [exercise('night_watch', '夜间看护', false), exercise('evening_rush', '晚间高峰', true)];

const run = (id: string, more: Partial<PracticeRun> = {}): PracticeRun => ({
  id,
  exercise: 'evening_rush',
  startedAtUs: serverNowUs() - minute,
  endsAtUs: serverNowUs() + 19 * minute,
  over: false,
  score: 20,
  breaches: 1,
  goals: [
    { id: 'registered', points: 60, reached: 30, persons: 2, done: 1 },
    { id: 'placed', points: 40, reached: 0, persons: 0, done: 0 },
  ],
  stays: [],
  ...more,
});

function page(practice: Partial<Practice>, more: Answers = {}, at = '/practice') {
  const asked = centre({
    'GET /centre': { practice: true },
    'GET /practice': { here: true, exercises, runs: [], ...practice },
    ...more,
  });
  show(<PracticePage />, user(), at);
  return asked;
}

const posts = (asked: { method: string; path: string; body: unknown }[]) =>
  asked.filter((one) => one.method === 'POST').map(({ path, body }) => ({ path, body }));

test("the exercises of one's own roles come first, and nothing was done yet", async () => {
  page({});
  const cards = await screen.findAllByRole('article');
  expect(cards.map((card) => within(card).getByRole('heading').textContent)).toEqual([
    '晚间高峰',
    '夜间看护',
  ]);
  expect(within(cards[0] as HTMLElement).getByText('60 分')).toBeDefined();
  expect(screen.getByText('还没有做完的练习')).toBeDefined();
  expect(screen.getByText(/不是对办案人员的评价/)).toBeDefined();
});

test('starting says what will happen, and starts once', async () => {
  const asked = page({}, { 'POST /practice/runs': { id: 'r1' } });
  fireEvent.click((await screen.findAllByRole('button', { name: '开始' }))[0] as HTMLElement);
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('系统马上生成此练习所需的虚构人员');
  expect(dialog.textContent).toContain('20 分钟的计时随即开始');
  expect(posts(asked)).toEqual([]);
  const start = within(dialog).getByRole('button', { name: '生成人员并开始计时' });
  fireEvent.click(start);
  fireEvent.click(start);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(posts(asked)).toEqual([{ path: '/practice/runs', body: { exercise: 'evening_rush' } }]);
});

test('a start that is refused stays open with the words of the centre', async () => {
  const refused = {
    status: 400,
    code: 'practice.unknown_exercise',
    detail: '没有这个练习，请从列表中选择。',
  };
  page({}, { 'POST /practice/runs': { refused } }, '/practice?do=start&about=evening_rush');
  fireEvent.click(await screen.findByRole('button', { name: '生成人员并开始计时' }));
  expect(await screen.findByText('没有这个练习，请从列表中选择。')).toBeDefined();
});

test('the running one shows its time, its goals as they tick, and its persons', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    let read = run('r1');
    page({ runs: [run('r1')] }, { 'GET /practice/runs/r1': () => read });
    const running = await screen.findByRole('region', { name: '正在练习' });
    expect(within(running).getByRole('timer').textContent).toMatch(/^1[89]:\d\d$/);
    expect(running.textContent).toContain('1 / 2 人');
    expect(running.textContent).toContain('尚无人员');
    expect(running.textContent).toContain('违反规则 1 处，扣 10 分');
    expect(within(running).getByRole('link', { name: '打开预约' })).toBeDefined();
    for (const start of screen.getAllByRole('button', { name: '开始' }))
      expect((start as HTMLButtonElement).disabled).toBe(true);
    read = run('r1', {
      score: 60,
      breaches: 0,
      goals: [{ id: 'registered', points: 60, reached: 60, persons: 1, done: 1 }],
      stays: [{ id: 's1', number: '20261129-01' }],
    });
    await vi.advanceTimersByTimeAsync(4_500);
    await waitFor(() => expect(within(running).getByText('目前 60 分')).toBeDefined());
    expect(running.querySelector('[data-goal="registered"]')?.getAttribute('data-state')).toBe('reached');
    expect(within(running).getByRole('link', { name: '20261129-01' }).getAttribute('href')).toBe('/stays/s1');
  } finally {
    vi.useRealTimers();
  }
});

test('ending it early is asked about, and then shows how it went', async () => {
  let over = false;
  const now = () => run('r1', over ? { over, endsAtUs: serverNowUs() - 1, score: 30, breaches: 0 } : {});
  const asked = page(
    {},
    {
      'GET /practice': () => ({ here: true, exercises, runs: [now()] }),
      'GET /practice/runs/r1': now,
      'POST /practice/runs/r1/end': () => {
        over = true;
        return null;
      },
    },
  );
  fireEvent.click(await screen.findByRole('button', { name: '提前结束' }));
  expect(await screen.findByText(/计时停止，得分按现在算定/)).toBeDefined();
  expect(posts(asked)).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: '结束练习' }));
  const result = await screen.findByRole('dialog', { name: '“晚间高峰”的结果' });
  expect(await within(result).findByText('30 分')).toBeDefined();
  expect(posts(asked)).toEqual([{ path: '/practice/runs/r1/end', body: undefined }]);
  expect(screen.queryByRole('region', { name: '正在练习' })).toBeNull();
});

test('what is over stands in a table, the best first', async () => {
  const done = (id: string, score: number) =>
    run(id, { over: true, score, startedAtUs: 0, endsAtUs: 12.5 * minute });
  page({ runs: [done('a', 10), done('b', 90), done('c', 40)] });
  await screen.findByText('以往的练习');
  const rows = [...document.querySelectorAll('tbody tr.ant-table-row')];
  expect(rows.map((row) => row.querySelector('strong')?.textContent)).toEqual(['90', '40', '10']);
  expect(rows[0]?.textContent).toContain('1970-01-01 08:00:00');
  expect(rows[0]?.textContent).toContain('12:30');
});

test('elsewhere it says that this is not the practice centre', async () => {
  page({ here: false, exercises: [] });
  expect(await screen.findByText('这里不是练习中心')).toBeDefined();
  expect(screen.queryByRole('button', { name: '开始' })).toBeNull();
});

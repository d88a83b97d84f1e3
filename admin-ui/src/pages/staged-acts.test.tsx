// SPDX-License-Identifier: Apache-2.0
// The guided walk: the least tried act first, Space says that it is so, the wait, the result as it is, and the next.
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Answers, type Asked, centre, prepare, show, user } from '../../tests/render';
import type { StagedAct } from '../api/watching-types';
import { serverNowUs } from '../lib/now';
import { usPerSecond } from '../lib/time';
import { counts, phaseOf, secondsLeft, tally, underWay } from '../views/staged/acts';
import { StagedActsPage } from './staged-acts';

beforeAll(prepare);
vi.setConfig({ testTimeout: 60_000 });

const act = (id: string, more: Partial<StagedAct> = {}): StagedAct => ({
  id,
  act: 'cover',
  expects: ['covered'],
  announcedUs: serverNowUs() - 20 * usPerSecond,
  doneUs: null,
  endedUs: null,
  result: 'announced',
  seenUs: null,
  delayUs: null,
  observation: null,
  by: { id: 'u1', name: '演示管理员辛' },
  ...more,
});
const over = (id: string, result: StagedAct['result'], more: Partial<StagedAct> = {}) =>
  act(id, { doneUs: 1, endedUs: 2, result, ...more });
const now = serverNowUs();
const offered = ['enter', 'cover', 'light_off'];
const stager = user({ id: 'u1', abilities: ['administer'] });

describe('acts', () => {
  test('the newest that is not undone is under way, a cancelled one is not', () => {
    expect(underWay([over('a', 'seen'), act('b', { result: 'cancelled' })], 'u1', now)).toBeUndefined();
    const two = [act('a', { announcedUs: now - 1 }), act('b', { announcedUs: now })];
    expect(underWay(two, 'u1', now)?.id).toBe('b');
  });
  test('one that was never done is over after a quarter of an hour, and counts for nothing', () => {
    const late = act('a', { announcedUs: now - 16 * 60 * usPerSecond, result: 'missed' });
    expect(underWay([late], 'u1', now)).toBeUndefined();
    expect(underWay([{ ...late, doneUs: now }], 'u1', now)?.id).toBe('a');
    expect([late, { ...late, doneUs: now }].map(counts)).toEqual([false, true]);
  });
  test('of another only while the checks may still see it', () => {
    expect(underWay([act('a', { doneUs: now, result: 'waiting' })], 'u2', now)?.id).toBe('a');
    expect(underWay([act('a', { doneUs: now, result: 'seen' })], 'u2', now)).toBeUndefined();
  });
  test('goes from announced over waiting to over, hit or missed', () => {
    expect(phaseOf(act('a'), now)).toBe('announced');
    expect(phaseOf(act('a', { result: 'seen' }), now)).toBe('announced');
    expect(phaseOf(act('a', { doneUs: 1, result: 'waiting' }), now)).toBe('waiting');
    expect(phaseOf(act('a', { doneUs: 1, result: 'missed' }), now)).toBe('over');
  });
  test('one that was seen and never said to be so stays until it is undone or cancelled', () => {
    const early = act('a', { announcedUs: now - 16 * 60 * usPerSecond, result: 'seen' });
    expect(phaseOf(early, now)).toBe('lapsed');
    expect(underWay([early], 'u1', now)?.id).toBe('a');
    expect(underWay([early], 'u2', now)).toBeUndefined();
    expect(underWay([{ ...early, endedUs: now }], 'u1', now)).toBeUndefined();
    expect(counts(early)).toBe(false);
  });
  test('the least tried first; what was cancelled does not count', () => {
    const items = [over('a', 'missed'), over('b', 'seen'), act('c', { act: 'enter', result: 'cancelled' })];
    expect(tally(offered, items)).toEqual([
      { act: 'enter', acts: 0, seen: 0 },
      { act: 'light_off', acts: 0, seen: 0 },
      { act: 'cover', acts: 2, seen: 1 },
    ]);
  });
  test('thirty seconds from "it is so now"', () => {
    expect(secondsLeft(0, 0)).toBe(30);
    expect(secondsLeft(0, 29.2 * usPerSecond)).toBe(1);
    expect(secondsLeft(0, 99 * usPerSecond)).toBe(0);
  });
});

function page(items: () => StagedAct[], more: Answers = {}, me = stager): Asked[] {
  const asked = centre({
    'GET /cameras': { items: [{ id: 'c1', name: '讯问室一全景', room: { id: 'r1', name: '讯问室一' } }] },
    'GET /cameras/c1/staged-acts': () => ({ items: items(), offered }),
    ...more,
  });
  show(
    <Routes>
      <Route path="/admin/cameras/:id/staged" element={<StagedActsPage />} />
    </Routes>,
    me,
    '/admin/cameras/c1/staged',
  );
  return asked;
}
const posts = (asked: Asked[]) => asked.filter(({ method }) => method === 'POST').map(({ path }) => path);

test('from the announcement to the next act, Space all the way', async () => {
  let items: StagedAct[] = [over('x', 'seen')];
  const asked = page(() => items, {
    'POST /cameras/c1/staged-acts': ({ body }: Asked) => {
      const made = act('n', { act: (body as Pick<StagedAct, 'act'>).act, expects: ['persons_more'] });
      items = [...items, made];
      return made;
    },
    'POST /staged-acts/n/done': () => {
      items = [items[0] as StagedAct, act('n', { act: 'enter', doneUs: serverNowUs(), result: 'waiting' })];
      return items[1];
    },
    'POST /staged-acts/n/ended': () => {
      items = [items[0] as StagedAct, over('n', 'missed', { act: 'enter' })];
      return items[1];
    },
  });
  expect(await screen.findByText('已完成 1 / 10')).toBeDefined();
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('1');
  fireEvent.click(screen.getByRole('button', { name: '宣布 · 进入房间' }));
  expect(await screen.findByText('正在实测：进入房间')).toBeDefined();
  expect(screen.getByText('从门口走进房间，站在画面中间。')).toBeDefined();
  expect(screen.getByText('应看到：人数增加')).toBeDefined();
  fireEvent.keyDown(document.body, { key: ' ' });
  expect(await screen.findByText(/还剩 (30|29|28) 秒/)).toBeDefined();
  // Nothing to press while the checks look.
  fireEvent.keyDown(document.body, { key: ' ' });
  items = [items[0] as StagedAct, act('n', { act: 'enter', doneUs: 1, result: 'missed' })];
  expect(await screen.findByText('30 秒内没有看到')).toBeDefined();
  expect(screen.getByText(/照实记为漏掉/)).toBeDefined();
  expect(screen.getByText('走出房间。')).toBeDefined();
  fireEvent.keyDown(document.body, { key: ' ' });
  expect(await screen.findByRole('button', { name: '宣布 · 关灯' })).toBeDefined();
  expect(screen.getByText('已完成 2 / 10')).toBeDefined();
  expect(posts(asked)).toEqual(['/cameras/c1/staged-acts', '/staged-acts/n/done', '/staged-acts/n/ended']);
});

test('a hit says after how long, and leads to its observation', async () => {
  page(() => [act('n', { doneUs: 1, result: 'seen', delayUs: 4_200_000, observation: 'o1' })]);
  expect(await screen.findByText('看到了，4.2 秒后提出')).toBeDefined();
  expect(screen.getByRole('link', { name: '查看这条观察' }).getAttribute('href')).toBe('/observations?id=o1');
});

test('one is cancelled, and a refusal is said in the words of the centre', async () => {
  const refused = { status: 409, code: 'staged.over', detail: '此次实测已经结束。' };
  const asked = page(() => [act('n')], { 'POST /staged-acts/n/cancel': { refused } });
  fireEvent.click(await screen.findByRole('button', { name: '取消这一次' }));
  expect(await screen.findByText('此次实测已经结束。')).toBeDefined();
  expect(posts(asked)).toEqual(['/staged-acts/n/cancel']);
});

test.each([
  ['已恢复原状，下一个', 'ended'],
  ['取消这一次', 'cancel'],
])('seen too early and lapsed: %s', async (button, step) => {
  let items = [act('n', { announcedUs: serverNowUs() - 3_600 * usPerSecond, result: 'seen', seenUs: 1 })];
  const asked = page(() => items, {
    [`POST /staged-acts/n/${step}`]: () => {
      items = [
        { ...(items[0] as StagedAct), ...(step === 'ended' ? { endedUs: 2 } : { result: 'cancelled' }) },
      ];
      return items[0];
    },
  });
  expect((await screen.findAllByText('看到了，但未及时确认做到位：不计入')).length).toBeGreaterThan(0);
  expect(screen.queryByRole('button', { name: /已经做到位/ })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: new RegExp(button) }));
  expect(await screen.findByRole('button', { name: '宣布 · 进入房间' })).toBeDefined();
  expect(posts(asked)).toEqual([`/staged-acts/n/${step}`]);
});

test('what another stages is waited for', async () => {
  page(() => [act('n', { by: { id: 'u9', name: '演示监督员己' } })]);
  expect(await screen.findByText(/演示监督员己正在此摄像机前实测“遮挡镜头”/)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});

test('ten acts are enough; what was announced and not done is none of them', async () => {
  const ten = Array.from({ length: 10 }, (_, at) => over(`a${at}`, at < 7 ? 'seen' : 'missed'));
  page(() => [...ten, act('late', { announcedUs: 1, result: 'missed' })]);
  expect(await screen.findByText('已做满，本摄像机有了自己的数字')).toBeDefined();
  expect(screen.getByText('未做，不计入')).toBeDefined();
  await waitFor(() => expect(screen.getAllByText('漏掉')).toHaveLength(3));
});

// SPDX-License-Identifier: Apache-2.0
// Nobody takes the practice centre for a real one: before signing in, while it is away, and on every page.
import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { centre, prepare, show, user } from '../../../tests/render';
import type { Practice } from '../../api/types';
import { setLanguage } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import { lock, unlock } from '../../lock';
import { isPractice, learnPractice, startPractice } from '../../practice';
import { PracticeStrip } from './practice-strip';

const minute = 60_000_000;

beforeAll(prepare);
vi.setConfig({ testTimeout: 40_000 });
beforeEach(() => learnPractice(false));
afterEach(() => {
  unlock();
  setLanguage('zh');
});

const marked = () => document.documentElement.hasAttribute('data-practice');

test('before anybody signs in, the page, its title and the strip say it', async () => {
  centre({ 'GET /centre': { practice: true } });
  show(<PracticeStrip />, null);
  expect(await screen.findByText('练习中心')).toBeDefined();
  expect(marked()).toBe(true);
  expect(document.title).toBe('【练习】明镜');
  act(() => setLanguage('en'));
  expect(screen.getByText('Practice centre')).toBeDefined();
  expect(document.title).toBe('[Practice] Mingjing');
});

test('a centre with real persons has no strip, no mark and its own title', async () => {
  learnPractice(true);
  const asked = centre({ 'GET /centre': { practice: false } });
  show(<PracticeStrip />, null);
  await waitFor(() => expect(isPractice()).toBe(false));
  expect(asked.map((one) => one.path)).toContain('/centre');
  expect(screen.queryByText('练习中心')).toBeNull();
  expect(marked()).toBe(false);
  expect(document.title).toBe('明镜');
});

test('while it is away, what it said last holds, also after a restart', async () => {
  learnPractice(true);
  startPractice();
  const asked = centre({ 'GET /centre': { refused: { status: 503, code: 'away', detail: '' } } });
  show(<PracticeStrip />, null);
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  expect(screen.getByText('练习中心')).toBeDefined();
  expect(marked()).toBe(true);
});

test('what the sign-in says counts until the centre has answered for itself', async () => {
  centre({
    'GET /centre': { refused: { status: 503, code: 'away', detail: '' } },
    'GET /practice': { here: true, exercises: [], runs: [] },
  });
  show(<PracticeStrip />, user({ practice: true }));
  expect(await screen.findByText('练习中心')).toBeDefined();
});

test('the exercise that runs is on every page, with the minutes left and the way back; not behind the lock', async () => {
  const startedAtUs = serverNowUs() - 7.5 * minute;
  const practice = {
    here: true,
    exercises: [{ id: 'night_watch', label: '夜间看护', labelEn: 'Night watch' }],
    runs: [
      { id: 'r1', exercise: 'night_watch', startedAtUs, endsAtUs: startedAtUs + 20 * minute, over: false },
    ],
  } as unknown as Practice;
  centre({ 'GET /centre': { practice: true }, 'GET /practice': practice });
  show(<PracticeStrip />, user());
  expect(await screen.findByText('还剩 12 分钟')).toBeDefined();
  expect(screen.getByText(/夜间看护/)).toBeDefined();
  expect(screen.getByRole('link', { name: '回到练习' }).getAttribute('href')).toBe('#/practice');
  act(() => lock('u1'));
  expect(screen.queryByText('还剩 12 分钟')).toBeNull();
  expect(screen.getByText('练习中心')).toBeDefined();
});

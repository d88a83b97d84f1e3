// SPDX-License-Identifier: Apache-2.0
// The panel as it is pressed: what lacks is said, what is entered out of reach is kept and counted, what is refused as a
// plan can be reported, and what is kept can be corrected or, asked twice, deleted.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { App, ConfigProvider } from 'antd';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { nobody, queueOf } from '../hooks/use-unsent';
import { startI18n } from '../i18n';
import { beijingDay } from '../lib/time';
import type { PanelOwner } from '../views/panel/panel-desk';
import { PanelView } from '../views/panel/panel-view';
import { panelMemory } from './memory';

configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });

const media = { matches: false, addListener: () => undefined, removeListener: () => undefined };
const room = { id: 'r1', name: '讯问室一' };
const owner: PanelOwner = { id: 'o1', name: '甲', badge: 'D1', officer: true, signedIn: true };

interface Sent {
  url: string;
  body: Record<string, unknown>;
}

function centre(...answers: [number, unknown][]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (init.method !== 'POST')
      return new Response(JSON.stringify(url.endsWith('/session') ? { id: 'o1' } : { items: [] }));
    sent.push({ url, body: JSON.parse(String(init.body)) as Sent['body'] });
    const [status, answer] = answers.shift() ?? [500, {}];
    return new Response(JSON.stringify(answer), { status });
  });
  return sent;
}

beforeAll(startI18n);
beforeEach(() => {
  vi.stubGlobal('matchMedia', (query: string) => ({ ...media, media: query }));
  panelMemory.readAgain();
  panelMemory.keep({
    room,
    persons: [
      { stayId: 's1', number: `${beijingDay(Date.now() * 1000).replaceAll('-', '')}-07`, next: true },
    ],
    staff: [
      { id: 'o1', name: '甲', badge: 'D1', function: 'officer' },
      { id: 'o2', name: '乙', badge: 'D2', function: 'officer' },
    ],
    running: undefined,
  });
  for (const user of ['o1', nobody]) {
    const queue = queueOf(user);
    queue.readAgain();
  }
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(away: boolean, who: PanelOwner | undefined, mayQuestion = true) {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <ConfigProvider button={{ autoInsertSpace: false }}>
        <App>
          <MemoryRouter>
            <PanelView room={room} owner={who} away={away} mayQuestion={mayQuestion} />
          </MemoryRouter>
        </App>
      </ConfigProvider>
    </QueryClientProvider>,
  );
}

const press = (text: string) => fireEvent.click(screen.getByText(text));

test('says what lacks; out of reach a start and a mark by key are kept, and counted plainly', async () => {
  const sent = centre();
  show(true, owner);
  expect(screen.getByText('中心连不上：照常登记，记录存在本机，恢复后自动上报')).toBeDefined();
  expect(screen.getByText('录像机一直在录制；“开始”“结束”只是在录像上做标记，不影响录制。')).toBeDefined();
  expect(screen.getByText('请选择人员').closest('button')?.disabled).toBe(true);
  press('07');
  expect(screen.getByText('只填了一名民警；法律要求不少于二名。')).toBeDefined();
  press('开始');
  expect(await screen.findByText('存在本机 1 条，尚未上报')).toBeDefined();
  fireEvent.keyDown(window, { key: 'm' });
  expect(await screen.findByText('存在本机 2 条，尚未上报')).toBeDefined();
  expect(screen.getByText('等开始记录上报后再报')).toBeDefined();
  expect(sent).toEqual([]);
  const [begin, mark] = queueOf('o1').current();
  expect(begin?.body).toMatchObject({ mode: 'report', happenedAtUs: begin?.atUs, officers: ['o1'] });
  expect(mark).toMatchObject({ kind: 'mark', after: begin?.key, target: '' });

  // What others need cannot be deleted; the rest only when asked twice.
  expect(screen.getAllByText('删除')).toHaveLength(1);
  press('删除');
  expect(queueOf('o1').current()).toHaveLength(2);
  fireEvent.click(await screen.findByText('确认删除'));
  expect(await screen.findByText('存在本机 1 条，尚未上报')).toBeDefined();
});

test('a plan that is refused is not kept, and can be reported all the same', async () => {
  const refusal = { type: '', title: '', status: 409, code: 'rule.refused', rule: 'INTR-01', traceId: '' };
  const sent = centre(
    [409, { ...refusal, detail: '须有二名民警', detailEn: 'two' }],
    [201, { id: 'q1', stream: 's1', seq: 9, hash: '' }],
  );
  show(false, owner);
  press('07');
  press('开始');
  expect(await screen.findByText('须有二名民警')).toBeDefined();
  // What was chosen is still chosen.
  expect(screen.getByText('07').getAttribute('aria-pressed')).toBe('true');
  expect(queueOf('o1').current()).toEqual([]);
  expect(sent[0]?.body).toMatchObject({ mode: 'plan', roomId: 'r1' });
  press('改为如实补录');
  expect(await screen.findByText('第 9 条')).toBeDefined();
  expect(sent[1]?.body).toMatchObject({ mode: 'report', roomId: 'r1' });
  expect(panelMemory.current().running?.id).toBe('q1');
});

test('with nobody signed in, entries belong to nobody yet', async () => {
  centre();
  show(true, undefined);
  expect(screen.getByText('无人登录')).toBeDefined();
  press('07');
  expect(screen.getByText('请填写民警').closest('button')?.disabled).toBe(true);
  queueOf(nobody).add({
    key: 'k',
    kind: 'mark',
    target: 'q1',
    stayIds: ['s1'],
    what: '07 记时刻',
    atUs: 5,
    body: {},
  });
  expect(await screen.findByText('存在本机 1 条，尚未上报')).toBeDefined();
  cleanup();
  show(false, owner);
  expect(await screen.findByText('无人登录时存下 1 条。核对无误后，以您的名义如实上报。')).toBeDefined();
});

test('who may not question is told who may', () => {
  centre();
  show(false, owner, false);
  expect(screen.getByText('您的账号不能办理讯（询）问')).toBeDefined();
  expect(screen.queryByText('开始')).toBeNull();
});

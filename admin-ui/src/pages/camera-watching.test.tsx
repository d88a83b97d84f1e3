// SPDX-License-Identifier: Apache-2.0
// The zones of a camera: drawn and moved by keys, taken back, kept, proposed with a reason, and decided by a second person.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Answers, type Asked, centre, prepare, show, user } from '../../tests/render';
import type { Me } from '../api/types';
import type { CameraWatching, Corner, WatchingProposal, WatchingSettings, Zone } from '../api/watching-types';
import { drafts } from '../drafts';
import { CameraWatchingPage } from './camera-watching';

beforeAll(prepare);
vi.setConfig({ testTimeout: 90_000 });

const at = 1_795_000_000_000_000;
const square: Corner[] = [
  [100, 100],
  [300, 100],
  [300, 300],
  [100, 300],
];
const seat: Zone = { id: 'z1', kind: 'person_seat', polygon: square };
const settings = (version: number, more: Partial<WatchingSettings> = {}): WatchingSettings => ({
  version,
  zones: [seat],
  thresholds: {},
  state: 'approved',
  reason: '首次划定',
  by: { id: 'u8', name: '演示管理员辛', unit: '技术室' },
  atUs: at,
  decidedBy: null,
  decidedUs: null,
  reference: false,
  ...more,
});
const watching = (more: Partial<CameraWatching> = {}): CameraWatching => ({
  camera: { id: 'c1', name: '讯问室一全景' },
  room: { id: 'r1', name: '讯问室一', kind: 'interrogation' },
  current: settings(2),
  proposed: null,
  history: [settings(1, { state: 'replaced' })],
  ...more,
});
const kinds = {
  groups: [
    {
      group: 'position',
      kinds: [{ kind: 'lying', rule: 'WAIT-15' }],
      thresholds: [{ name: 'position.lyingMs', unit: 'ms', default: 10_000, least: 3_000, most: 120_000 }],
      roomKinds: ['interrogation'],
    },
    {
      group: 'guard',
      kinds: [],
      thresholds: [{ name: 'guard.emptyMs', unit: 'ms', default: 120_000, least: 1_000, most: 600_000 }],
      roomKinds: ['waiting'],
    },
  ],
};
const proposer = user({ id: 'u1', abilities: ['administer'] });
const decider = (more: Partial<Me> = {}) => user({ id: 'u9', abilities: ['review_findings'], ...more });

function page(data: CameraWatching, me: Me = proposer, more: Answers = {}, query = ''): Asked[] {
  const asked = centre({
    'GET /cameras/c1/watching': data,
    'GET /watching/kinds': kinds,
    ...more,
  });
  show(
    <Routes>
      <Route path="/admin/cameras/:id/watching" element={<CameraWatchingPage />} />
    </Routes>,
    me,
    `/admin/cameras/c1/watching${query}`,
  );
  return asked;
}

const corner = (place: number) => screen.findByLabelText(new RegExp(`^1 被问人座位 角 ${place}：`));
const label = (element: HTMLElement) => element.getAttribute('aria-label') ?? '';
const posts = (asked: Asked[]) =>
  asked.filter(({ method, path }) => method === 'POST' && !path.includes('views'));
const submit = () => screen.getByText(/提交，由另一单位/).closest('button') as HTMLButtonElement;

describe('a mask that an observation asks for', () => {
  test('is added once, in its place, and can be taken back', async () => {
    page(watching(), proposer, {}, '?view=edit&mask=120-200-340-480');
    expect(await screen.findByText(/遮蔽已加入草稿/)).toBeTruthy();
    fireEvent.click(await screen.findByTitle('2 遮蔽'));
    const corners = (await screen.findAllByLabelText(/^2 遮蔽 角 \d：/)).map(label);
    expect(corners).toHaveLength(4);
    expect(corners[0]).toContain('12');
    expect(corners[2]).toContain('48');
    expect(screen.queryByTitle(/^3 /)).toBeNull();
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    await waitFor(() => expect(screen.queryByTitle('2 遮蔽')).toBeNull());
  });

  test.each(['340-200-120-480', '1-2-3', 'x', '0-0-2000-5'])(
    '%s is no box: nothing is added',
    async (box) => {
      page(watching(), proposer, {}, `?view=edit&mask=${box}`);
      await corner(1);
      expect(screen.queryByTitle(/遮蔽/)).toBeNull();
      expect(screen.queryByText(/遮蔽已加入草稿/)).toBeNull();
    },
  );
});

describe('zones by keys', () => {
  test('arrows move a corner, Ctrl+Z takes the run back, Ctrl+Y brings it again', async () => {
    page(watching());
    const second = await corner(2);
    second.focus();
    for (const shiftKey of [false, false, true]) fireEvent.keyDown(second, { key: 'ArrowRight', shiftKey });
    expect(label(await corner(2))).toContain('横 32.1%，纵 10.0%');
    fireEvent.keyDown(window, { key: 'z', ctrlKey: true });
    await waitFor(async () => expect(label(await corner(2))).toContain('横 30.0%'));
    fireEvent.keyDown(window, { key: 'y', ctrlKey: true });
    await waitFor(async () => expect(label(await corner(2))).toContain('横 32.1%'));
    fireEvent.click(screen.getByText('全部恢复到现行版'));
    await waitFor(async () => expect(label(await corner(2))).toContain('横 30.0%'));
    expect(screen.getByText('与现行版没有差别')).toBeDefined();
  });

  test('Insert adds a corner, Delete takes it, a zone goes with Delete on its name', async () => {
    page(watching());
    fireEvent.keyDown(await corner(1), { key: 'Insert' });
    expect(label(await corner(5))).toContain('横 10.0%，纵 30.0%');
    fireEvent.keyDown(await corner(2), { key: 'Delete' });
    await waitFor(() => expect(screen.queryByLabelText(/角 5：/)).toBeNull());
    fireEvent.keyDown(screen.getByLabelText(/^区域 1 被问人座位/), { key: 'Delete' });
    await waitFor(() => expect(screen.queryByLabelText(/角 1：/)).toBeNull());
    expect(screen.getByText('删除 1 被问人座位')).toBeDefined();
  });

  test('a zone is drawn with the cross, and a shape that crosses itself is not sent', async () => {
    page(watching({ current: null, history: [] }));
    fireEvent.click(await screen.findByText('逐点绘制'));
    const layer = await screen.findByLabelText(/^绘制/);
    const press = (key: string, times = 1) => {
      for (let i = 0; i < times; i++) fireEvent.keyDown(layer, { key });
    };
    press(' ');
    press('ArrowRight', 20);
    press(' ');
    press('Enter');
    expect(screen.getByLabelText(/^绘制/)).toBeDefined();
    press('ArrowDown', 20);
    press(' ');
    press('Enter');
    await waitFor(() => expect(screen.queryByLabelText(/^绘制/)).toBeNull());
    expect(label(await corner(3))).toContain('横 70.0%，纵 70.0%');
    expect(submit().disabled).toBe(false);
    const third = await corner(3);
    for (let i = 0; i < 20; i++) fireEvent.keyDown(await corner(3), { key: 'ArrowUp' });
    expect(label(third)).toBeDefined();
    expect(await screen.findByText(/太小|边线交叉/)).toBeDefined();
    expect(submit().disabled).toBe(true);
  });

  test('Escape gives a drawing up', async () => {
    page(watching());
    fireEvent.click(await screen.findByText('逐点绘制'));
    fireEvent.keyDown(await screen.findByLabelText(/^绘制/), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByLabelText(/^绘制/)).toBeNull());
    expect(screen.getByText('与现行版没有差别')).toBeDefined();
  });
});

describe('a proposal', () => {
  test('needs a reason, is sent with what it is based on, and the draft goes', async () => {
    const sent = vi.fn();
    const asked = page(watching(), proposer, {
      'POST /cameras/c1/watching': ({ body }: Asked) => {
        sent(body);
        return settings(3, { state: 'proposed' });
      },
    });
    fireEvent.keyDown(await corner(1), { key: 'ArrowLeft' });
    fireEvent.click(submit());
    expect(await screen.findByText('请写明理由，至少 5 个字')).toBeDefined();
    expect(posts(asked)).toEqual([]);
    fireEvent.change(screen.getByLabelText('理由'), { target: { value: '座椅移动了位置' } });
    await waitFor(() => expect(drafts.read('u1', 'watching.c1')?.reason).toBe('座椅移动了位置'));
    fireEvent.click(submit());
    await waitFor(() => expect(sent).toHaveBeenCalledTimes(1));
    const body = sent.mock.calls[0]?.[0] as WatchingProposal;
    expect(body.basedOn).toBe(2);
    expect(body.zones[0]?.polygon[0]).toEqual([90, 100]);
    expect(body).not.toHaveProperty('reference');
    await waitFor(() => expect(drafts.read('u1', 'watching.c1')).toBeUndefined());
  });

  test('a refused one says why and keeps everything', async () => {
    const refused = { status: 409, code: 'watching.proposal_open', detail: '已有他人的方案待批。' };
    page(watching(), proposer, { 'POST /cameras/c1/watching': { refused } });
    fireEvent.keyDown(await corner(1), { key: 'ArrowLeft' });
    fireEvent.change(screen.getByLabelText('理由'), { target: { value: '座椅移动了位置' } });
    fireEvent.click(submit());
    expect(await screen.findByText('已有他人的方案待批。')).toBeDefined();
    expect(label(await corner(1))).toContain('横 9.0%');
  });

  test('a draft is there after a reload, and says when another version came meanwhile', async () => {
    const work = { zones: [{ ...seat, polygon: [[0, 0], ...square.slice(1)] }], thresholds: {} };
    drafts.write('u1', 'watching.c1', { work, reason: '未写完的理由', basedOn: 1 });
    page(watching());
    expect(label(await corner(1))).toContain('横 0.0%，纵 0.0%');
    expect((screen.getByLabelText('理由') as HTMLTextAreaElement).value).toBe('未写完的理由');
    expect(screen.getByText('此草稿基于第 1 版，现行已是第 2 版。')).toBeDefined();
    fireEvent.click(screen.getByText('放弃草稿，从现行版开始'));
    await waitFor(async () => expect(label(await corner(1))).toContain('横 10.0%'));
  });

  test('while one of another person waits, no other can be made', async () => {
    page(watching({ proposed: settings(3, { state: 'proposed' }) }), proposer, {}, '?view=edit');
    fireEvent.keyDown(await corner(1), { key: 'ArrowLeft' });
    expect(screen.getByText(/演示管理员辛的方案待批/)).toBeDefined();
    expect(submit().disabled).toBe(true);
  });

  test('who may not set anything is told so and asks for nothing', async () => {
    const asked = page(watching(), user({ abilities: ['lead_stay', 'see_live'] }));
    expect(await screen.findByText(/^您的账号没有此项权限/)).toBeDefined();
    expect(asked).toEqual([]);
  });

  test('one goes on with what was proposed, and its picture of the empty room goes along', async () => {
    const mine = settings(3, {
      state: 'proposed',
      reason: '椅子移动后重新划定',
      by: { id: 'u1', name: '我', unit: '城南派出所' },
      reference: true,
    });
    const asked = page(
      watching({ proposed: mine }),
      proposer,
      { 'GET /cameras/c1/watching/3/reference': 'picture', 'POST /cameras/c1/watching': mine },
      '?view=compare',
    );
    fireEvent.click(await screen.findByText('继续修改此方案'));
    expect(await screen.findByAltText('将随方案提交的参考图')).toBeDefined();
    expect((screen.getByLabelText('理由') as HTMLTextAreaElement).value).toBe(mine.reason);
    fireEvent.click(submit());
    await waitFor(() => expect(posts(asked)).toHaveLength(1));
    expect(posts(asked)[0]?.body).toMatchObject({ reference: btoa('"picture"') });
  });
});

describe('thresholds', () => {
  const effect = (more: object) => ({
    name: 'position.lyingMs',
    value: 15_000,
    now: 10_000,
    days: 30,
    observations: 41,
    would: { stay: 34, go: 7, confirmedThatGo: 1, falseThatGo: 5, unjudgedThatGo: 1 },
    moreUnknown: false,
    ...more,
  });
  const field = () => screen.findByLabelText('倒地或躺卧，持续');

  test('only those of this kind of room; the assistant says in words what would change', async () => {
    const asked = page(watching(), proposer, { 'GET /cameras/c1/threshold-effect': effect({}) });
    fireEvent.change(await field(), { target: { value: '15' } });
    expect(await screen.findByText(/41 条此类观察：34 条仍会提出，7 条不再提出/)).toBeDefined();
    expect(screen.getByText('不再提出的之中：属实 1、误报 5、未复核 1。')).toBeDefined();
    expect(screen.getByText('会漏掉已确认属实的观察')).toBeDefined();
    expect(
      asked.some(({ path }) => path.endsWith('threshold-effect?name=position.lyingMs&value=15000')),
    ).toBe(true);
    expect(screen.queryByText('值守位无人，持续')).toBeNull();
  });

  test('what cannot be known is said, and a value outside the range is not asked about', async () => {
    const asked = page(watching(), proposer, {
      'GET /cameras/c1/threshold-effect': effect({
        value: 5_000,
        would: { stay: 41, go: 0, confirmedThatGo: 0, falseThatGo: 0, unjudgedThatGo: 0 },
        moreUnknown: true,
      }),
    });
    fireEvent.change(await field(), { target: { value: '1' } });
    expect(await screen.findByText('须在 3 秒 至 120 秒 之间')).toBeDefined();
    expect(submit().disabled).toBe(true);
    fireEvent.change(await field(), { target: { value: '5' } });
    expect(await screen.findByText(/从已有的观察无法得知/)).toBeDefined();
    expect(asked.filter(({ path }) => path.includes('threshold-effect'))).toHaveLength(1);
  });
});

describe('the second person', () => {
  const proposed = settings(3, {
    state: 'proposed',
    reason: '座椅移动后重新划定',
    thresholds: { 'position.lyingMs': 15_000 },
    zones: [seat, { id: 'z2', kind: 'door', polygon: square }],
  });
  test('sees both side by side with the changes in words, and approves once', async () => {
    const asked = page(watching({ proposed }), decider(), {
      'POST /cameras/c1/watching/3/approve': settings(3),
    });
    expect(await screen.findByLabelText('现行第 2 版')).toBeDefined();
    expect(screen.getByLabelText('待批第 3 版')).toBeDefined();
    expect(screen.getByText('新增 2 门')).toBeDefined();
    expect(screen.getByText('倒地或躺卧，持续：默认 → 15 秒')).toBeDefined();
    fireEvent.click(screen.getByText('批准'));
    const dialog = await screen.findByRole('dialog');
    fireEvent.click(within(dialog).getByRole('button', { name: '批准' }));
    await waitFor(() => expect(posts(asked)).toHaveLength(1));
    expect(posts(asked)[0]?.path).toBe('/cameras/c1/watching/3/approve');
  });

  test('a damaged proposal can be rejected only, and what is in force is shown alone', async () => {
    const damaged = { damaged: true, zones: [], thresholds: {}, reason: '', state: 'proposed' as const };
    const proposed = settings(3, damaged);
    page(watching({ proposed, history: [proposed, settings(2)] }), decider());
    expect(await screen.findByText('记录受损，无法读取，不能批准')).toBeDefined();
    expect(screen.getByText('退回')).toBeDefined();
    expect(screen.queryByText('批准')).toBeNull();
    // No difference is invented from what could not be read.
    expect(screen.queryByText(/删除 1 被问人座位/)).toBeNull();
    expect(screen.queryByLabelText('待批第 3 版')).toBeNull();
    fireEvent.click(screen.getByText('历史'));
    expect(await screen.findByText('记录受损')).toBeDefined();
    expect(screen.getByText(/首次划定/)).toBeDefined();
  });

  test('rejects with a reason', async () => {
    const asked = page(watching({ proposed }), decider(), {
      'POST /cameras/c1/watching/3/reject': settings(3, { state: 'rejected' }),
    });
    fireEvent.click(await screen.findByText('退回'));
    const dialog = await screen.findByRole('dialog');
    const reject = within(dialog).getByRole('button', { name: '退回' });
    fireEvent.click(reject);
    expect(await within(dialog).findByText('请写明理由，至少 5 个字')).toBeDefined();
    fireEvent.change(within(dialog).getByLabelText('退回理由'), { target: { value: '门画到了墙上' } });
    fireEvent.click(reject);
    await waitFor(() => expect(posts(asked)[0]?.body).toEqual({ reason: '门画到了墙上' }));
  });

  test.each([
    ['of the same unit', decider({ unit: { id: 'n8', name: '技术室' } }), /您与提交人同属技术室/],
    ['who proposed it', decider({ id: 'u8' }), /提交人本人不能批准/],
  ])('is never one %s', async (_, me, words) => {
    page(watching({ proposed }), me, {}, '?view=compare');
    expect(await screen.findByText(words)).toBeDefined();
    expect(screen.queryByText('批准')).toBeNull();
  });

  test('the history says who and why', async () => {
    const rejected = settings(4, {
      state: 'rejected',
      rejectReason: '画错了门',
      decidedBy: { id: 'u9', name: '演示法制员庚', unit: '法制大队' },
      decidedUs: at,
    });
    page(
      watching({ history: [settings(1, { state: 'replaced' }), rejected] }),
      proposer,
      {},
      '?view=history',
    );
    await screen.findByText('第 4 版');
    const items = screen.getAllByRole('listitem');
    expect(items.map((item) => item.textContent).join(' ')).toMatch(
      /第 4 版.*已退回.*演示法制员庚.*画错了门.*第 1 版/,
    );
  });
});

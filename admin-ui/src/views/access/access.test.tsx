// SPDX-License-Identifier: Apache-2.0
// Why may I see this: one line per material; the table of access with what it says of one member of staff; who may ask.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { type Answers, centre, prepare, show, user } from '../../../tests/render';
import type { AccessAnswer, AccessCell } from '../../api/types';
import * as csv from '../../lib/csv';
import { AccessPage, linesOf } from '../../pages/admin-access';
import { SealedStay } from '../sealed-stay';
import { WhyLink } from './why';

beforeAll(prepare);
vi.setConfig({ testTimeout: 40_000 });

const answer = (material: string, label: string, allowed: boolean, because: string): AccessAnswer => ({
  material,
  label,
  labelEn: label,
  allowed,
  because,
  becauseEn: because,
});
const answers = {
  who: { id: 'u1', name: '演示民警甲' },
  items: [
    answer('stay', '在区记录', true, '值班民警可查看全中心的此类内容。'),
    answer('transcript', '笔录', false, '所任岗位均不可查看'),
  ],
};

test('about a stay: one line per material, with the reason, and why no picture is listed', async () => {
  const asked = centre({ 'GET /access/why': answers });
  show(<WhyLink stayId="s1" />, user());
  expect(asked.filter((one) => one.path.startsWith('/access'))).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: '为何可见' }));
  const list = await screen.findByRole('list', { name: '演示民警甲可以看什么，为什么' });
  const lines = within(list).getAllByRole('listitem');
  expect(lines.map((line) => line.textContent)).toEqual([
    '✓可见在区记录值班民警可查看全中心的此类内容。',
    '■不可见笔录所任岗位均不可查看',
  ]);
  expect(screen.getByText('此人现不在任何房间，故未列出画面。')).toBeDefined();
  expect(asked.find((one) => one.path.startsWith('/access'))?.path).toBe('/access/why?stayId=s1');
});

test('about a room with its picture nothing is said to be missing', async () => {
  const items = [...answers.items, answer('live', '实时画面', true, '值班民警可查看')];
  const asked = centre({ 'GET /access/why': { ...answers, items } });
  show(<WhyLink stayId="s1" roomId="r1" />, user());
  fireEvent.click(screen.getByRole('button', { name: '为何可见' }));
  expect(await screen.findByText('实时画面')).toBeDefined();
  expect(screen.queryByText(/故未列出画面/)).toBeNull();
  expect(asked.at(-1)?.path).toBe('/access/why?stayId=s1&roomId=r1');
});

test('a sealed stay is asked about, too', async () => {
  const items = [answer('stay', '在区记录', false, '值班民警本可查看，但该记录已封存')];
  const asked = centre({ 'GET /access/why': { ...answers, items } });
  show(<SealedStay stayId="s9" />, user());
  fireEvent.click(screen.getByRole('button', { name: '为何可见' }));
  expect(await screen.findByText('值班民警本可查看，但该记录已封存')).toBeDefined();
  expect(asked.at(-1)?.path).toBe('/access/why?stayId=s9');
});

test('what cannot be answered is said in the words of the centre', async () => {
  const refused = { status: 404, code: 'stay.not_found', detail: '没有这条记录。' };
  centre({ 'GET /access/why': { refused } });
  show(<WhyLink stayId="s1" />, user());
  fireEvent.click(screen.getByRole('button', { name: '为何可见' }));
  expect(await screen.findByText('没有这条记录。')).toBeDefined();
});

const cell = (material: string, room: string, reaches: AccessCell['reaches'] = []): AccessCell => ({
  material,
  label: `内容 ${material}`,
  labelEn: material,
  room,
  roomLabel: `房间 ${room}`,
  roomLabelEn: room,
  reaches,
});
const reach = (role: 'supervisor' | 'investigator', how: 'all' | 'own_unit') => ({
  role,
  roleLabel: role,
  roleLabelEn: role,
  reach: how,
  reachLabel: how === 'all' ? '全中心' : '本单位',
  reachLabelEn: how,
});
const table = {
  items: [
    cell('stay', 'none', [reach('supervisor', 'all'), reach('investigator', 'own_unit')]),
    cell('live', 'general', [reach('supervisor', 'all')]),
    cell('live', 'no_picture'),
  ],
};

test('lines of one material stand together', () => {
  expect(table.items.map((_, at) => linesOf(table.items, at))).toEqual([1, 2, 0]);
  expect(linesOf([], 0)).toBe(0);
});

const supervisor = user({ abilities: ['see_audit', 'see_stay'], roles: ['supervisor'] });
const staff = {
  items: [
    {
      id: 'p3',
      name: '演示民警丙',
      badge: 'D10003',
      login: 'banan1',
      sex: 'M',
      function: 'officer',
      unit: { id: 'n1', name: '城南' },
      roles: ['investigator'],
      active: true,
    },
  ],
};
const all: Answers = {
  'GET /access/table': table,
  'GET /access/why': { ...answers, who: { id: 'p3', name: '演示民警丙' } },
  'GET /staff': staff,
  'GET /rooms': { items: [] },
  'GET /stays': { items: [] },
};

test('the table says for every role how far it sees, and is exported as it stands', async () => {
  const saved = vi.spyOn(csv, 'saveFile').mockImplementation(() => undefined);
  centre(all);
  show(<AccessPage />, supervisor);
  await screen.findByText('内容 stay');
  const rows = [...document.querySelectorAll('tbody tr.ant-table-row')].map((row) =>
    [...row.querySelectorAll('td')].map((one) => one.textContent),
  );
  expect(rows[0]?.slice(0, 5)).toEqual(['内容 stay', '房间 none', '不可', '◐ 本单位', '● 全中心']);
  expect(rows[2]?.every((text) => ['房间 no_picture', '不可'].includes(text ?? ''))).toBe(true);
  fireEvent.click(screen.getByRole('button', { name: '导出表格' }));
  const [name = '', text = ''] = saved.mock.calls[0] ?? [];
  expect(name).toMatch(/^查看权限-/);
  expect(text.split('\r\n')[1]).toBe(
    '内容 stay,房间 none,不可,本单位,全中心,不可,不可,不可,不可,不可,不可,不可',
  );
});

test('choosing somebody is enough for the answer', async () => {
  const asked = centre(all);
  show(<AccessPage />, supervisor);
  const box = await screen.findByLabelText('人员');
  fireEvent.mouseDown(box);
  fireEvent.click(await screen.findByText('演示民警丙 D10003'));
  expect(await screen.findByText('演示民警丙可以看什么，为什么')).toBeDefined();
  expect(asked.find((one) => one.path.startsWith('/access/why'))?.path).toBe('/access/why?staffId=p3');
  expect(screen.getByText('没有指定房间，故未列出画面。')).toBeDefined();
});

test('who may not look up stays is told whom to ask', async () => {
  centre(all);
  show(<AccessPage />, user({ abilities: ['administer', 'see_audit'], roles: ['administrator'] }));
  expect(await screen.findByText(/请执法监督员进行/)).toBeDefined();
  expect(within(document.body).queryByLabelText(/在区编号/)).toBeNull();
});

test('others are not shown the page', async () => {
  const asked = centre(all);
  show(<AccessPage />, user());
  await waitFor(() => expect(screen.getByText(/没有此项权限/)).toBeDefined());
  expect(asked.some((one) => one.path.startsWith('/access'))).toBe(false);
});

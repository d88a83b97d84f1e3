// SPDX-License-Identifier: Apache-2.0
// What is kept and may go: parts, order of the lists, who may do what, what is sent, and what the page and the board say.
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Answers, centre, prepare, show, user } from '../../../tests/render';
import { abilitiesOf, seesStorage } from '../../abilities';
import type { Ability, Board, LegalHold, RemovalOrder, Storage } from '../../api/types';
import { drafts } from '../../drafts';
import { sizeText } from '../../lib/size';
import { StoragePage } from '../../pages/admin-storage';
import { BoardPage } from '../../pages/board';
import { gapCause } from '../questioning/gap-cause';
import { HoldDialog } from './hold-dialog';
import { StorageStrip } from './storage-strip';
import {
  daysFault,
  goodInterval,
  holdsInOrder,
  holdTerms,
  mayDecide,
  mayLift,
  orderState,
  ordersInOrder,
  partsOf,
} from './values';

beforeAll(async () => {
  await prepare();
  configure({ asyncUtilTimeout: 30_000 });
});
afterEach(cleanup);
vi.setConfig({ testTimeout: 120_000 });

const gib = 2 ** 30;
const at = 1_764_400_000_000_000;
const hourUs = 3_600_000_000;

const order = (id: string, more: Partial<RemovalOrder> = {}): RemovalOrder => ({
  id,
  days: 180,
  state: 'open',
  askedAtUs: at,
  askedBy: { id: 'admin', name: '演示管理员癸' },
  ...more,
});
const decided = (id: string, state: 'granted' | 'refused', decidedAtUs: number) =>
  order(id, { state, decidedAtUs, decidedBy: { id: 'head', name: '演示法制员辛' } });
const hold = (id: string, more: Partial<LegalHold> = {}): LegalHold => ({
  id,
  room: { id: 'r1', name: '讯问室一' },
  fromUs: at,
  toUs: at + hourUs,
  reason: '控告申诉调查',
  placedAtUs: at,
  placedBy: { id: 'head', name: '演示法制员辛' },
  ...more,
});
const storage = (more: Partial<Storage> = {}): Storage => ({
  state: 'ok',
  recorders: [],
  kept: { allBytes: 0, withinTimeBytes: 0, heldBytes: 0, removableBytes: 0 },
  days: 180,
  orderInForce: false,
  orders: [],
  holds: [],
  openFaults: 0,
  faults: [],
  unreadableCount: 0,
  unreadable: [],
  ...more,
});
const can = (...abilities: Ability[]) => abilitiesOf({ abilities });

describe('sizes', () => {
  test.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [812 * 2 ** 20, '812 MiB'],
    [1.5 * 2 ** 40, '1.5 TiB'],
    [2 ** 40 - 1, '1.0 TiB'],
    [99.96 * gib, '100 GiB'],
    [-3 * gib, '-3.0 GiB'],
  ])('%d is %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});

describe('what is kept', () => {
  test('falls into three parts of the whole', () => {
    const kept = { allBytes: 200, withinTimeBytes: 150, heldBytes: 40, removableBytes: 10 };
    expect(partsOf(kept).map(({ part, percent }) => [part, percent])).toEqual([
      ['within', 75],
      ['held', 20],
      ['removable', 5],
    ]);
    expect(partsOf(storage().kept).map(({ percent }) => percent)).toEqual([0, 0, 0]);
  });

  test('a gap that removal left has a word of its own', () => {
    expect(gapCause('removed')).toBe('removed');
  });
});

describe('orders', () => {
  test('a keeping time is a whole number of days within the limits', () => {
    expect([89, 90, 180, 3660, 3661, 90.5].map(daysFault)).toEqual([
      'short',
      undefined,
      undefined,
      undefined,
      'long',
      'whole',
    ]);
  });

  test('what waits stands before what was decided', () => {
    const list = [decided('a', 'granted', 9), order('b'), decided('c', 'refused', 3)];
    expect(ordersInOrder(list).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });

  test('only the newest decision is in force, also when it was a refusal', () => {
    const older = decided('a', 'granted', 5);
    const newer = decided('b', 'granted', 9);
    const now = storage({ orders: [newer, older, order('c')], orderInForce: true });
    expect(now.orders.map((one) => orderState(one, now))).toEqual(['inForce', 'replaced', 'open']);
    const then = storage({ orders: [decided('d', 'refused', 11), newer] });
    expect(then.orders.map((one) => orderState(one, then))).toEqual(['refused', 'replaced']);
  });

  test('who asked does not decide, nor who may not', () => {
    expect(mayDecide(order('a'), can('confirm_rules'), 'head')).toBe(true);
    expect(mayDecide(order('a'), can('confirm_rules', 'administer'), 'admin')).toBe(false);
    expect(mayDecide(order('a'), can('administer', 'review_findings'), 'other')).toBe(false);
    expect(mayDecide(decided('a', 'granted', 5), can('confirm_rules'), 'head')).toBe(false);
  });
});

describe('holds', () => {
  test('those in force stand first, the newest first', () => {
    const list = [
      hold('a', { liftedAtUs: at + 9, placedAtUs: at + 8 }),
      hold('b'),
      hold('c', { placedAtUs: at + 5 }),
    ];
    expect(holdsInOrder(list).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });

  test('who placed it does not lift it, and nobody lifts it twice', () => {
    expect(mayLift(hold('a'), can('confirm_rules'), 'other')).toBe(true);
    expect(mayLift(hold('a'), can('confirm_rules'), 'head')).toBe(false);
    expect(mayLift(hold('a'), can('review_findings'), 'other')).toBe(false);
    expect(mayLift(hold('a', { liftedAtUs: at }), can('confirm_rules'), 'other')).toBe(false);
  });

  test('an interval has an order and a greatest length', () => {
    expect(goodInterval(5, 5)).toBe(false);
    expect(goodInterval(0, 366 * 24 * hourUs)).toBe(true);
    expect(goodInterval(0, 366 * 24 * hourUs + 1)).toBe(false);
  });

  test('of room and stay only the chosen one is sent, when all is there', () => {
    const typed = { roomId: 'r1', stayId: 's1', fromUs: 1, toUs: 2 };
    expect(holdTerms({ kind: 'room', ...typed })).toEqual({ roomId: 'r1', fromUs: 1, toUs: 2 });
    expect(holdTerms({ kind: 'stay', ...typed })).toEqual({ stayId: 's1', fromUs: 1, toUs: 2 });
    expect(holdTerms({ kind: 'stay', ...typed, stayId: undefined })).toBeUndefined();
    expect(holdTerms({ kind: 'room', ...typed, toUs: 1 })).toBeUndefined();
    expect(holdTerms({ kind: 'room', ...typed, fromUs: undefined })).toBeUndefined();
  });
});

test('the page is for who administers, checks, or decides on rules', () => {
  const who: Ability[] = ['administer', 'review_findings', 'confirm_rules'];
  expect(who.map((one) => seesStorage(can(one)))).toEqual([true, true, true]);
  expect(seesStorage(can('lead_stay', 'see_stay', 'see_audit', 'approve_extension'))).toBe(false);
});

/** By what stands on it; asking for roles takes a busy machine long. */
async function press(text: string, area: ParentNode = document.body) {
  const found = () => [...area.querySelectorAll('button')].find((button) => button.textContent === text);
  await waitFor(() => expect(found()).toBeDefined());
  fireEvent.click(found() as HTMLButtonElement);
}

const dialogOf = async (text: string) =>
  (await screen.findByText(text, { selector: '.ant-modal-title' })).closest('.ant-modal') as HTMLElement;

function page(answer: Storage, abilities: Ability[], id: string, more: Answers = {}) {
  const asked = centre({ 'GET /storage': answer, ...more });
  show(<StoragePage />, user({ id, abilities }), '/admin/storage');
  return asked;
}

describe('the page', () => {
  test('with nothing there says so and what to do, and offers each only what he may do', async () => {
    page(storage(), ['administer'], 'admin');
    expect(await screen.findByText('还没有录像节点')).toBeTruthy();
    for (const none of ['还没有保存的录像', '还没有清除申请', '还没有人工保全'])
      expect(screen.getByText(none)).toBeTruthy();
    expect(screen.getByText(/没有有效的清除批准/)).toBeTruthy();
    expect(screen.getByRole('button', { name: '申请到期清除' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '保全录像' })).toBeNull();
  });

  test('asks nothing for who may not see it', () => {
    const asked = page(storage(), ['lead_stay'], 'duty');
    expect(screen.getByText(/没有此项权限/)).toBeTruthy();
    expect(asked).toEqual([]);
  });

  test('a failed read can be tried again', async () => {
    let failing = true;
    page(storage(), ['administer'], 'admin', {
      'GET /storage': () =>
        failing ? { refused: { status: 403, code: 'x', detail: '读不到' } } : storage({ days: 120 }),
    });
    expect(await screen.findByText('读不到')).toBeTruthy();
    failing = false;
    fireEvent.click(screen.getByRole('button', { name: '重试' }));
    expect(await screen.findByText('监控录像保存 120 天')).toBeTruthy();
  });

  test('tells of each recorder its state in a word, and marks what happens now', async () => {
    const recorder = {
      name: 'lx1',
      state: 'full' as const,
      freeBytes: -5,
      mediaBytes: 3 * gib,
      quotaBytes: 0,
    };
    page(storage({ state: 'full', recorders: [recorder] }), ['review_findings'], 'head');
    const row = (await screen.findByText('lx1')).closest('tr') as HTMLElement;
    for (const text of ['已满', '0 B', '3.0 GiB', '整盘']) expect(within(row).getByText(text)).toBeTruthy();
    expect(document.querySelector('dd[aria-current]')?.textContent).toMatch(/^视频分析仍停止/);
  });

  test('a keeping time below the least is told at its field and not sent; a good one is', async () => {
    const asked = page(storage(), ['administer'], 'admin', { 'POST /storage/orders': { id: 'o' } });
    await press('申请到期清除');
    const dialog = await dialogOf('申请到期清除');
    const days = dialog.querySelector('#edit_days') as HTMLInputElement;
    fireEvent.change(days, { target: { value: '89' } });
    await press('申请到期清除', dialog);
    expect(await screen.findByText(/监控录像至少保存 90 天/)).toBeTruthy();
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
    fireEvent.change(days, { target: { value: '90' } });
    await press('申请到期清除', dialog);
    await waitFor(() => expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ days: 90 }));
  });

  test('a request whose answer was lost goes out again with its key, and only then with another', async () => {
    let lost = true;
    const asked = page(storage(), ['administer'], 'admin', {
      'POST /storage/orders': () =>
        lost ? { refused: { status: 503, code: 'db.unreachable', detail: '数据库暂不可用' } } : { id: 'o' },
    });
    const posts = () => asked.filter(({ method }) => method === 'POST');
    await press('申请到期清除');
    const dialog = await dialogOf('申请到期清除');
    await press('申请到期清除', dialog);
    await waitFor(() => expect(posts().length).toBeGreaterThan(1));
    lost = false;
    await waitFor(() => expect(screen.queryByText('已申请，等待法制部门负责人决定')).toBeTruthy());
    const keys = new Set(posts().map(({ key }) => key));
    expect([...keys]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    const before = posts().length;
    await press('申请到期清除');
    await press('申请到期清除', await dialogOf('申请到期清除'));
    await waitFor(() => expect(posts()).toHaveLength(before + 1));
    expect(keys.has(posts().at(-1)?.key)).toBe(false);
  });

  test('a refusal of the centre stands at its field', async () => {
    const refused = { status: 400, code: 'retention.too_short', detail: '太短', field: 'days' };
    page(storage(), ['administer'], 'admin', { 'POST /storage/orders': { refused } });
    await press('申请到期清除');
    const dialog = await dialogOf('申请到期清除');
    await press('申请到期清除', dialog);
    const said = () => dialog.querySelector('.ant-form-item-explain-error')?.textContent;
    await waitFor(() => expect(said()).toBe('太短'));
  });

  test('another person decides; who asked has no button', async () => {
    const open = storage({ orders: [order('o1', { days: 120 })] });
    const asked = page(open, ['confirm_rules'], 'head', { 'POST /storage/orders/o1/decision': null });
    await press('批准');
    const dialog = await dialogOf('批准：保存 120 天后可清除');
    expect(dialog.textContent).toContain('超过 120 天');
    await press('批准', dialog);
    await waitFor(() =>
      expect(asked.find(({ method }) => method === 'POST')).toMatchObject({
        body: { granted: true },
        key: expect.any(String),
      }),
    );
    cleanup();
    page(open, ['administer', 'confirm_rules'], 'admin');
    expect(await screen.findByText('须由他人决定')).toBeTruthy();
    expect(screen.queryByText('批准', { selector: 'button *' })).toBeNull();
  });

  test('lifting a hold says first what happens', async () => {
    const held = storage({ holds: [hold('h1')] });
    const asked = page(held, ['confirm_rules'], 'other', { 'POST /storage/holds/h1/lifting': null });
    await press('解除保全');
    const dialog = await dialogOf('解除保全：讯问室一');
    expect(dialog.textContent).toContain('不能恢复');
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
    await press('解除保全', dialog);
    const sent = () => asked.find(({ path }) => path === '/storage/holds/h1/lifting');
    await waitFor(() => expect(sent()?.key).toEqual(expect.any(String)));
  });

  test('the size of a hold is told before it is placed, and what was typed is sent', async () => {
    const asked = centre({
      'GET /storage': storage(),
      'GET /rooms': {
        items: [{ id: 'r1', code: 'IT-01', name: '讯问室一', kind: 'interrogation', active: true }],
      },
      'POST /storage/holds/plan': { bytes: 1.5 * gib },
      'POST /storage/holds': { id: 'h' },
    });
    const terms = { roomId: 'r1', fromUs: at, toUs: at + hourUs };
    // As after a reload of the page.
    drafts.write('head', 'storage.hold', { kind: 'room', ...terms });
    show(<HoldDialog onClose={() => undefined} />, user({ id: 'head', abilities: ['review_findings'] }));
    const dialog = await dialogOf('保全录像');
    expect(await screen.findByText('约 1.5 GiB')).toBeTruthy();
    expect(asked.find(({ path }) => path === '/storage/holds/plan')?.body).toEqual(terms);
    await press('保全录像', dialog);
    expect(await screen.findByText('请写明理由，至少 5 个字')).toBeTruthy();
    expect(asked.some(({ path }) => path === '/storage/holds')).toBe(false);
    const reason = dialog.querySelector('#edit_reason') as HTMLTextAreaElement;
    fireEvent.change(reason, { target: { value: ' 控告申诉调查 ' } });
    await press('保全录像', dialog);
    const sent = () => asked.find(({ path }) => path === '/storage/holds');
    await waitFor(() => expect(sent()?.body).toEqual({ ...terms, reason: '控告申诉调查' }));
    expect(sent()?.key).toEqual(expect.any(String));
  });
});

describe('checks, second copies, faults', () => {
  const check = {
    enabled: true,
    waiting: '',
    fragments: 9,
    checkedToUs: at,
    lastRoundAtUs: at,
    roundBeganAtUs: at,
    comparedAtUs: 0,
  };
  const copy = {
    state: 'away',
    copied: 3,
    waiting: 2,
    waitingBytes: 2 * gib,
    lagUs: 2 * hourUs,
    lost: 0,
    sourceDamaged: 1,
  };
  const recorder = { name: 'lx1', state: 'ok' as const, freeBytes: gib, mediaBytes: gib, quotaBytes: 0 };
  const fault = {
    id: 'f1',
    node: 'lx1',
    what: 'fragment_hash',
    path: 'media/20261124/c/main-x.mp4',
    fragments: 2,
    firstFragment: 7,
    bytes: 90,
    foundAtUs: at,
  };
  const view = (more: Partial<Storage>) => {
    centre({ 'GET /storage': storage(more) });
    show(<StoragePage />, user({ abilities: ['administer'] }));
  };

  test('an absent second copy says what goes on and what to do', async () => {
    view({ recorders: [{ ...recorder, check, copy }] });
    const row = (await screen.findByText('磁盘不在')).closest('tr') as HTMLElement;
    expect(row.textContent).toMatch(/正在核对.*上次全部核对完.*目录还没有比对完一遍/);
    expect(screen.getByRole('alert').textContent).toMatch(/录像没有第二份.*lx1/);
    expect(row.textContent).toMatch(/待复制 2 段（2.0 GiB）.*1 段自身受损.*录像照常，但没有第二份.*begin/);
  });

  test('a copy that was not looked at yet is no alarm', async () => {
    view({ recorders: [{ ...recorder, check, copy: { ...copy, state: 'starting' } }] });
    expect(await screen.findByText('刚启动，尚未检查')).toBeTruthy();
    expect(screen.queryByText('录像没有第二份')).toBeNull();
  });

  test('a recorder without a copy, and one that says nothing, are told apart', async () => {
    view({ recorders: [{ ...recorder, check: { ...check, waiting: 'queues', lastRoundAtUs: 0 } }] });
    const row = (await screen.findByText('未配置')).closest('tr') as HTMLElement;
    expect(row.textContent).toMatch(/录像写入排队，暂停.*还没有全部核对完一遍/);
    cleanup();
    view({ recorders: [recorder] });
    expect(await screen.findByText('还没有节点报告核对情况')).toBeTruthy();
  });

  test('faults are loud while they last, and stay listed when they are over', async () => {
    view({
      openFaults: 1,
      faults: [
        fault,
        { ...fault, id: 'f2', what: 'copy_missing', fragments: 0, endedAtUs: at },
        { ...fault, id: 'f3', what: 'news', fragments: 0 },
      ],
    });
    expect((await screen.findByRole('alert')).textContent).toMatch(/现有 1 处问题/);
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent);
    expect(rows[0]).toMatch(/现存内容与记录不符 2 个片段，从第 7 个起media\/20261124/);
    expect(rows[1]).toMatch(/已消除第二份：录像文件缺失/);
    expect(rows[2]).toContain('news');
  });

  test('reports that could not be read show only when there are any', async () => {
    view({});
    expect(await screen.findByText('没有发现问题')).toBeTruthy();
    expect(screen.queryByText('无法读取的报告')).toBeNull();
    cleanup();
    const one = { id: 'u', node: 'lx1', kind: 'gap', reason: 'db.bad_value', receivedAtUs: at, bytes: 12 };
    view({ unreadableCount: 1, unreadable: [{ ...one, report: '{"seq":1}' }] });
    expect(await screen.findByText('无法读取的报告')).toBeTruthy();
    expect(screen.getByText('{"seq":1}')).toBeTruthy();
  });
});

describe('above the board', () => {
  const strip = (state: Storage['state'] | undefined, abilities: Ability[], copies?: Board['copiesDown']) =>
    show(<StorageStrip state={state} copies={copies} />, user({ abilities }));

  test('nothing is said while there is room', () => {
    strip(undefined, ['see_board']);
    strip('ok', ['see_board'], []);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('a full storage says what stops and whom to call', () => {
    strip('full', ['see_board']);
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toMatch(/已满.*视频分析已停止.*系统管理员/);
    expect(within(alert).queryByRole('link')).toBeNull();
  });

  test('the board itself says it', async () => {
    const board = { serverTimeUs: at, tiles: [], rooms: [], findingsToReview: 0, recordersDown: [] };
    centre({ 'GET /board': { ...board, storage: 'tight' } });
    show(<BoardPage />, user({ abilities: ['see_board'] }), '/board');
    expect((await screen.findByRole('alert')).textContent).toMatch(/存储空间紧张/);
  });

  test.each([
    ['full', /lx2 的第二份录像：磁盘已满.*没有第二份.*系统管理员/],
    ['away', /磁盘不在.*没有第二份/],
    ['wrong', /不是本节点的磁盘/],
    ['failing', /磁盘出错.*立即联系系统管理员/],
    ['behind', /落后 15 分钟以上.*最近的录像还没有第二份/],
  ] as const)('a second copy that is %s is told, with its recorder', (state, words) => {
    strip('ok', ['see_board'], [{ recorder: 'lx2', state }]);
    expect(screen.getByRole('alert').textContent).toMatch(words);
  });

  test('each thing that is wrong has its own strip', () => {
    strip(
      'full',
      ['see_board', 'administer'],
      [
        { recorder: 'lx1', state: 'away' },
        { recorder: 'lx2', state: 'behind' },
      ],
    );
    expect(screen.getAllByRole('alert').map((one) => one.className)).toEqual([
      'strip strip-over',
      'strip strip-over',
      'strip strip-soon',
    ]);
    expect(screen.getAllByRole('link')).toHaveLength(3);
  });

  test('the board tells of a copy until it works again', async () => {
    const board = { serverTimeUs: at, tiles: [], rooms: [], findingsToReview: 0, recordersDown: [] };
    centre({ 'GET /board': { ...board, copiesDown: [{ recorder: 'lx1', state: 'failing' }] } });
    show(<BoardPage />, user({ abilities: ['see_board'] }), '/board');
    expect((await screen.findByRole('alert')).textContent).toMatch(/lx1 的第二份录像：磁盘出错/);
  });

  test('who may see the page is led to it', () => {
    strip('tight', ['see_board', 'review_findings']);
    expect(within(screen.getByRole('alert')).getByRole('link').getAttribute('href')).toBe('/admin/storage');
  });
});

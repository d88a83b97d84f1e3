// SPDX-License-Identifier: Apache-2.0
// A press is told or visibly untold, goes before everything that waits, and nobody is deceived about it.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { NetworkError } from '../api/problem';
import type { HelpCall, Me } from '../api/types';
import { queueOf } from '../hooks/use-unsent';
import { startI18n } from '../i18n';
import { SendQueue, type Unsent } from '../unsent';
import { HelpStrip } from '../views/help/help-strip';
import { isLoud, pressesOf, roomOfPage, withdrawnLately } from './calls';

const me = { id: 'u-help', name: '甲', abilities: ['call_help'] } as unknown as Me;
vi.mock('../session', () => ({ useUser: () => ({ me, can: { callHelp: true } }) }));

const entry = (key: string, kind: Unsent['kind'] = 'help', more: Partial<Unsent> = {}): Unsent => ({
  key,
  kind,
  target: '',
  stayIds: [],
  body: {},
  what: '',
  atUs: 1,
  ...more,
});
const callOf = (more: Partial<HelpCall> = {}): HelpCall => ({
  id: 'c1',
  seq: 1,
  state: 'open',
  calledAtUs: 1_700_000_000_000_000,
  enteredAtUs: 1_700_000_000_000_000,
  presses: 1,
  callers: [{ id: 'u2', name: '演示辅警庚' }],
  answers: [],
  ends: [],
  own: false,
  mayAnswer: false,
  mayEnd: false,
  room: { id: 'r', name: '讯问室一' },
  ...more,
});
const answer = { by: { id: 'd', name: '值' }, goes: [{ id: 'd', name: '值' }], atUs: 2, enteredAtUs: 2 };
const nothing = () => undefined;

function show(items: HelpCall[], sending = false, withdrawPress = vi.fn()) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
  client.setQueryData(['help'], { items, serverTimeUs: 1 });
  const help = { press: nothing, withdraw: nothing, withdrawPress, sending };
  render(
    <QueryClientProvider client={client}>
      <HelpStrip help={help} />
    </QueryClientProvider>,
  );
  return withdrawPress;
}

beforeAll(async () => {
  await startI18n();
  vi.stubGlobal('matchMedia', (media: string) => ({ media, matches: false, addListener: () => undefined }));
});
afterEach(() => {
  cleanup();
  localStorage.clear();
  queueOf(me.id).readAgain();
});

describe('sending', () => {
  test('a call for help goes before what was entered earlier', async () => {
    const sent: string[] = [];
    const queue = new SendQueue('u', async (one) => sent.push(one.key));
    queue.add(entry('care', 'care'));
    queue.add(entry('press'));
    await queue.flush();
    expect(sent).toEqual(['press', 'care']);
  });
  test('a withdrawal waits for its call and then knows which one it is', async () => {
    const sent: [string, string][] = [];
    const queue = new SendQueue('u', async (one) => {
      sent.push([one.key, one.target]);
      return { id: 'c9' };
    });
    queue.add(entry('back', 'help_withdrawal', { after: 'press' }));
    queue.add(entry('press'));
    await queue.flush();
    expect(sent).toEqual([
      ['press', ''],
      ['back', 'c9'],
    ]);
  });
  test('without an answer it is kept with its time and its key', async () => {
    const queue = new SendQueue('u', vi.fn());
    const press = { ...entry('press', 'help', { atUs: 77 }), plan: {} };
    await queue.plan(press, () => Promise.reject(new NetworkError('x')));
    expect(queue.current()).toMatchObject([{ key: 'press', atUs: 77, tried: true }]);
  });
});

describe('where somebody is', () => {
  test.each([
    ['/round', '?room=r1', 'r1'],
    ['/round', '?room=r1&person=s', 'r1'],
    ['/round', '', undefined],
    ['/round', '?room=none', undefined],
    ['/board', '?room=r1', undefined],
  ])('%s%s: %s', (path, search, room) => expect(roomOfPage(path, search)).toBe(room));
});

describe('the strip', () => {
  test('is not there when nobody calls', () => {
    show([]);
    expect(screen.queryByRole('region')).toBeNull();
  });
  test('says that a press is under way', () => {
    show([], true);
    expect(screen.getByRole('status').textContent).toContain('正在发出求助');
  });
  test('says loudly that nobody has been told, and takes the press back', async () => {
    queueOf(me.id).add(entry('press'));
    const withdraw = show([]);
    expect(screen.getByRole('alert').textContent).toContain('还没有人知道');
    await userEvent.click(screen.getByRole('button', { name: '按错了' }));
    expect(withdraw).toHaveBeenCalledWith(expect.objectContaining({ key: 'press' }));
  });
  test('says that neither press nor withdrawal has arrived', () => {
    queueOf(me.id).add(entry('press'));
    queueOf(me.id).add(entry('back', 'help_withdrawal', { after: 'press' }));
    show([]);
    expect(screen.getByRole('status').textContent).toContain('求助和撤回都还没有送达');
    expect(screen.queryByRole('alert')).toBeNull();
  });
  test('says when the centre did not take it', () => {
    queueOf(me.id).add(entry('press', 'help', { refused: { zh: '格式有误', en: 'bad' } }));
    show([]);
    expect(screen.getByRole('alert').textContent).toContain('求助没有被接受：格式有误');
    expect(screen.queryByRole('button')).toBeNull();
  });
  test('shows who, where and that nobody goes; then who goes', () => {
    show([callOf(), callOf({ id: 'c2', room: undefined, callers: [], answers: [answer] })]);
    const [first, second] = screen.getAllByRole('alert');
    expect(first?.textContent).toMatch(/▲.*求助 · 讯问室一.*演示辅警庚.*尚无人前去/);
    expect(second?.textContent).toMatch(/●.*位置不明.*求助人不详.*值 前去/);
  });
  test('can be silenced where it sounds, and only there', async () => {
    show([callOf(), callOf({ id: 'own', own: true })]);
    expect(screen.getAllByRole('button', { name: '本机静音' })).toHaveLength(1);
    await userEvent.click(screen.getByRole('button', { name: '本机静音' }));
    expect(screen.queryByRole('button', { name: '本机静音' })).toBeNull();
    expect(screen.getAllByRole('alert')).toHaveLength(2);
  });
});

test('it sounds until somebody goes, never at the caller', () => {
  const none = new Set<string>();
  expect(isLoud(callOf(), none)).toBe(true);
  expect(isLoud(callOf(), new Set(['c1']))).toBe(false);
  expect(isLoud(callOf({ own: true }), none)).toBe(false);
  expect(isLoud(callOf({ answers: [answer] }), none)).toBe(false);
  expect(isLoud(callOf({ state: 'withdrawn' }), none)).toBe(false);
});

test('a withdrawal is shown for ten minutes', () => {
  const withdrawn = { by: { id: 'u2', name: '庚' }, atUs: 1_000_000, enteredAtUs: 1_000_000 };
  const call = callOf({ state: 'withdrawn', withdrawn });
  expect(withdrawnLately([call, callOf()], 600_999_999)).toEqual([call]);
  expect(withdrawnLately([call], 601_000_000)).toEqual([]);
});

test('a press and its withdrawal belong together', () => {
  const list = [entry('a'), entry('b'), entry('back', 'help_withdrawal', { after: 'b' }), entry('c', 'care')];
  expect(pressesOf(list).map(({ entry: one, withdrawn }) => [one.key, withdrawn])).toEqual([
    ['a', false],
    ['b', true],
  ]);
});

// SPDX-License-Identifier: Apache-2.0
// The room panel out of reach: what runs is told from what was entered, and what is kept names nobody.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Board, Questioning } from '../api/types';
import { fromBoard, runningOf } from '../hooks/use-panel-reads';
import { learnServerTime, serverNowUs } from '../lib/now';
import type { Unsent } from '../unsent';
import { shortNumber } from '../views/panel/panel-desk';
import { afterDelivery, foldRunning } from './fold';
import { freshUser, type PanelUser, panelMemory, type Running } from './memory';

const known = { roomId: 'r1', persons: [{ stayId: 's1', number: '20261124-07', next: true }] };
const entry = (kind: Unsent['kind'], part: Partial<Unsent>): Unsent => ({
  key: kind,
  kind,
  target: '',
  stayIds: ['s1'],
  body: {},
  what: kind,
  atUs: 100,
  ...part,
});
const begin = entry('begin', { target: 's1', body: { roomId: 'r1', officers: ['o1', 'o2'] } });
const mark = (atUs: number, kind = 'moment', part: Partial<Unsent> = { after: 'begin' }) =>
  entry('mark', { key: `m${atUs}`, atUs, body: { kind }, ...part });
const running: Running = {
  id: 'q1',
  stayId: 's1',
  number: '20261124-07',
  startedAtUs: 50,
  attendees: [],
  marks: [],
};

beforeEach(() => {
  localStorage.clear();
  panelMemory.readAgain();
});

describe('what runs', () => {
  test('is what waits here, on top of nothing', () => {
    const now = foldRunning(undefined, [begin, mark(120), mark(130, 'break_start')], known);
    expect(now).toMatchObject({ beginKey: 'begin', stayId: 's1', number: '20261124-07', startedAtUs: 100 });
    expect(now?.id).toBeUndefined();
    expect(now?.attendees).toEqual([
      { attendeeId: 'o1', function: 'officer', present: true },
      { attendeeId: 'o2', function: 'officer', present: true },
    ]);
    expect(now?.marks).toEqual([
      { kind: 'moment', atUs: 120, waits: true },
      { kind: 'break_start', atUs: 130, waits: true },
    ]);
  });
  test('is what the centre said, with what waits for it alone', () => {
    const now = foldRunning(
      running,
      [mark(120, 'moment', { target: 'q1' }), mark(1, 'moment', { target: 'q2' })],
      known,
    );
    expect(now?.marks).toEqual([{ kind: 'moment', atUs: 120, waits: true }]);
  });
  test('ends with its end, and another may begin', () => {
    const end = entry('end', { target: 'q1', atUs: 200 });
    expect(foldRunning(running, [end], known)).toBeUndefined();
    expect(foldRunning(running, [end, { ...begin, atUs: 300 }], known)?.startedAtUs).toBe(300);
  });
  test('is not what begins in another room', () => {
    const elsewhere = entry('begin', { target: 's2', body: { roomId: 'r2', officers: [] } });
    expect(foldRunning(undefined, [elsewhere], known)).toBeUndefined();
  });
  test('is one questioning when its start was stored although no answer came', () => {
    const now = foldRunning(running, [begin, mark(120)], known);
    expect(now).toMatchObject({ id: 'q1', startedAtUs: 50, beginKey: 'begin' });
    expect(now?.marks).toHaveLength(1);
  });
  test('has who comes and goes', () => {
    const move = (action: string, key: string) =>
      entry('attendance', { key, target: 'q1', body: { action, function: 'lawyer', attendeeId: 'l' } });
    expect(foldRunning(running, [move('join', 'a')], known)?.attendees).toEqual([
      { attendeeId: 'l', function: 'lawyer', present: true },
    ]);
    expect(foldRunning(running, [move('join', 'a'), move('leave', 'b')], known)?.attendees[0]?.present).toBe(
      false,
    );
  });
  test('goes on between a delivery and the next reading', () => {
    const begun = afterDelivery(undefined, begin, 'q9', known);
    expect(begun).toMatchObject({ id: 'q9', beginKey: 'begin' });
    const marked = afterDelivery(begun, mark(120, 'moment', { target: 'q9' }), 'q9', known);
    expect(marked?.marks).toEqual([{ kind: 'moment', atUs: 120 }]);
    expect(afterDelivery(marked, entry('end', { target: 'q9' }), 'q9', known)).toBeUndefined();
  });
});

describe('what is kept on the device', () => {
  test('survives a restart, and names no person', () => {
    const board = {
      tiles: [
        { stayId: 's2', number: '20261124-08', displayName: '王某某', nextSteps: ['care'] },
        { stayId: 's1', number: '20261124-07', displayName: '李某某', nextSteps: ['question'] },
        { stayId: 's3', number: '20261124-09', displayName: '赵某某', nextSteps: [], questioningId: 'q' },
      ],
      rooms: [{ id: 'r1', recording: 'running' }],
    } as unknown as Board;
    panelMemory.keep({ room: { id: 'r1', name: '讯问室一' }, ...fromBoard(board, 'r1'), running });
    panelMemory.readAgain();
    expect(panelMemory.current()).toMatchObject({
      room: { id: 'r1' },
      recording: 'running',
      running: { id: 'q1' },
      persons: [
        { stayId: 's1', number: '20261124-07', next: true },
        { stayId: 's2', number: '20261124-08', next: false },
      ],
    });
    expect(JSON.stringify({ ...localStorage })).not.toMatch(/某某/);
    panelMemory.forget();
    panelMemory.readAgain();
    expect(panelMemory.current().room).toBeUndefined();
  });
  test('has of others in the room no names either, and of what ended nothing', () => {
    const questioning = {
      summary: { id: 'q1', state: 'running', stayId: 's1', stayNumber: 'n', startedAtUs: 1 },
      attendees: [
        { attendeeId: 'p', function: 'person', name: '李四', present: true, intervals: [] },
        { attendeeId: 'l', function: 'lawyer', name: '赵律师', present: true, intervals: [{ fromUs: 1 }] },
        { attendeeId: 'o', function: 'officer', name: '甲', present: false, named: true, intervals: [] },
      ],
      marks: [{ kind: 'moment', atUs: 2, byName: '甲', note: '机密' }],
    } as unknown as Questioning;
    const now = runningOf(questioning, { ...running, beginKey: 'k' });
    expect(now).toMatchObject({ id: 'q1', beginKey: 'k' });
    expect(now?.attendees).toEqual([
      { attendeeId: 'l', function: 'lawyer', present: true, named: false },
      { attendeeId: 'o', function: 'officer', present: false, named: true },
    ]);
    expect(JSON.stringify(now)).not.toMatch(/李四|赵律师|甲|机密/);
    const ended = { ...questioning, summary: { ...questioning.summary, state: 'ended' } } as Questioning;
    expect(runningOf(ended, now)).toBeUndefined();
  });
  test('counts who was signed in as present only as long as they may idle', () => {
    const user: PanelUser = {
      id: 'u',
      name: '甲',
      badge: 'D1',
      officer: true,
      abilities: ['question'],
      idleLimitS: 60,
      seenMs: 1_000,
    };
    const memory = { ...panelMemory.current(), user };
    expect(freshUser(memory, 60_000)?.id).toBe('u');
    expect(freshUser(memory, 61_000)).toBeUndefined();
    expect(freshUser(memory, 500)).toBeUndefined();
    expect(freshUser({ ...memory, user: undefined }, 1_000)).toBeUndefined();
  });
  test('knows how far the computer clock is off, also after a restart', async () => {
    learnServerTime(Date.now() * 1000 + 3_600e6);
    panelMemory.keep({ readUs: 1 });
    vi.resetModules();
    const memory = await import('./memory');
    const now = await import('../lib/now');
    memory.panelMemory.current();
    expect(Math.abs(now.serverNowUs() - serverNowUs())).toBeLessThan(1e6);
    expect(now.serverNowUs() - Date.now() * 1000).toBeGreaterThan(3_500e6);
  });
  test('that is spoilt is nothing', () => {
    localStorage.setItem('mingjing-panel', '{');
    panelMemory.readAgain();
    expect(panelMemory.current()).toEqual({ persons: [], staff: [] });
  });
});

test('numbers of two days are told apart', () => {
  const nowUs = Date.UTC(2026, 10, 24, 4) * 1000;
  expect(shortNumber('20261124-07', nowUs)).toBe('07');
  expect(shortNumber('20261123-07', nowUs)).toBe('11-23 07');
  expect(shortNumber('X1', nowUs)).toBe('X1');
});

// SPDX-License-Identifier: Apache-2.0
// Zones in per mille, steps back and forth, thresholds in the units of people, and who is the second person.
import { describe, expect, test } from 'vitest';
import type { Corner, RoomKindChecks, Zone } from '../../api/watching-types';
import { cellOf, groupsOf } from './checks';
import { hindrance } from './decision';
import { begin, change, differences, nothing, redo, settle, undo, withThreshold, workOf } from './edit';
import { fault, shownValue, thresholdText, wireValue } from './units';
import { arrowOf } from './zone-canvas';
import {
  freshPolygon,
  middleAfter,
  movedBy,
  shapeMovedBy,
  withCorner,
  withMiddle,
  withoutCorner,
  zoneFault,
} from './zone-maths';

const square: Corner[] = [
  [100, 100],
  [300, 100],
  [300, 300],
  [100, 300],
];
const zone = (id: string, more: Partial<Zone> = {}): Zone => ({
  id,
  kind: 'door',
  polygon: square,
  ...more,
});

describe('corners', () => {
  test('an arrow is one per cent, with Shift a tenth', () => {
    expect(arrowOf({ key: 'ArrowRight', shiftKey: false })).toEqual([10, 0]);
    expect(arrowOf({ key: 'ArrowUp', shiftKey: true })).toEqual([0, -1]);
    expect(arrowOf({ key: 'a', shiftKey: false })).toBeUndefined();
  });
  test('never leave the picture, and are whole', () => {
    expect(movedBy([5, 995], -10, 10)).toEqual([0, 1000]);
    expect(movedBy([100, 100], 0.4, 0.6)).toEqual([100, 101]);
    expect(withCorner(square, 2, [400, 400])[2]).toEqual([400, 400]);
  });
  test('a zone keeps its shape at the edge', () => {
    expect(shapeMovedBy(square, -500, 900)).toEqual([
      [0, 800],
      [200, 800],
      [200, 1000],
      [0, 1000],
    ]);
  });
  test('are added in the middle of an edge, up to twelve, and taken, down to three', () => {
    expect(middleAfter(square, 3)).toEqual([100, 200]);
    expect(withMiddle(square, 0)[1]).toEqual([200, 100]);
    let many = square;
    for (let i = 0; i < 20; i++) many = withMiddle(many, 0);
    expect(many).toHaveLength(12);
    for (let i = 0; i < 20; i++) many = withoutCorner(many, 0);
    expect(many).toHaveLength(3);
  });
  test('what is wrong with a zone is said', () => {
    expect(zoneFault(zone('a'))).toBeUndefined();
    expect(zoneFault({ polygon: freshPolygon(7) })).toBeUndefined();
    expect(zoneFault({ polygon: square.slice(0, 2) })).toBe('corners');
    const bow = [square[0], square[2], square[1], square[3]] as Corner[];
    expect(zoneFault({ polygon: bow })).toBe('crosses');
    const thin: Corner[] = [
      [0, 0],
      [100, 0],
      [100, 10],
    ];
    expect(zoneFault({ polygon: thin })).toBe('small');
  });
});

describe('steps', () => {
  const first = { zones: [zone('a')], thresholds: {} };
  const second = { zones: [zone('a'), zone('b')], thresholds: {} };
  const third = { zones: [], thresholds: {} };
  test('go back and forth, and a new one forgets what was taken back', () => {
    const edit = change(change(begin(first), second), third);
    const back = undo(undo(edit));
    expect(back.now).toBe(first);
    expect(undo(back)).toBe(back);
    expect(redo(redo(back)).now).toBe(third);
    expect(redo(change(back, third)).now).toBe(third);
    expect(change(back, third).future).toEqual([]);
  });
  test('a run of one key is one step, until the corner is left', () => {
    let edit = change(begin(first), second, 'keys a 0');
    edit = change(edit, third, 'keys a 0');
    expect(edit.past).toEqual([first]);
    expect(change(settle(edit), second, 'keys a 0').past).toEqual([first, third]);
    expect(change(edit, second, 'keys a 1').past).toEqual([first, third]);
  });
  test('what was kept is used only when it is a draft', () => {
    expect(workOf({ zones: [], thresholds: {} })).toEqual(nothing);
    for (const kept of [
      undefined,
      {},
      { zones: [] },
      { zones: 'x', thresholds: {} },
      { zones: [], thresholds: null },
    ])
      expect(workOf(kept)).toBeUndefined();
  });
});

test('differences are named one by one', () => {
  const before = {
    zones: [zone('a'), zone('b'), zone('c')],
    thresholds: { 'position.lyingMs': 10_000, x: 1 },
  };
  const after = {
    zones: [zone('a'), zone('b', { kind: 'bed' }), zone('d'), zone('e', { polygon: square.slice(1) })],
    thresholds: { 'position.lyingMs': 15_000, y: 2 },
  };
  expect(differences(before, before)).toEqual([]);
  expect(differences(before, after).map((one) => (one.what === 'threshold' ? one.name : one.what))).toEqual([
    'renamed',
    'added',
    'added',
    'removed',
    'position.lyingMs',
    'x',
    'y',
  ]);
  const moved = { ...before, zones: [zone('a', { polygon: square.slice(1) }), zone('b'), zone('c')] };
  expect(differences(before, moved).map(({ what }) => what)).toEqual(['moved']);
});

describe('thresholds', () => {
  const lying = {
    name: 'position.lyingMs',
    unit: 'ms',
    default: 10_000,
    least: 3_000,
    most: 120_000,
  } as const;
  test('are seconds, per cent and pictures a second', () => {
    expect([shownValue('ms', 1_500), shownValue('milli', 125), shownValue('milliFps', 2_500)]).toEqual([
      1.5, 12.5, 2.5,
    ]);
    expect([wireValue('ms', 0.1 + 0.2), wireValue('milli', 12.5), wireValue('milliFps', 3)]).toEqual([
      300, 125, 3_000,
    ]);
  });
  test('stay within their range; none means the default', () => {
    expect([2_999, 3_000, 120_001, 5_000.5].map((value) => fault(lying, value))).toEqual([
      'range',
      undefined,
      'range',
      'range',
    ]);
    expect(fault(lying, undefined)).toBeUndefined();
    expect(withThreshold({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
    expect(withThreshold({ b: 2 }, 'a', 0)).toEqual({ b: 2, a: 0 });
  });
  test('one that is not known keeps its name', () => {
    const t = ((key: string) => key) as never;
    expect(thresholdText(t, 'guard.motionlessMs')).toBe('watching.thresholdNames.guard.motionlessMs');
    expect(thresholdText(t, 'new.oneMs')).toBe('new.oneMs');
    expect(thresholdText(t, 'nonsense')).toBe('nonsense');
  });
});

test('the second person is another one, of another unit', () => {
  const me = { id: 'u1', unit: { id: 'n1', name: '城南派出所' } };
  const by = (id: string, unit: string) => ({ id, name: '某', unit });
  expect(hindrance(by('u1', '法制大队'), me)).toBe('own');
  expect(hindrance(by('u2', '城南派出所'), me)).toBe('ownUnit');
  expect(hindrance(by('u2', '法制大队'), me)).toBeUndefined();
});

test('a switch says what it is and what it would be', () => {
  const item: RoomKindChecks = {
    kind: 'waiting',
    checks: ['health', 'guard'],
    version: 2,
    proposed: {
      version: 3,
      checks: ['health', 'sound', 'smell' as 'burst'], // a group that only a newer centre knows
      state: 'proposed',
      reason: '',
      by: { id: 'u1', name: '某', unit: '城南派出所' },
      atUs: 0,
      decidedBy: null,
      decidedUs: null,
      reference: false,
    },
  };
  expect(['health', 'guard', 'sound', 'clock'].map((group) => cellOf(item, group))).toEqual([
    'on',
    'toOff',
    'toOn',
    'off',
  ]);
  expect(groupsOf([item]).at(-1)).toBe('smell');
  expect(cellOf({ ...item, proposed: null }, 'guard')).toBe('on');
});

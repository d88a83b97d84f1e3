// SPDX-License-Identifier: Apache-2.0
// Everybody has a table's columns as they chose them; nothing is lost when the program brings new ones.
import { describe, expect, test } from 'vitest';
import { type Choice, choices, type Keyed, moved, ordered, shownColumns, toggled } from './columns';

const columns: Keyed[] = [
  { key: 'number', title: '编号' },
  { key: 'person', title: '人员' },
  { key: 'room', title: '房间' },
  { key: 'acts' },
];
const keys = (choice?: Choice, of = columns) => shownColumns(of, choice).map((column) => column.key);

describe('the columns', () => {
  test('are as the page has them, until somebody chooses', () =>
    expect(keys()).toEqual(['number', 'person', 'room', 'acts']));
  test('are hidden and shown again in their place; the buttons stay last', () => {
    const hidden = toggled(columns, undefined, 'person');
    expect(keys(hidden)).toEqual(['number', 'room', 'acts']);
    expect(keys(toggled(columns, hidden, 'person'))).toEqual(['number', 'person', 'room', 'acts']);
  });
  test('are moved, not beyond the ends', () => {
    const first = moved(columns, undefined, 'room', -1);
    expect(keys(first)).toEqual(['number', 'room', 'person', 'acts']);
    expect(keys(moved(columns, moved(columns, first, 'room', -1), 'room', -1))).toEqual([
      'room',
      'number',
      'person',
      'acts',
    ]);
  });
  test('are never all hidden', () => {
    const one = ['number', 'person', 'room'].reduce<Choice | undefined>(
      (choice, key) => toggled(columns, choice, key),
      undefined,
    );
    expect(keys(one)).toEqual(['room', 'acts']);
    expect(keys({ order: [], hidden: ['number', 'person', 'room'] })).toHaveLength(4);
  });
  test('that are new stand behind the one they follow; those that are gone are forgotten', () => {
    const choice = { order: ['room', 'gone', 'number', 'person'], hidden: ['gone'] };
    const newer = [
      { key: 'urgent', title: '!' },
      ...columns.slice(0, 2),
      { key: 'case', title: '案' },
      ...columns.slice(2),
    ];
    expect(ordered(newer, choice).map((column) => column.key)).toEqual([
      'urgent',
      'room',
      'number',
      'person',
      'case',
    ]);
  });
});

describe('the choice', () => {
  test('is kept per user and table, and forgotten on reset', () => {
    const choice = toggled(columns, undefined, 'room');
    choices.write('u1', 'stays', choice);
    expect(choices.read('u1', 'stays')).toEqual(choice);
    expect(choices.read('u2', 'stays')).toBeUndefined();
    expect(choices.read('u1', 'units')).toBeUndefined();
    choices.write('u1', 'stays', undefined);
    expect(choices.read('u1', 'stays')).toBeUndefined();
  });
  test.each(['nonsense', '{"order":1}', '[]', '{"order":["a"],"hidden":[2]}'])(
    'that is damaged counts as none: %s',
    (kept) => {
      localStorage.setItem('mingjing-columns.u1.stays', kept);
      expect(choices.read('u1', 'stays')).toBeUndefined();
    },
  );
});

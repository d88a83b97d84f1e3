// SPDX-License-Identifier: Apache-2.0
// Lines of the centre and lines of this page meet: nothing typed is lost, nothing of the centre is overwritten unseen.
import { expect, test } from 'vitest';
import type { TranscriptLine } from '../api/types';
import { Lines } from './lines';
import { countKept, TranscriptStore } from './transcript-store';

const typed = { fromUs: 100, toUs: 200, keys: 3, pasted: 0 };

function line(id: string, text: string, rev = 1, kind: TranscriptLine['kind'] = 'question'): TranscriptLine {
  return { id, rev, kind, preset: false, text, fromUs: 1, toUs: 2, enteredAtUs: 3, byName: '乙', changes: 0 };
}

function make(slot = 'a') {
  const store = new TranscriptStore('u', 'q', slot);
  let made = 0;
  const lines = new Lines(store, () => `new${++made}`);
  return { store, lines };
}

const texts = (lines: Lines) => lines.order().map((id) => lines.textOf(id));
const key = () => 'key1';

test('a new line goes below the line where it was opened, and is not sent while it is empty', () => {
  const { lines } = make();
  lines.read([line('a', '问一'), line('b', '问二')]);

  const id = lines.insert('a', 'answer');

  expect(lines.order()).toEqual(['a', id, 'b']);
  expect(lines.next(key)).toBeUndefined();
  lines.type(id, '答一', typed);
  expect(lines.next(key)?.edits).toEqual([
    { line: id, rev: 0, kind: 'answer', drop: false, text: '答一', after: 'a', ...typed },
  ]);
});

test('typing within one change adds up its strokes and keeps its first and last moment', () => {
  const { lines } = make();
  lines.read([line('a', '')]);

  lines.type('a', '在', { fromUs: 500, toUs: 600, keys: 4, pasted: 0 });
  lines.type('a', '在家', { fromUs: 700, toUs: 900, keys: 3, pasted: 2 });

  expect(lines.next(key)?.edits[0]).toMatchObject({
    text: '在家',
    rev: 1,
    fromUs: 500,
    toUs: 900,
    keys: 7,
    pasted: 2,
  });
});

test('what is typed while a batch is under way builds on the revision that the batch makes', () => {
  const { lines } = make();
  lines.read([line('a', '一', 4)]);
  lines.type('a', '一二', typed);
  lines.next(key);

  lines.type('a', '一二三', typed);
  lines.settle('key1');

  expect(lines.next(() => 'key2')?.edits[0]).toMatchObject({ rev: 5, text: '一二三' });
});

test('a batch that was refused comes back joined with what was typed since', () => {
  const { lines } = make();
  lines.read([line('a', '一', 4)]);
  lines.type('a', '一二', { ...typed, fromUs: 100, toUs: 200 });
  lines.next(key);
  lines.type('a', '一二三', { ...typed, fromUs: 300, toUs: 400 });

  lines.giveBack('key1');

  expect(lines.next(() => 'key2')?.edits[0]).toMatchObject({
    rev: 4,
    text: '一二三',
    fromUs: 100,
    toUs: 400,
    keys: 6,
  });
});

test('a line changed on both sides shows both wordings and is not sent until somebody has chosen', () => {
  const { lines } = make();
  lines.read([line('a', '一'), line('b', '二')]);
  lines.type('a', '一甲', typed);
  lines.type('b', '二甲', typed);

  lines.read([line('a', '一乙', 2), line('b', '二')]);

  expect(lines.view('a').conflict).toEqual({ mine: '一甲', theirs: '一乙', theirName: '乙' });
  expect(lines.textOf('a')).toBe('一甲');
  expect(lines.next(key)?.edits.map((edit) => edit.line)).toEqual(['b']);
});

test.each([
  ['mine', '一甲', true],
  ['theirs', '一乙', false],
  ['both', '一乙\n一甲', true],
] as const)('keeping %s leaves the wanted words', (choice, text, sent) => {
  const { lines } = make();
  lines.read([line('a', '一')]);
  lines.type('a', '一甲', typed);
  lines.read([line('a', '一乙', 2)]);

  lines.resolve('a', choice);

  expect(lines.textOf('a')).toBe(text);
  expect(lines.view('a').conflict).toBeUndefined();
  expect(lines.next(key)?.edits[0]).toEqual(sent ? expect.objectContaining({ rev: 2, text }) : undefined);
});

test('the same words on both sides are no conflict', () => {
  const { lines } = make();
  lines.read([line('a', '一')]);
  lines.type('a', '一二', typed);

  lines.read([line('a', '一二', 2)]);

  expect(lines.view('a').conflict).toBeUndefined();
  expect(lines.waiting).toEqual([]);
});

test('words in a line that somebody removed come back as a new line in its place', () => {
  const { lines } = make();
  lines.read([line('a', '一'), line('b', '二'), line('c', '三')]);
  lines.type('b', '二甲', typed);
  lines.read([line('a', '一'), line('c', '三')]);
  expect(lines.view('b').conflict).toMatchObject({ mine: '二甲', theirs: undefined });

  lines.resolve('b', 'mine');

  expect(texts(lines)).toEqual(['一', '二甲', '三']);
  expect(lines.next(key)?.edits).toMatchObject([{ line: 'new1', rev: 0, text: '二甲', after: 'a' }]);
});

test('a line removed here and changed there is shown again with the choice', () => {
  const { lines } = make();
  lines.read([line('a', '一'), line('b', '二')]);
  lines.remove('b', 500);
  expect(lines.order()).toEqual(['a']);

  lines.read([line('a', '一'), line('b', '二乙', 2)]);
  expect(lines.view('b').conflict).toMatchObject({ mine: undefined, theirs: '二乙' });
  lines.resolve('b', 'mine');

  expect(lines.order()).toEqual(['a']);
  expect(lines.next(key)?.edits).toMatchObject([{ line: 'b', rev: 2, drop: true }]);
});

test('lines of another page fall into their places without moving those of this page', () => {
  const { lines } = make();
  lines.read([line('a', '一'), line('b', '二')]);
  const mine = lines.insert('a', 'answer');
  lines.type(mine, '甲', typed);

  lines.read([line('a', '一'), line('x', '乙'), line('b', '二'), line('y', '丙')]);

  expect(texts(lines)).toEqual(['一', '甲', '乙', '二', '丙']);
});

test('a new line stays where it was typed after the centre has taken it', () => {
  const { lines } = make();
  lines.read([line('a', '一'), line('b', '二')]);
  const mine = lines.insert('a', 'answer');
  lines.type(mine, '甲', typed);
  lines.next(key);
  lines.settle('key1');

  lines.adopt({ lines: [], batches: [] });

  expect(texts(lines)).toEqual(['一', '甲', '二']);
});

test('typed and taken back leaves nothing to send and nothing on the device', () => {
  const { lines } = make();
  lines.read([line('a', '一')]);
  lines.type('a', '一二', typed);
  expect(countKept('u', 'q')).toBe(1);

  lines.type('a', '一', typed);

  expect(lines.waiting).toEqual([]);
  expect(countKept('u', 'q')).toBe(0);
});

test('a page that died with a batch under way and words on top of it is taken over whole', async () => {
  const before = make('dead');
  before.lines.read([line('a', '一'), line('b', '二')]);
  const fresh = before.lines.insert('a', 'answer');
  before.lines.type(fresh, '甲', typed);
  before.lines.next(key);
  before.lines.type(fresh, '甲乙', typed);
  before.lines.type('b', '二丙', typed);

  const after = make('alive');
  after.lines.read([line('a', '一'), line('b', '二')]);
  const [slot] = after.store.otherSlots();
  after.lines.adopt(await after.store.read(slot ?? ''));
  after.store.wipe(slot ?? '');

  expect(texts(after.lines)).toEqual(['一', '甲乙', '二丙']);
  expect(after.lines.next(() => 'other')).toEqual({
    key: 'key1',
    edits: [expect.objectContaining({ text: '甲' })],
  });
  after.lines.settle('key1');
  expect(after.lines.next(() => 'key2')?.edits).toMatchObject([
    { line: fresh, rev: 1, text: '甲乙' },
    { line: 'b', rev: 1, text: '二丙' },
  ]);
  after.lines.settle('key2');
  expect(localStorage.length).toBe(0);
});

test('two pages that typed differently into one line before anything was sent keep both', async () => {
  const dead = make('dead');
  dead.lines.read([line('a', '一')]);
  dead.lines.type('a', '一丙', typed);
  const { lines, store } = make('alive');
  lines.read([line('a', '一')]);
  lines.type('a', '一甲', typed);

  lines.adopt(await store.read('dead'));

  expect(texts(lines)).toEqual(['一甲', '一丙']);
});

test('what another user left on this device is neither counted nor seen', () => {
  const { lines } = make();
  lines.read([line('a', '一')]);
  lines.type('a', '一二', typed);

  const other = new TranscriptStore('v', 'q', 'x');

  expect(other.otherSlots()).toEqual([]);
  expect(countKept('v', 'q')).toBe(0);
});

test('a key stroke draws only its own line again, and that only once until it is sent', () => {
  const { lines } = make();
  lines.read(Array.from({ length: 500 }, (_, at) => line(`l${at}`, `第${at}行`)));
  const drawn: string[] = [];
  for (const id of lines.order()) lines.subscribeLine(id, () => drawn.push(id));
  const order = lines.order();

  for (let stroke = 0; stroke < 20; stroke++) lines.type('l7', '字'.repeat(stroke + 1), typed);

  expect(drawn).toEqual(['l7']);
  expect(lines.order()).toBe(order);
});

test('no time of typing is ahead of the centre or ends before it began', () => {
  const { lines } = make();
  lines.read([line('a', '一'), line('b', '二')]);
  lines.type('a', '一甲', { ...typed, fromUs: 900, toUs: 800 });
  lines.type('b', '二甲', { ...typed, fromUs: 4_000, toUs: 9_000 });

  lines.notAfter(1_000);

  expect(lines.next(key)?.edits).toMatchObject([
    { line: 'a', fromUs: 900, toUs: 900 },
    { line: 'b', fromUs: 1_000, toUs: 1_000 },
  ]);
});

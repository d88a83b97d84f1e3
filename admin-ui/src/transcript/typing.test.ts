// SPDX-License-Identifier: Apache-2.0
// Keys within and between lines, the counting of strokes and pasted characters, the centre's clock, and differences.
import { expect, test } from 'vitest';
import { countInput, insertedLength } from './counting';
import { type LineKeyEvent, lineKey, otherKind } from './line-keys';
import { ServerClock } from './server-clock';
import { tokensOf, wordDiff } from './word-diff';

const press = (key: string, more: Partial<LineKeyEvent> = {}): LineKeyEvent => ({
  key,
  code: key,
  keyCode: 0,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const inside = { empty: false, first: false, last: false };

test('Enter opens the next line, with Ctrl one of the same kind, with Shift it breaks the line', () => {
  expect(lineKey(press('Enter'), inside)).toEqual({ do: 'next' });
  expect(lineKey(press('Enter', { ctrlKey: true }), inside)).toEqual({ do: 'same' });
  expect(lineKey(press('Enter', { shiftKey: true }), inside)).toBeUndefined();
  expect(otherKind('question')).toBe('answer');
  expect(otherKind('answer')).toBe('question');
});

test.each([{ isComposing: true }, { keyCode: 229 }])(
  'no key does anything while an input method composes: %o',
  (composing) => {
    for (const key of ['Enter', 'Backspace', 'ArrowUp', 'ArrowDown', 'Escape'])
      expect(lineKey(press(key, composing), { empty: true, first: true, last: true })).toBeUndefined();
    expect(lineKey(press('Enter', { ...composing, ctrlKey: true }), inside)).toBeUndefined();
  },
);

test('Backspace removes a line only when it is empty, arrows leave it only at its edges', () => {
  expect(lineKey(press('Backspace'), inside)).toBeUndefined();
  expect(lineKey(press('Backspace'), { ...inside, empty: true })).toEqual({ do: 'remove' });
  expect(lineKey(press('ArrowUp'), inside)).toBeUndefined();
  expect(lineKey(press('ArrowUp'), { ...inside, first: true })).toEqual({ do: 'up' });
  expect(lineKey(press('ArrowDown'), { ...inside, last: true })).toEqual({ do: 'down' });
  expect(lineKey(press('ArrowDown', { shiftKey: true }), { ...inside, last: true })).toBeUndefined();
});

test('Alt with Q, A and N changes the kind whatever letter the keyboard makes of it', () => {
  const alt = (code: string, key: string) => lineKey(press(key, { code, altKey: true }), inside);
  expect(alt('KeyQ', 'œ')).toEqual({ do: 'kind', kind: 'question' });
  expect(alt('KeyA', 'a')).toEqual({ do: 'kind', kind: 'answer' });
  expect(alt('KeyN', 'Dead')).toEqual({ do: 'kind', kind: 'note' });
  expect(alt('KeyM', 'm')).toEqual({ do: 'mark' });
  // AltGr types a letter.
  expect(lineKey(press('@', { code: 'KeyQ', altKey: true, ctrlKey: true }), inside)).toBeUndefined();
});

test('a stroke counts once, pasted and dropped characters by their number', () => {
  expect(countInput('insertText', '在', '在家')).toEqual({ keys: 1, pasted: 0 });
  expect(countInput('insertCompositionText', '', 'zai')).toEqual({ keys: 1, pasted: 0 });
  expect(countInput('deleteContentBackward', '在家', '在')).toEqual({ keys: 1, pasted: 0 });
  expect(countInput('insertFromPaste', '在。', '在家里。')).toEqual({ keys: 0, pasted: 2 });
  expect(countInput('insertFromDrop', '', '十个字')).toEqual({ keys: 0, pasted: 3 });
});

test('pasting over a selection counts what came in', () => {
  expect(insertedLength('甲乙丙丁', '甲子丑寅丁')).toBe(3);
  expect(insertedLength('aaa', 'aaaaa')).toBe(2);
  expect(insertedLength('甲乙', '甲')).toBe(0);
});

test('a wrong clock of the computer changes nothing', () => {
  let wallMs = 1_000_000_000;
  let steadyMs = 5_000;
  const clock = new ServerClock(
    () => wallMs,
    () => steadyMs,
  );
  clock.learn(9_000_000_000_000, 4_900, 5_000);
  expect(clock.nowUs()).toBe(9_000_000_050_000);

  // It is set back by an hour while somebody types.
  steadyMs += 3_000;
  wallMs += 3_000 - 3_600_000;

  expect(clock.nowUs()).toBe(9_000_003_050_000);
  expect(clock.unsure).toBe(true);
});

test('after a sleep in which the steady counter stood still the time goes on, and the centre is asked', () => {
  let wallMs = 0;
  const clock = new ServerClock(
    () => wallMs,
    () => 100,
  );
  clock.learn(1_000_000, 100, 100);

  wallMs += 60_000;

  expect(clock.nowUs()).toBe(61_000_000);
  expect(clock.unsure).toBe(true);
  clock.learn(62_000_000, 100, 100);
  expect(clock.unsure).toBe(false);
});

const written = (before: string, after: string) =>
  wordDiff(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `+${text}+` : `-${text}-`))
    .join('');

test('differences are found by character in Chinese and by word in other writing', () => {
  expect(written('晚上九点多出来', '晚上十点左右出来')).toBe('晚上-九-+十+点-多-+左右+出来');
  expect(written('he took the bike', 'he rode the bike')).toBe('he -took-+rode+ the bike');
  expect(written('', '新')).toBe('+新+');
  expect(written('旧', '')).toBe('-旧-');
  expect(written('同', '同')).toBe('同');
  expect(tokensOf('骑了 3次,ok')).toEqual(['骑', '了', ' ', '3', '次', ',', 'ok']);
});

test('a difference always leads from the one text to the other', () => {
  const before = '甲乙丙丁戊己庚辛壬癸甲乙丙';
  const after = '乙丙X丁己戊庚壬癸Y甲丙丙';
  const parts = wordDiff(before, after);
  const of = (skip: string) => parts.flatMap((part) => (part.kind === skip ? [] : part.text)).join('');
  expect(of('added')).toBe(before);
  expect(of('removed')).toBe(after);
});

test('two wholly different long texts are compared in a moment', () => {
  const start = performance.now();
  const parts = wordDiff('甲'.repeat(10_000), '乙'.repeat(10_000));
  expect(parts.map((part) => part.kind)).toEqual(['removed', 'added']);
  expect(performance.now() - start).toBeLessThan(3_000);
});

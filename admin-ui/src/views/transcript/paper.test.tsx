// SPDX-License-Identifier: Apache-2.0
// The paper by keyboard: lines follow each other, the input method is left alone, strokes and pasted characters are counted.
import { fireEvent, render } from '@testing-library/react';
import { App } from 'antd';
import { beforeAll, expect, test, vi } from 'vitest';
import type { TranscriptLine } from '../../api/types';
import { startI18n } from '../../i18n';
import { Lines } from '../../transcript/lines';
import { ServerClock } from '../../transcript/server-clock';
import { TranscriptStore } from '../../transcript/transcript-store';
import type { OpenTranscript } from '../../transcript/use-transcript';
import { Writer } from '../../transcript/writer';
import { Paper } from './paper';

beforeAll(async () => {
  await startI18n();
});

const line = (id: string, text: string, kind: TranscriptLine['kind']): TranscriptLine => ({
  id,
  rev: 1,
  kind,
  preset: true,
  text,
  fromUs: 1,
  toUs: 2,
  enteredAtUs: 3,
  byName: '乙',
  changes: 0,
});

function show() {
  const store = new TranscriptStore('u', 'q', 's');
  const lines = new Lines(store);
  const clock = new ServerClock();
  const net = { send: async () => undefined, isMine: async () => true, readAgain: () => undefined };
  const writer = new Writer(lines, store, net, () => clock.nowUs());
  const open: OpenTranscript = { lines, writer, clock, store };
  lines.read([line('a', '听清楚了吗？', 'question'), line('b', '', 'answer')]);
  const onMark = vi.fn();
  const { container } = render(
    <App>
      <Paper open={open} readOnly={false} onMark={onMark} />
    </App>,
  );
  const fields = () => [...container.querySelectorAll('textarea')];
  const field = (at: number) => fields()[at] as HTMLTextAreaElement;
  return { lines, fields, field, onMark };
}

function enter(field: HTMLTextAreaElement, text: string, inputType = 'insertText') {
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
  set?.call(field, text);
  fireEvent(field, new InputEvent('input', { bubbles: true, inputType }));
}

const edit = (lines: Lines) => lines.next(() => 'k')?.edits;

test('the first empty line has the focus, and Enter in a question goes to its empty answer', () => {
  const { field, fields } = show();
  expect(document.activeElement).toBe(field(1));

  field(0).focus();
  fireEvent.keyDown(field(0), { key: 'Enter' });

  expect(fields()).toHaveLength(2);
  expect(document.activeElement).toBe(field(1));
});

test('Enter opens a line of the other kind, Backspace on an empty one takes it back', () => {
  const { lines, field, fields } = show();
  enter(field(1), '清楚。');
  fireEvent.keyDown(field(1), { key: 'Enter' });
  expect(fields()).toHaveLength(3);
  expect(document.activeElement).toBe(field(2));
  expect(lines.kindOf(lines.order()[2] ?? '')).toBe('question');

  fireEvent.keyDown(field(2), { key: 'Backspace' });

  expect(fields()).toHaveLength(2);
  expect(document.activeElement).toBe(field(1));
});

test('an input method is left alone until it has ended, and its letters are never sent', () => {
  const { lines, field, fields } = show();
  fireEvent.compositionStart(field(1));
  enter(field(1), 'q', 'insertCompositionText');
  enter(field(1), 'qing', 'insertCompositionText');
  fireEvent.keyDown(field(1), { key: 'Enter', keyCode: 229 });
  expect(fields()).toHaveLength(2);
  expect(lines.waiting).toEqual([]);

  enter(field(1), '清', 'insertCompositionText');
  fireEvent.compositionEnd(field(1), { data: '清' });

  expect(edit(lines)).toMatchObject([{ line: 'b', text: '清', keys: 3, pasted: 0 }]);
});

test('strokes and pasted characters are told apart', () => {
  const { lines, field } = show();
  enter(field(1), '在');
  enter(field(1), '在家看电视', 'insertFromPaste');
  enter(field(1), '在家看电视。');

  expect(edit(lines)).toMatchObject([{ text: '在家看电视。', keys: 2, pasted: 4 }]);
});

test('Alt with a letter changes the kind, and marks a moment', () => {
  const { lines, field, onMark } = show();
  fireEvent.keyDown(field(1), { key: 'n', code: 'KeyN', altKey: true });
  fireEvent.keyDown(field(1), { key: 'm', code: 'KeyM', altKey: true });

  expect(lines.kindOf('b')).toBe('note');
  expect(onMark).toHaveBeenCalledOnce();
});

test('words that the centre has meanwhile appear in the field, and the preset line is quiet until touched', () => {
  const { lines, field } = show();
  expect(field(0).title).not.toBe('');
  enter(field(0), '听清楚没有？');
  expect(field(0).title).toBe('');

  const other = { ...line('b', '听清楚了。', 'answer'), rev: 2, preset: false };
  lines.read([line('a', '听清楚了吗？', 'question'), other]);

  expect(field(0).value).toBe('听清楚没有？');
  return vi.waitFor(() => expect(field(1).value).toBe('听清楚了。'));
});

// SPDX-License-Identifier: Apache-2.0
// Batches: together every two seconds, one at a time, under a key that lasts until the answer; refusals and lost answers.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NetworkError, ProblemError } from '../api/problem';
import type { TranscriptLine } from '../api/types';
import { Lines } from './lines';
import { type KeptBatch, TranscriptStore } from './transcript-store';
import { Writer } from './writer';

const typed = { fromUs: 100, toUs: 200, keys: 1, pasted: 0 };
const line = (id: string, text: string, rev = 1): TranscriptLine => ({
  id,
  rev,
  kind: 'question',
  preset: false,
  text,
  fromUs: 1,
  toUs: 2,
  enteredAtUs: 3,
  byName: '乙',
  changes: 0,
});
const problem = (status: number, code: string) =>
  new ProblemError({ type: '', title: '', status, code, detail: '', detailEn: '', traceId: '' });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Answer = () => Promise<unknown>;

function make({ mine = true } = {}) {
  const store = new TranscriptStore('u', 'q', 'slot');
  const lines = new Lines(store);
  const sent: KeptBatch[] = [];
  const answers: Answer[] = [];
  const readAgain = vi.fn();
  const isMine = vi.fn(async () => mine);
  const send = async (batch: KeptBatch) => {
    sent.push(structuredClone(batch));
    return (answers.shift() ?? (async () => undefined))();
  };
  const writer = new Writer(
    lines,
    store,
    { send, isMine, readAgain },
    () => 777_000,
    () => Date.now(),
  );
  writer.read([line('a', '一'), line('b', '二')], 0, false);
  writer.start();
  return { lines, writer, sent, answers, readAgain, isMine, store };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('everything typed within two seconds goes as one batch', async () => {
  const { lines, sent, writer } = make();
  lines.type('a', '一甲', typed);
  await pass(1000);
  lines.type('b', '二甲', typed);
  expect(sent).toHaveLength(0);

  await pass(1100);

  expect(sent).toHaveLength(1);
  expect(sent[0]?.edits.map((edit) => edit.line)).toEqual(['a', 'b']);
  expect(writer.current()).toEqual({ kind: 'saved', atUs: 777_000 });
});

test('leaving the field sends at once', async () => {
  const { lines, sent, writer } = make();
  lines.type('a', '一甲', typed);

  writer.flush();
  await pass(0);

  expect(sent).toHaveLength(1);
});

test('a second batch waits for the answer to the first', async () => {
  const { lines, sent, answers, writer } = make();
  let answer: (value: unknown) => void = () => undefined;
  answers.push(() => new Promise((resolve) => (answer = resolve)));
  lines.type('a', '一甲', typed);
  await pass(2000);
  lines.type('a', '一甲乙', typed);
  writer.flush();
  await pass(4000);
  expect(sent).toHaveLength(1);

  answer(undefined);
  await pass(0);

  expect(sent).toHaveLength(2);
  expect(sent[1]?.edits[0]).toMatchObject({ rev: 2, text: '一甲乙' });
});

test('a lost answer is asked for again with the same key and the same body', async () => {
  const { lines, sent, answers, writer } = make();
  answers.push(async () => {
    throw new NetworkError('');
  });
  lines.type('a', '一甲', typed);
  await pass(2000);
  expect(writer.current()).toEqual({ kind: 'away', count: 1 });
  lines.type('a', '一甲乙', typed);

  await pass(5000);

  expect(sent[1]).toEqual(sent[0]);
  expect(sent[2]?.key).not.toBe(sent[0]?.key);
  expect(sent[2]?.edits[0]).toMatchObject({ rev: 2, text: '一甲乙' });
});

test('without an answer for some seconds the mark says that what was typed is kept here', async () => {
  const { lines, answers, writer } = make();
  answers.push(() => new Promise(() => undefined));
  lines.type('a', '一甲', typed);

  await pass(2000);
  expect(writer.current().kind).toBe('saving');
  await pass(5000);

  expect(writer.current()).toEqual({ kind: 'away', count: 1 });
});

test('a line changed elsewhere is read again, shown with both wordings, and the rest goes on', async () => {
  const { lines, sent, answers, readAgain, writer } = make();
  answers.push(async () => {
    throw problem(409, 'transcript.line_changed');
  });
  lines.type('a', '一甲', typed);
  lines.type('b', '二甲', typed);
  await pass(2000);
  expect(readAgain).toHaveBeenCalled();

  writer.read([line('a', '一乙', 2), line('b', '二')], Date.now(), false);
  await pass(2000);

  expect(writer.current()).toEqual({ kind: 'conflict', count: 1 });
  expect(sent[1]?.edits.map((edit) => edit.line)).toEqual(['b']);
  lines.resolve('a', 'mine');
  await pass(2000);
  expect(sent[2]?.edits).toMatchObject([{ line: 'a', rev: 2, text: '一甲' }]);
});

test('an answer that was asked for before the last batch was taken does not bring old words back', async () => {
  const { lines, readAgain, writer } = make();
  const askedMs = Date.now();
  lines.type('a', '一甲', typed);
  await pass(2000);

  writer.read([line('a', '一')], askedMs, false);

  expect(lines.textOf('a')).toBe('一甲');
  expect(readAgain).toHaveBeenCalled();
});

test('what the centre will not take stays here and is not sent without end', async () => {
  const { lines, sent, answers, writer } = make();
  const refusal = problem(422, 'transcript.too_long');
  answers.push(
    ...Array.from({ length: 50 }, () => async () => {
      throw refusal;
    }),
  );
  lines.type('a', '一甲', typed);

  for (let second = 0; second < 30; second++) {
    await pass(1000);
    writer.read([line('a', '一'), line('b', '二')], Date.now(), false);
  }

  expect(writer.current()).toEqual({ kind: 'refused', count: 1, error: refusal });
  expect(sent.length).toBeLessThan(10);
  expect(lines.textOf('a')).toBe('一甲');
});

test('nothing is sent in the name of somebody else', async () => {
  const { lines, sent, writer } = make({ mine: false });
  lines.type('a', '一甲', typed);

  await pass(10_000);
  writer.flush(true);
  await pass(0);

  expect(sent).toHaveLength(0);
  expect(lines.waiting).toEqual(['a']);
});

test('what a closed page left behind is sent first, under its own key', async () => {
  const dead = new TranscriptStore('u', 'q', 'dead');
  dead.putBatch({
    key: 'old',
    edits: [{ line: 'a', rev: 1, kind: 'question', drop: false, text: '一旧', ...typed }],
  });

  const { sent } = make();
  await pass(1000);

  expect(sent[0]?.key).toBe('old');
  await pass(1000);
  expect(localStorage.length).toBe(0);
});

test('a locked transcript takes nothing more, and nothing is lost', async () => {
  const { lines, sent, writer } = make();
  lines.type('a', '一甲', typed);

  writer.read([line('a', '一'), line('b', '二')], Date.now(), true);
  await pass(10_000);

  expect(sent).toHaveLength(0);
  expect(writer.current()).toEqual({ kind: 'away', count: 1 });
  writer.read([line('a', '一'), line('b', '二')], Date.now(), false);
  await pass(3000);
  expect(sent).toHaveLength(1);
});

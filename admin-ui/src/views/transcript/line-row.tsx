// SPDX-License-Identifier: Apache-2.0
// One line of the open transcript. Its text lives in the field itself, so that a key stroke redraws nothing.
import { memo, useEffect, useLayoutEffect, useRef } from 'react';
import type { TranscriptLineKind } from '../../api/types';
import { Moment } from '../../components/moment';
import { useText } from '../../i18n';
import { countInput } from '../../transcript/counting';
import { type LineAct, lineKey } from '../../transcript/line-keys';
import { type OpenTranscript, useLine } from '../../transcript/use-transcript';
import { ConflictBox } from './conflict-box';
import { EarlierButton } from './earlier';
import styles from './paper.module.css';

export type CaretAt = 'start' | 'end';

/** What a line asks of the paper that it stands on; never changes, so that no line is drawn again for it. */
export interface PaperActs {
  act: (id: string, act: LineAct) => void;
  field: (id: string, element: HTMLTextAreaElement | null) => void;
}

export const mostCharacters = 20_000;
const rowHeight = 28;
const sizesItself = typeof CSS !== 'undefined' && CSS.supports?.('field-sizing', 'content');
const kinds: readonly TranscriptLineKind[] = ['question', 'answer', 'note'];
const keyOfKind: Record<TranscriptLineKind, string> = { question: 'Alt+Q', answer: 'Alt+A', note: 'Alt+N' };

interface Props {
  id: string;
  open: OpenTranscript;
  paper: PaperActs;
  readOnly: boolean;
}

export const LineRow = memo(function LineRow({ id, open, paper, readOnly }: Props) {
  const { t } = useText();
  const view = useLine(open.lines, id);
  const kind = t(`transcript.kindFull.${view.kind}`);
  const next = kinds[(kinds.indexOf(view.kind) + 1) % kinds.length] ?? 'question';
  return (
    <li
      className={`${styles.row} ${styles[view.kind]} ${view.preset ? styles.preset : ''}`}
      data-line={id}
      data-kind={view.kind}
      data-waits={view.waits || undefined}
    >
      <button
        type="button"
        tabIndex={-1}
        className={styles.kind}
        disabled={readOnly}
        title={t('transcript.kindChange', {
          kind: t(`transcript.kindFull.${next}`),
          key: keyOfKind[next],
        })}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => paper.act(id, { do: 'kind', kind: next })}
      >
        {t(`transcript.kind.${view.kind}`)}：
      </button>
      <LineField
        id={id}
        open={open}
        paper={paper}
        readOnly={readOnly}
        version={view.version}
        label={t('transcript.line', { kind })}
        hint={view.preset ? t('transcript.presetHint') : undefined}
      />
      <span className={styles.aside}>
        {view.changes > 0 && view.earlier && <EarlierButton earlier={view.earlier} now={undefined} short />}
        {view.fromUs !== undefined && <Moment us={view.fromUs} form="clock" seconds />}
      </span>
      {view.conflict && (
        <ConflictBox conflict={view.conflict} onChoose={(choice) => open.lines.resolve(id, choice)} />
      )}
    </li>
  );
});

interface FieldProps extends Props {
  version: number;
  label: string;
  hint: string | undefined;
}

function LineField({ id, open, paper, readOnly, version, label, hint }: FieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTyping(id, open);
  const { resize } = typing;

  // The text that stands in the field changes from outside only when the version does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    typing.show(element);
  }, [version, typing]);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    resize(element);
    paper.field(id, element);
    return () => paper.field(id, null);
  }, [id, paper, resize]);

  const onKeyDown = (event: React.KeyboardEvent<HTMLTextAreaElement>) => {
    const element = event.currentTarget;
    const act = lineKey(keyOf(event), caretOf(element));
    if (act) {
      event.preventDefault();
      paper.act(id, act);
    } else if (isPlainArrow(event)) moveOnAtEdge(element, event.key, (way) => paper.act(id, { do: way }));
  };
  return (
    <textarea
      ref={field}
      className={styles.text}
      rows={1}
      defaultValue={open.lines.textOf(id)}
      maxLength={mostCharacters}
      readOnly={readOnly}
      spellCheck={false}
      autoComplete="off"
      aria-label={label}
      title={hint}
      onKeyDown={onKeyDown}
      onInput={typing.onInput}
      onCompositionStart={typing.onCompositionStart}
      onCompositionEnd={typing.onCompositionEnd}
      onBlur={() => open.writer.flush()}
    />
  );
}

interface Pending {
  fromUs: number;
  keys: number;
  pasted: number;
}

/** Counts what is entered into one field and tells the lines; an input method's letters only when it has ended. */
function useTyping(id: string, { lines, clock }: OpenTranscript) {
  const made = useRef<ReturnType<typeof makeTyping>>();
  made.current ??= makeTyping(id, lines, clock);
  return made.current;
}

function makeTyping(id: string, lines: OpenTranscript['lines'], clock: OpenTranscript['clock']) {
  let composing = false;
  let seen = lines.textOf(id);
  let pending: Pending | undefined;

  const resize = (element: HTMLTextAreaElement) => {
    if (sizesItself) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  };
  const begin = () => {
    pending ??= { fromUs: clock.nowUs(), keys: 0, pasted: 0 };
    return pending;
  };
  const commit = (text: string) => {
    const { fromUs, keys, pasted } = begin();
    pending = undefined;
    lines.type(id, text, { fromUs, toUs: clock.nowUs(), keys, pasted });
  };
  return {
    resize,
    show: (element: HTMLTextAreaElement) => {
      const text = lines.textOf(id);
      if (element.value !== text && !composing) element.value = text;
      seen = element.value;
      resize(element);
    },
    onInput: (event: React.FormEvent<HTMLTextAreaElement>) => {
      const element = event.currentTarget;
      const native = event.nativeEvent as InputEvent;
      const now = begin();
      const counted = countInput(native.inputType ?? '', seen, element.value);
      seen = element.value;
      now.keys += counted.keys;
      now.pasted += counted.pasted;
      if (!composing && !native.isComposing) commit(element.value);
      resize(element);
    },
    onCompositionStart: () => {
      composing = true;
      begin();
    },
    onCompositionEnd: (event: React.CompositionEvent<HTMLTextAreaElement>) => {
      composing = false;
      const now = begin();
      // Some input methods say nothing until they have ended: that is one choice.
      if (now.keys === 0) now.keys = 1;
      seen = event.currentTarget.value;
      commit(event.currentTarget.value);
    },
  };
}

function keyOf(event: React.KeyboardEvent) {
  const { key, code, keyCode, shiftKey, ctrlKey, metaKey, altKey } = event;
  return {
    key,
    code,
    keyCode,
    shiftKey,
    ctrlKey,
    metaKey,
    altKey,
    isComposing: event.nativeEvent.isComposing,
  };
}

function caretOf(element: HTMLTextAreaElement) {
  const { selectionStart, selectionEnd, value } = element;
  const oneRow = element.clientHeight > 0 && element.clientHeight < rowHeight * 1.7;
  const nothing = selectionStart === selectionEnd;
  return {
    empty: value === '',
    first: nothing && (oneRow || selectionStart === 0),
    last: nothing && (oneRow || selectionEnd === value.length),
  };
}

function isPlainArrow(event: React.KeyboardEvent): boolean {
  const modified = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
  const composing = event.nativeEvent.isComposing || event.keyCode === 229;
  return !modified && !composing && (event.key === 'ArrowUp' || event.key === 'ArrowDown');
}

/** In a line of several rows the browser knows where the edge is: there the arrow moves nothing. */
function moveOnAtEdge(element: HTMLTextAreaElement, key: string, move: (way: 'up' | 'down') => void): void {
  const { selectionStart, selectionEnd } = element;
  if (selectionStart !== selectionEnd) return;
  setTimeout(() => {
    if (document.activeElement === element && element.selectionStart === selectionStart)
      move(key === 'ArrowUp' ? 'up' : 'down');
  }, 0);
}

export const focusField = (element: HTMLTextAreaElement, at: CaretAt): void => {
  element.focus();
  const caret = at === 'start' ? 0 : element.value.length;
  element.setSelectionRange(caret, caret);
};

// SPDX-License-Identifier: Apache-2.0
// The open transcript as one column of lines, written by keyboard alone.
import { useEffect, useMemo, useRef } from 'react';
import { type LineAct, otherKind } from '../../transcript/line-keys';
import { type OpenTranscript, useOrder } from '../../transcript/use-transcript';
import { type CaretAt, focusField, LineRow, type PaperActs } from './line-row';
import styles from './paper.module.css';

interface Props {
  open: OpenTranscript;
  readOnly: boolean;
  onMark: () => void;
}

export function Paper({ open, readOnly, onMark }: Props) {
  const ids = useOrder(open.lines);
  const mark = useRef(onMark);
  mark.current = onMark;
  const acts = useMemo(() => makeActs(open, () => mark.current()), [open]);

  useEffect(() => {
    if (!readOnly) acts.focusFirst();
  }, [acts, readOnly]);

  return (
    <ol className={styles.paper}>
      {ids.map((id) => (
        <LineRow key={id} id={id} open={open} paper={acts} readOnly={readOnly} />
      ))}
    </ol>
  );
}

/** Everything that keys do between lines. */
function makeActs({ lines, writer, clock }: OpenTranscript, mark: () => void) {
  const fields = new Map<string, HTMLTextAreaElement>();
  let wanted: { id: string; at: CaretAt } | undefined;

  const focus = (id: string | undefined, at: CaretAt) => {
    const element = id === undefined ? undefined : fields.get(id);
    if (element) focusField(element, at);
    else if (id !== undefined) wanted = { id, at };
  };
  const beside = (id: string, by: number) => {
    const ids = lines.order();
    return ids[ids.indexOf(id) + by];
  };
  /** An empty line of the wanted kind that is there already is as good as a new one. */
  const nextLine = (id: string) => {
    const kind = otherKind(lines.kindOf(id));
    const below = beside(id, 1);
    if (below !== undefined && lines.kindOf(below) === kind && lines.textOf(below) === '') return below;
    return lines.insert(id, kind);
  };
  const remove = (id: string) => {
    if (lines.order().length < 2) return;
    const above = beside(id, -1);
    const goTo = above ?? beside(id, 1);
    lines.remove(id, clock.nowUs());
    focus(goTo, above === undefined ? 'start' : 'end');
  };
  const act = (id: string, what: LineAct) => {
    switch (what.do) {
      case 'next':
        return focus(nextLine(id), 'end');
      case 'same':
        return focus(lines.insert(id, lines.kindOf(id)), 'end');
      case 'remove':
        return remove(id);
      case 'up':
        return focus(beside(id, -1), 'end');
      case 'down':
        return focus(beside(id, 1), 'start');
      case 'kind':
        return lines.setKind(id, what.kind, clock.nowUs());
      case 'mark':
        return mark();
      case 'save':
        return writer.flush();
      case 'leave':
        return fields.get(id)?.blur();
    }
  };
  const field: PaperActs['field'] = (id, element) => {
    if (!element) {
      fields.delete(id);
      return;
    }
    fields.set(id, element);
    if (wanted?.id !== id) return;
    const { at } = wanted;
    wanted = undefined;
    focusField(element, at);
  };
  const focusFirst = () => {
    const ids = lines.order();
    if (ids.length === 0) {
      focus(lines.insert(undefined, 'question'), 'end');
      return;
    }
    focus(ids.find((id) => lines.textOf(id) === '') ?? ids.at(-1), 'end');
  };
  return { act, field, focusFirst };
}

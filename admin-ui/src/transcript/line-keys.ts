// SPDX-License-Identifier: Apache-2.0
// What a key does in a line of the transcript. While an input method composes, every key belongs to it.
import type { TranscriptLineKind } from '../api/types';

export interface LineKeyEvent {
  key: string;
  code: string;
  keyCode: number;
  isComposing: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

export interface LineCaret {
  empty: boolean;
  /** Nothing is selected and the caret stands in the first or last row. */
  first: boolean;
  last: boolean;
}

export type LineAct =
  | { do: 'next' }
  | { do: 'same' }
  | { do: 'remove' }
  | { do: 'up' }
  | { do: 'down' }
  | { do: 'kind'; kind: TranscriptLineKind }
  | { do: 'mark' }
  | { do: 'save' }
  | { do: 'leave' };

const kindOfCode: Record<string, TranscriptLineKind> = { KeyQ: 'question', KeyA: 'answer', KeyN: 'note' };

/** Nothing: the key does in the line what it does in any text. */
export function lineKey(event: LineKeyEvent, caret: LineCaret): LineAct | undefined {
  if (event.isComposing || event.keyCode === 229) return undefined;
  const command = event.ctrlKey || event.metaKey;
  if (event.altKey) return command || event.shiftKey ? undefined : altKey(event.code);
  if (command) return commandKey(event);
  if (event.shiftKey) return undefined;
  switch (event.key) {
    case 'Enter':
      return { do: 'next' };
    case 'Backspace':
      return caret.empty ? { do: 'remove' } : undefined;
    case 'ArrowUp':
      return caret.first ? { do: 'up' } : undefined;
    case 'ArrowDown':
      return caret.last ? { do: 'down' } : undefined;
    case 'Escape':
      return { do: 'leave' };
    default:
      return undefined;
  }
}

function altKey(code: string): LineAct | undefined {
  if (code === 'KeyM') return { do: 'mark' };
  const kind = kindOfCode[code];
  return kind ? { do: 'kind', kind } : undefined;
}

function commandKey(event: LineKeyEvent): LineAct | undefined {
  if (event.shiftKey) return undefined;
  if (event.key === 'Enter') return { do: 'same' };
  return event.key.toLowerCase() === 's' ? { do: 'save' } : undefined;
}

export const otherKind = (kind: TranscriptLineKind): TranscriptLineKind =>
  kind === 'question' ? 'answer' : 'question';

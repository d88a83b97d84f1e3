// SPDX-License-Identifier: Apache-2.0
// What the form of a plain act holds, how wide each field is, and what is sent of it.
import type { ActField, ActKind, StayDetail } from '../../api/types';
import type { BodySide } from '../../lib/body';

export type ActValues = Record<string, unknown>;
export type Answer = 'yes' | 'no' | 'unknown';
export type Answers = Record<string, Answer | undefined>;

export interface BodyMark {
  side: BodySide;
  xMilli: number;
  yMilli: number;
  kind?: string;
  note?: string;
}

const mostRadios = 6;
const lineMax = 64;

export const isChoice = (field: ActField) => (field.words?.length ?? 0) <= mostRadios;
export const isLine = (field: ActField) => (field.high ?? lineMax) <= lineMax;

export function spanOf(field: ActField): number {
  switch (field.kind) {
    case 'word':
      return isChoice(field) ? 12 : 6;
    case 'text':
      return isLine(field) ? 6 : 12;
    case 'words':
    case 'staffs':
    case 'ref':
    case 'answers':
    case 'marks':
      return 12;
    default:
      return 6;
  }
}

function cleanMark(mark: BodyMark): BodyMark {
  const { side, xMilli, yMilli, kind, note } = mark;
  return { side, xMilli, yMilli, kind, note: note?.trim() || undefined };
}

function cleanValue(field: ActField, value: unknown): unknown {
  if (typeof value === 'string') return value.trim() || undefined;
  if (field.kind === 'marks' && Array.isArray(value))
    return value.length > 0 ? value.map(cleanMark) : undefined;
  if (Array.isArray(value)) return value.length > 0 ? value : undefined;
  return value ?? undefined;
}

/** Fields that were left empty are not sent. */
export function cleanValues(fields: readonly ActField[], values: ActValues): ActValues {
  const cleaned: ActValues = {};
  for (const field of fields) {
    const value = cleanValue(field, values[field.name]);
    if (value !== undefined) cleaned[field.name] = value;
  }
  return cleaned;
}

/** Only what differs from what the entry says now: a correction says nothing about the rest. */
export function changedValues(fields: readonly ActField[], before: ActValues, after: ActValues): ActValues {
  const was = cleanValues(fields, before);
  const is = cleanValues(fields, after);
  return Object.fromEntries(
    Object.entries(is).filter(([name, value]) => JSON.stringify(was[name]) !== JSON.stringify(value)),
  );
}

export function unanswered(field: ActField, answers: Answers | undefined): string[] {
  return (field.words ?? []).map(({ word }) => word).filter((word) => !answers?.[word]);
}

/** Every question that has no answer yet gets this one. */
export function answerRest(field: ActField, answers: Answers | undefined, answer: Answer): Answers {
  const rest = Object.fromEntries(unanswered(field, answers).map((word) => [word, answer]));
  return { ...answers, ...rest };
}

/** What usually holds: the only open request, the room where the person is. */
export function usualValues(act: ActKind, detail: StayDetail, about?: string): ActValues {
  const values: ActValues = {};
  for (const field of act.fields) {
    if (field.name === 'requestId') {
      const open = detail.openRequests ?? [];
      values.requestId = about ?? (open.length === 1 ? open[0]?.requestId : undefined);
    }
    if (field.name === 'approvalId') {
      const granted = (detail.approvals ?? []).filter((one) => one.state === 'granted');
      const fitting = granted.filter((one) => one.about === 'temporary_exit');
      if (fitting.length === 1) values.approvalId = fitting[0]?.id;
    }
    if (act.name === 'make_check' && field.kind === 'room') values[field.name] = detail.tile.room?.id;
  }
  return values;
}

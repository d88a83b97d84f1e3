// SPDX-License-Identifier: Apache-2.0
// The form of an export as plain values: which questionings and cameras can be chosen, and what is asked of the centre.
import type { Camera, Export, ExportInput, ExportPlanInput, QuestioningSummary, Room } from '../../api/types';

export type ExportKind = 'questioning' | 'clip';

export interface ExportValues {
  kind: ExportKind;
  questioningId?: string;
  cameras?: string[];
  fromUs?: number;
  toUs?: number;
  recipient?: ExportInput['recipient'];
  /** The office whose certificate the package is encrypted to. */
  recipientId?: string;
  defence?: boolean;
  recipientName?: string;
  reason?: string;
  withRecord?: boolean;
  withKeys?: boolean;
  neededRole: NonNullable<ExportInput['neededRole']>;
}

/** What a choice is made from. */
export interface Recorded {
  questionings: readonly QuestioningSummary[];
  cameras: readonly Camera[];
  rooms: readonly Room[];
}

export const recipients: readonly ExportInput['recipient'][] = [
  'own_case_file',
  'procuratorate',
  'court',
  'supervision',
  'other_authority',
];
/** Packages for these leave only encrypted, and only these pass a copy on to the defence. */
export const needsCertificate = (recipient: string | undefined): boolean =>
  recipient === 'procuratorate' || recipient === 'court';
/** Others may have a certificate; one's own case file has none. */
export const mayHaveCertificate = (recipient: string | undefined): boolean =>
  recipient !== undefined && recipient !== 'own_case_file';
export const deciders: readonly ExportValues['neededRole'][] = ['unit_head', 'bureau_head', 'legal_head'];
export const mostCameras = 16;
const longestUs = 24 * 3_600_000_000;

/** There are no pictures of toilets and changing rooms. Those of body checks leave encrypted. */
export function camerasToExport({ cameras, rooms }: Recorded): Camera[] {
  const open = rooms.filter(({ privacy }) => privacy !== 'no_picture');
  const ids = new Set(open.map(({ id }) => id));
  return cameras.filter(({ room }) => ids.has(room.id));
}

/** Whole is only what has ended; the newest first. */
export const endedOf = (questionings: readonly QuestioningSummary[]): QuestioningSummary[] =>
  questionings
    .filter(({ endedAtUs }) => endedAtUs !== undefined)
    .sort((a, b) => b.startedAtUs - a.startedAtUs);

export function startValues(questionings: readonly QuestioningSummary[], about?: string): ExportValues {
  const ended = endedOf(questionings);
  const chosen = ended.find(({ id }) => id === about) ?? ended[0];
  return { kind: chosen ? 'questioning' : 'clip', questioningId: chosen?.id, neededRole: 'unit_head' };
}

/** Some of what is chosen is of a room of body checks. */
export const choosesBodyCheck = ({ kind, cameras = [] }: ExportValues, recorded: Recorded): boolean =>
  kind === 'clip' && recorded.cameras.some(({ id, sight }) => sight?.sealed && cameras.includes(id));

/** What would be exported; nothing as long as the choice is not complete. */
export function termsOf(values: ExportValues, recorded: Recorded): ExportPlanInput | undefined {
  if (values.kind === 'clip') {
    const { cameras = [], fromUs, toUs } = values;
    if (cameras.length === 0 || fromUs === undefined || toUs === undefined) return undefined;
    return { cameras: [...cameras].sort(), fromUs, toUs };
  }
  const chosen = recorded.questionings.find(({ id }) => id === values.questioningId);
  const cameras = camerasToExport(recorded).filter(({ room }) => room.id === chosen?.room.id);
  if (chosen?.endedAtUs === undefined || cameras.length === 0) return undefined;
  return {
    cameras: cameras.map(({ id }) => id).sort(),
    fromUs: chosen.startedAtUs,
    toUs: chosen.endedAtUs,
    questioningId: chosen.id,
  };
}

/** Whether an interval is worth asking about: the centre says the rest. */
export const sensible = ({ fromUs, toUs }: ExportPlanInput): boolean =>
  fromUs < toUs && toUs - fromUs <= longestUs;

export function inputOf(values: ExportValues, recorded: Recorded): ExportInput {
  const {
    recipient = 'own_case_file',
    recipientId,
    defence = false,
    recipientName = '',
    reason = '',
    withRecord = false,
    withKeys = false,
    neededRole,
  } = values;
  return {
    ...(termsOf(values, recorded) ?? { cameras: [], fromUs: 0, toUs: 0 }),
    recipient,
    ...(recipientId && mayHaveCertificate(recipient) ? { recipientId } : {}),
    ...(defence && needsCertificate(recipient) ? { defence } : {}),
    ...(recipientName.trim() ? { recipientName: recipientName.trim() } : {}),
    reason: reason.trim(),
    withRecord,
    ...(withKeys && choosesBodyCheck(values, recorded) ? { withKeys } : {}),
    neededRole,
  };
}

/** Part of the package that is written, in percent. */
export function percentOf({ doneBytes = 0, totalBytes = 0 }: Export): number {
  return totalBytes > 0 ? Math.min(100, Math.floor((doneBytes / totalBytes) * 100)) : 0;
}

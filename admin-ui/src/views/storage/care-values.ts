// SPDX-License-Identifier: Apache-2.0
// What the page concludes from what recorders say of their checks, their second copies and the faults they found.
import type { Storage } from '../../api/types';
import type { Tone } from '../../components/tone';

type Recorder = Storage['recorders'][number];
type Check = NonNullable<Recorder['check']>;
type Copy = NonNullable<Recorder['copy']>;
export type StorageFault = Storage['faults'][number];

/** Recorders that say how they check; an old one does not. */
export const reporting = ({ recorders }: Storage): Recorder[] =>
  recorders.filter(({ check }) => check !== undefined);

const waits = ['space', 'disk', 'queues'] as const;
/** Why a check waits; a reason that this page does not know is the disk's. */
export const waitingFor = ({ waiting }: Check): (typeof waits)[number] | undefined =>
  waiting === '' ? undefined : (waits.find((one) => one === waiting) ?? 'disk');

export const checkTone = (check: Check): Tone =>
  check.enabled ? (waitingFor(check) ? 'soon' : 'ok') : 'quiet';

const copyStates = ['ok', 'starting', 'full', 'away', 'wrong', 'failing'] as const;
export const copyState = ({ state }: Copy): (typeof copyStates)[number] =>
  copyStates.find((one) => one === state) ?? 'failing';

/** Ought to have a second copy, and gets none now. */
export const withoutCopy = ({ copy }: Recorder): boolean => copy !== undefined && copyTone(copy) === 'over';

const copyTones: Partial<Record<(typeof copyStates)[number], Tone>> = { ok: 'ok', starting: 'quiet' };
export const copyTone = (copy: Copy): Tone => copyTones[copyState(copy)] ?? 'over';

const plain = [
  'missing',
  'unreadable',
  'init_hash',
  'shorter',
  'fragment_hash',
  'longer',
  'unaccounted',
  'foreign_file',
  'journal_damaged',
  'row_missing',
  'row_differs',
  'row_unknown',
] as const;
export type FaultKind = (typeof plain)[number] | 'other';

/** The kind of a fault, and whether it is the second copy's; a kind that is not known here is still shown. */
export function faultKind({ what }: StorageFault): { kind: FaultKind; copy: boolean } {
  const copy = what.startsWith('copy_');
  const bare = copy ? what.slice('copy_'.length) : what;
  return { kind: plain.find((one) => one === bare) ?? 'other', copy };
}

/** What is open now is bad where the first file is; a copy is made anew by itself. */
export const faultTone = (fault: StorageFault): Tone =>
  fault.endedAtUs !== undefined ? 'ended' : faultKind(fault).copy ? 'soon' : 'over';

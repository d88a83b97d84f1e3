// SPDX-License-Identifier: Apache-2.0
// Kinds of offices, and fingerprints as people read them.
import type { Recipient, RecipientInput } from '../../api/types';
import type { Tone } from '../../components/tone';

export const recipientKinds: readonly RecipientInput['kind'][] = [
  'procuratorate',
  'court',
  'supervision',
  'other_authority',
];

export const recipientTones: Record<Recipient['state'], Tone> = {
  waiting: 'soon',
  confirmed: 'ok',
  expired: 'over',
  changed: 'over',
  retired: 'ended',
};

/** Groups of eight, as on the cover sheet. */
export const grouped = (fingerprint: string): string => fingerprint.replace(/(.{8})(?=.)/g, '$1 ');

/** Of one kind, what a package may be encrypted to now. */
export const usable = (all: readonly Recipient[], kind: string | undefined): Recipient[] =>
  all.filter((one) => one.kind === kind && one.state === 'confirmed');

/** Two offices may bear one name; the beginning of the fingerprint tells their certificates apart. */
export const choiceOf = ({ name, fingerprint }: Recipient): string => `${name} · ${fingerprint.slice(0, 8)}`;

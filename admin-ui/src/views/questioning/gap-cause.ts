// SPDX-License-Identifier: Apache-2.0
// Causes of gaps, in recording or in watching, that have a word of their own.
const causes = [
  'connecting',
  'stalled',
  'stream_changed',
  'recorder_stopped',
  'no_sealing_key',
  'sealed',
  'storage',
  'clock',
  'no_picture',
  'decode',
  'overload',
  'analyst_stopped',
  'removed',
] as const;

export function gapCause(cause: string | undefined): (typeof causes)[number] | 'other' {
  return causes.find((known) => known === cause) ?? 'other';
}

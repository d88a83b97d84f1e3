// SPDX-License-Identifier: Apache-2.0
// A photograph of belongings on its way to the record: what can be sent, and where each thing is now.
import type { StayDetail } from '../../api/types';
import { pictureType } from '../../papers/bytes';

export const mostPhotoBytes = 6 * 1024 * 1024;

export interface Photo {
  id: string;
  /** The same picture goes under the same idempotency key, however often it is sent. */
  key: string;
  name: string;
  bytes: Uint8Array;
  item?: number;
  state: 'waiting' | 'sending' | 'done' | 'failed' | 'unfit' | 'heavy';
  error?: unknown;
}

/** What is no picture, or too large, is said before anything is sent. */
export function photoOf(name: string, bytes: Uint8Array, item: number | undefined): Photo {
  const fits = pictureType(bytes) !== undefined;
  const state = !fits ? 'unfit' : bytes.length > mostPhotoBytes ? 'heavy' : 'waiting';
  return { id: crypto.randomUUID(), key: crypto.randomUUID(), name, bytes, item, state };
}

type Acts = NonNullable<StayDetail['acts']>;

/** What was last done with the thing at this place of the list, in the words of its entry. */
export function lastMove(acts: Acts | undefined, item: number): Acts[number] | undefined {
  return (acts ?? [])
    .filter((act) => act.act === 'move_belonging' && act.values.item === item)
    .sort((a, b) => b.atUs - a.atUs || b.seq - a.seq)[0];
}

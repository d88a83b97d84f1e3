// SPDX-License-Identifier: Apache-2.0
// How an entry that waited goes to the centre. What was tried as a plan is asked for before anything is reported:
// a key stands for one body, so that the centre itself says which of the two it has.
import { type BodyOf, call } from './api/client';
import { ProblemError } from './api/problem';
import type { ActInput, HelpPress, HelpWithdrawal, Receipt, RoomCheck } from './api/types';
import { delivered } from './delivered';
import type { Unsent } from './unsent';

interface How {
  signal?: AbortSignal;
  /** A lost answer is told at once. */
  once?: boolean;
}

/** The body of an entry was made by this page for this address; it is only read back from storage. */
export function postEntry(entry: Unsent, body: unknown, how: How): Promise<Receipt> {
  // Of all entries it alone is about nothing that there was before.
  if (entry.kind === 'help')
    return call('post', '/help-calls', { key: entry.key, ...how, body: body as HelpPress });
  const options = { path: { id: targetOf(entry) }, key: entry.key, ...how };
  switch (entry.kind) {
    case 'room_check':
      return call('post', '/rooms/{id}/checks', { ...options, body: body as RoomCheck });
    case 'act':
      return call('post', '/stays/{id}/acts', { ...options, body: body as ActInput });
    case 'care':
      return call('post', '/stays/{id}/care', {
        ...options,
        body: body as BodyOf<'/stays/{id}/care', 'post'>,
      });
    case 'begin':
      return call('post', '/stays/{id}/questionings', {
        ...options,
        body: body as BodyOf<'/stays/{id}/questionings', 'post'>,
      });
    case 'mark':
      return call('post', '/questionings/{id}/marks', {
        ...options,
        body: body as BodyOf<'/questionings/{id}/marks', 'post'>,
      });
    case 'attendance':
      return call('post', '/questionings/{id}/attendances', {
        ...options,
        body: body as BodyOf<'/questionings/{id}/attendances', 'post'>,
      });
    case 'help_withdrawal':
      return call('post', '/help-calls/{id}/withdrawal', { ...options, body: body as HelpWithdrawal });
    case 'end':
      return call('post', '/questionings/{id}/end', {
        ...options,
        body: body as BodyOf<'/questionings/{id}/end', 'post'>,
      });
  }
}

/** The beginning may have been delivered from another list of this device. */
function targetOf({ target, after }: Unsent): string {
  const id = after === undefined ? target : delivered.idOf(after);
  if (id) return id;
  throw new ProblemError({
    type: 'about:blank',
    title: 'unsent',
    status: 409,
    code: 'unsent.no_beginning',
    detail: '找不到这条记录所属讯（询）问的开始。请在此人的“讯（询）问”中补录。',
    detailEn: 'The beginning of its questioning is not known here. Report it on the questioning itself.',
    traceId: '',
  });
}

export async function sendEntry(entry: Unsent, signal: AbortSignal): Promise<Receipt> {
  try {
    return await postEntry(entry, entry.body, { signal });
  } catch (error) {
    const reused = error instanceof ProblemError && error.problem.code === 'command.key_reused';
    if (!reused || !entry.plan) throw error;
    return postEntry(entry, entry.plan, { signal });
  }
}

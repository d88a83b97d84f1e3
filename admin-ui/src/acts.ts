// SPDX-License-Identifier: Apache-2.0
// One intended act, done once: the idempotency key lives as long as the outcome is unknown, even across a reload.
import { outcomeUnknown } from './api/problem';
import { attempts as keptAttempts } from './drafts';

export interface ActResult<R> {
  receipt: R;
  /** The answer belongs to what was sent before the form was changed. */
  ofEarlier: boolean;
}

export type AttemptStore = typeof keptAttempts;

const inPage = new Map<string, { key: string; body: unknown }>();

/** For bodies too large for the browser's storage: they last as long as the page. */
export const pageAttempts: AttemptStore = {
  read: (user, act) => inPage.get(`${user} ${act}`),
  write: (user, act, attempt) => void inPage.set(`${user} ${act}`, attempt),
  drop: (user, act) => void inPage.delete(`${user} ${act}`),
};

export type Send<B, R> = (body: B, key: string) => Promise<R>;

/**
 * Sends the act. An earlier attempt of the same act whose answer was lost is settled first: had it been stored,
 * sending a changed form under a new key would do the act twice.
 */
export async function doAct<B, R>(
  user: string,
  act: string,
  body: B,
  send: Send<B, R>,
  attempts: AttemptStore = keptAttempts,
): Promise<ActResult<R>> {
  const open = attempts.read(user, act);
  if (open && JSON.stringify(open.body) !== JSON.stringify(body)) {
    const earlier = await settleEarlier(user, act, open.body as B, open.key, send, attempts);
    if (earlier) return { receipt: earlier.receipt, ofEarlier: true };
  }
  const key = attempts.read(user, act)?.key ?? crypto.randomUUID();
  return { receipt: await attempt(user, act, body, key, send, attempts), ofEarlier: false };
}

async function settleEarlier<B, R>(
  user: string,
  act: string,
  body: B,
  key: string,
  send: Send<B, R>,
  attempts: AttemptStore,
) {
  try {
    return { receipt: await attempt(user, act, body, key, send, attempts) };
  } catch (error) {
    if (outcomeUnknown(error)) throw error;
    return undefined;
  }
}

async function attempt<B, R>(
  user: string,
  act: string,
  body: B,
  key: string,
  send: Send<B, R>,
  attempts: AttemptStore,
): Promise<R> {
  attempts.write(user, act, { key, body });
  try {
    const receipt = await send(body, key);
    attempts.drop(user, act);
    return receipt;
  } catch (error) {
    if (!outcomeUnknown(error)) attempts.drop(user, act);
    throw error;
  }
}

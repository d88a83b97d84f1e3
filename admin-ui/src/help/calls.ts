// SPDX-License-Identifier: Apache-2.0
// What this page knows of calls for help: those of the centre, and presses that nobody has heard of yet.
import type { HelpCall } from '../api/types';
import type { Unsent } from '../unsent';

const withdrawnShownUs = 10 * 60 * 1_000_000;

/** A press that waits on this device. */
export interface Press {
  entry: Unsent;
  /** Its withdrawal waits behind it. */
  withdrawn: boolean;
}

export function pressesOf(entries: readonly Unsent[]): Press[] {
  return entries
    .filter((entry) => entry.kind === 'help')
    .map((entry) => ({
      entry,
      withdrawn: entries.some((one) => one.kind === 'help_withdrawal' && one.after === entry.key),
    }));
}

/** The room whose round is being made; nothing else tells where somebody is. */
export function roomOfPage(pathname: string, search: string): string | undefined {
  if (pathname !== '/round') return undefined;
  const room = new URLSearchParams(search).get('room');
  return room && room !== 'none' ? room : undefined;
}

export const openOf = (items: readonly HelpCall[]) => items.filter(({ state }) => state === 'open');

/** Who was on the way, or heard it, must learn that it was a mistake. */
export const withdrawnLately = (items: readonly HelpCall[], nowUs: number) =>
  items.filter(
    ({ state, withdrawn }) =>
      state === 'withdrawn' && withdrawn !== undefined && nowUs - withdrawn.atUs < withdrawnShownUs,
  );

/** Who calls knows it; who hears that somebody goes may work on in silence. */
export const isLoud = (call: HelpCall, silenced: ReadonlySet<string>) =>
  call.state === 'open' && !call.own && call.answers.length === 0 && !silenced.has(call.id);

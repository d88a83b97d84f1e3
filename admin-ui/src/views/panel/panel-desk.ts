// SPDX-License-Identifier: Apache-2.0
// What every part of the room panel works with.
import type { NamedId } from '../../api/types';
import type { PanelEntry } from '../../hooks/use-panel-act';
import { serverNowUs } from '../../lib/now';
import { beijingDay } from '../../lib/time';
import type { PanelMemory, PanelStaff, Running } from '../../panel/memory';
import type { Unsent } from '../../unsent';

/** Whose entries they are. */
export interface PanelOwner {
  id: string;
  name: string;
  badge: string;
  officer: boolean;
  /** The centre knows that they are signed in. */
  signedIn: boolean;
}

export interface PanelDesk {
  room: NamedId;
  away: boolean;
  /** Nobody: what is entered is taken over later by who signs in. */
  owner: PanelOwner | undefined;
  memory: PanelMemory;
  running: Running | undefined;
  /** What waits here, of the owner or of nobody. */
  entries: readonly Unsent[];
  /** Enters it; resolves to whether it is done with. Refusals are shown by the panel itself. */
  enter: (entry: PanelEntry) => Promise<boolean>;
}

/** Numbers begin anew every day: one of an earlier day says so. */
export function shortNumber(number: string, nowUs = serverNowUs()): string {
  const [day = '', short = number] = number.split('-');
  const today = beijingDay(nowUs).replaceAll('-', '');
  return day === today || !/^\d{8}$/.test(day) ? short : `${day.slice(4, 6)}-${day.slice(6)} ${short}`;
}

export const isOfficer = (one: PanelStaff) => one.function === 'officer';

// SPDX-License-Identifier: Apache-2.0
// What the room panel last read, for the time when nothing can be read: the room, who may be questioned by number,
// the staff by badge, what runs, and how far this computer's clock is off. No names of persons are kept on the device.
import { useSyncExternalStore } from 'react';
import type { Ability, AttendeeFunction, NamedId, Room } from '../api/types';
import { restoreServerOffset, serverOffsetUs } from '../lib/now';

export interface PanelPerson {
  stayId: string;
  number: string;
  /** A questioning is a usual next step. */
  next: boolean;
}

export interface PanelStaff {
  id: string;
  name: string;
  badge: string;
  function: 'officer' | 'auxiliary';
}

export interface PanelAttendee {
  attendeeId: string;
  function: AttendeeFunction;
  present: boolean;
  /** Named to question, and not yet in the room. */
  named?: boolean;
}

export interface PanelMark {
  kind: string;
  atUs: number;
  waits?: boolean;
}

export interface Running {
  /** None as long as its beginning waits on this device. */
  id?: string;
  /** The key of the entry that began it here. */
  beginKey?: string;
  stayId: string;
  number: string;
  startedAtUs: number;
  attendees: PanelAttendee[];
  marks: PanelMark[];
}

export interface PanelUser {
  id: string;
  name: string;
  badge: string;
  officer: boolean;
  abilities: Ability[];
  idleLimitS: number;
  seenMs: number;
}

export interface PanelMemory {
  room?: NamedId;
  recording?: Room['recording'];
  persons: PanelPerson[];
  staff: PanelStaff[];
  running?: Running;
  /** Who was signed in last, and when they were last seen here. */
  user?: PanelUser;
  offsetUs?: number;
  readUs?: number;
}

const storedAs = 'mingjing-panel';
const none: PanelMemory = { persons: [], staff: [] };
const listeners = new Set<() => void>();
let current: PanelMemory | undefined;

function read(): PanelMemory {
  try {
    const kept = JSON.parse(localStorage.getItem(storedAs) ?? '{}') as Partial<PanelMemory>;
    return { ...none, ...kept };
  } catch {
    return none;
  }
}

function set(next: PanelMemory): void {
  current = next;
  try {
    localStorage.setItem(storedAs, JSON.stringify(next));
  } catch {
    // Where nothing can be stored it lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

export const panelMemory = {
  current(): PanelMemory {
    if (!current) {
      current = read();
      if (current.offsetUs !== undefined) restoreServerOffset(current.offsetUs);
    }
    return current;
  },
  keep(part: Partial<PanelMemory>): void {
    const before = panelMemory.current();
    const same = (Object.keys(part) as (keyof PanelMemory)[]).every(
      (name) => JSON.stringify(part[name]) === JSON.stringify(before[name]),
    );
    if (!same) set({ ...before, ...part, offsetUs: serverOffsetUs() ?? before.offsetUs });
  },
  /** The browser stands in no room any more. */
  forget(): void {
    if (panelMemory.current() !== none) set(none);
  },
  /** Only for what reads the storage anew, as after a restart of the browser. */
  readAgain(): void {
    current = undefined;
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const usePanelMemory = (): PanelMemory =>
  useSyncExternalStore(panelMemory.subscribe, panelMemory.current);

/** Who signed in last counts as present no longer than the centre would let them idle. */
export function freshUser({ user }: PanelMemory, nowMs: number): PanelUser | undefined {
  if (!user) return undefined;
  const age = nowMs - user.seenMs;
  return user.idleLimitS === 0 || (age >= 0 && age < user.idleLimitS * 1000) ? user : undefined;
}

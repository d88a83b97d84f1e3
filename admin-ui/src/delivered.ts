// SPDX-License-Identifier: Apache-2.0
// What was kept on this device and then delivered, the newest first: so that who kept it sees that it arrived, and as what.
import type { Answer, Unsent } from './unsent';

export interface Delivered {
  key: string;
  /** Of what was made: entries that came later name their questioning by it. */
  id?: string;
  /** Its place in the stay's record. */
  seq?: number;
  what: string;
  atUs: number;
  deliveredUs: number;
}

const storedAs = 'mingjing-delivered';
const most = 60;
const listeners = new Set<() => void>();

function read(): Delivered[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(storedAs) ?? '[]');
    return Array.isArray(list) ? (list as Delivered[]) : [];
  } catch {
    return [];
  }
}

let shown: readonly Delivered[] | undefined;

export const delivered = {
  list: (): readonly Delivered[] => {
    shown ??= read();
    return shown;
  },

  /** The thing that an entry made, when it was delivered from this device. */
  idOf: (key: string): string | undefined => read().find((one) => one.key === key)?.id,

  add({ key, what, atUs }: Unsent, answer: Answer, deliveredUs: number): void {
    const one = { key, id: answer?.id, seq: answer?.seq, what, atUs, deliveredUs };
    shown = [one, ...read().filter((other) => other.key !== key)].slice(0, most);
    try {
      localStorage.setItem(storedAs, JSON.stringify(shown));
    } catch {
      // It is shown as long as the page lasts.
    }
    for (const listener of listeners) listener();
  },

  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    const changed = (event: StorageEvent) => {
      if (event.key !== storedAs && event.key !== null) return;
      shown = undefined;
      listener();
    };
    window.addEventListener('storage', changed);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('storage', changed);
    };
  },
};

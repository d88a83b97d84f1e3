// SPDX-License-Identifier: Apache-2.0
// Entries that were made while the centre could not be reached. They stay on this device until the centre has answered,
// belong to who made them, and are sent in their order, each under its own idempotency key and with the time it was made.
import { outcomeUnknown, ProblemError } from './api/problem';

export interface Unsent {
  /** The idempotency key: the same body goes under the same key, however often it is sent. */
  key: string;
  kind: 'room_check' | 'act' | 'care' | 'begin' | 'mark' | 'attendance' | 'end' | 'help' | 'help_withdrawal';
  /** The room of a check, the questioning of what is done in one, the call for help, or else the stay. */
  target: string;
  /** Of what was done in a questioning whose beginning waits itself: the key of that entry. */
  after?: string;
  /**
   * It was sent as this plan under the same key, and no answer came. A report under that key is taken only if the plan
   * was not, so that nothing is stored twice.
   */
  plan?: object;
  stayIds: string[];
  body: unknown;
  /** What was done, as the user saw it. */
  what: string;
  atUs: number;
  /** It was sent at least once, so it may have been stored. */
  tried?: boolean;
  /** The centre has answered that it will not take it. */
  refused?: { zh: string; en: string };
}

type Send = (entry: Unsent, signal: AbortSignal) => Promise<unknown>;
/** What the centre answered; `id` names the thing that was made. */
export type Answer = { id?: string; seq?: number } | undefined;
/** Whether who made the entries is who is signed in: nobody sends in another's name. */
type MaySend = (signal: AbortSignal) => Promise<boolean>;
type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const prefix = 'mingjing-unsent.';
const answerExpectedMs = 1_500;

function read(storage: Kept, name: string): Unsent[] {
  try {
    const list: unknown = JSON.parse(storage.getItem(name) ?? '[]');
    return Array.isArray(list) ? (list as Unsent[]) : [];
  } catch {
    return [];
  }
}

/** Whether it is worth sending the entry again later, as it is. */
function stays(error: unknown): boolean {
  if (outcomeUnknown(error)) return true;
  if (!(error instanceof ProblemError)) return true;
  return error.status === 401 || error.status === 408 || error.status === 429;
}

/** The entry of the same list that must be stored before this one. */
const beginningOf = (entry: Unsent, list: readonly Unsent[]) =>
  entry.after === undefined ? undefined : list.find((one) => one.key === entry.after);

/** Nothing that waits stands before a call for help. */
const isUrgent = ({ kind }: Unsent) => kind === 'help' || kind === 'help_withdrawal';

export const mayEdit = (entry: Unsent) => entry.refused !== undefined || !entry.tried;

export function mayRemove(entry: Unsent, list: readonly Unsent[]): boolean {
  return mayEdit(entry) && !list.some((one) => one.after === entry.key);
}

export class SendQueue {
  private readonly name: string;
  private snapshot: readonly Unsent[];
  private sending: Promise<void> | undefined;
  private stop = new AbortController();
  private readonly listeners = new Set<() => void>();
  /** Entries that this page is sending as plans right now. */
  private readonly held = new Set<string>();
  /** Of these the answer is expected at once: until it is late, they are not shown as kept. */
  private readonly expected = new Set<string>();
  /** Where the storage is full or forbidden, entries last as long as the page. */
  private inMemory: Unsent[] | undefined;

  constructor(
    user: string,
    private readonly send: Send,
    private readonly maySend: MaySend = async () => true,
    private readonly storage: Kept = localStorage,
  ) {
    this.name = prefix + user;
    this.snapshot = read(storage, this.name);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): readonly Unsent[] => this.snapshot;

  add(entry: Unsent): void {
    this.change((list) => [...list, entry]);
  }

  /**
   * Kept before it is sent, then sent as a plan at once. Without an answer it stays, to go as a report;
   * a plan that is refused is not kept: nothing has happened yet.
   */
  async plan<R extends Answer>(
    entry: Unsent & { plan: object },
    send: () => Promise<R>,
  ): Promise<R | undefined> {
    this.held.add(entry.key);
    this.expected.add(entry.key);
    const expectNoLonger = () => {
      if (this.expected.delete(entry.key)) this.show(this.list());
    };
    const late = setTimeout(expectNoLonger, answerExpectedMs);
    this.add({ ...entry, tried: true });
    try {
      const answer = await send();
      this.settle(entry, answer);
      return answer;
    } catch (error) {
      if (stays(error)) return undefined;
      this.change((list) => list.filter((one) => one.key !== entry.key));
      throw error;
    } finally {
      this.held.delete(entry.key);
      clearTimeout(late);
      expectNoLonger();
    }
  }

  /**
   * Takes back what was never sent or was refused; what may have been stored must be settled first, and so must
   * what other entries need.
   */
  remove(key: string): void {
    this.change((list) => list.filter((one) => one.key !== key || !mayRemove(one, list)));
  }

  /** Another wording of an entry that the centre does not have: a new act under a new key. */
  edit(key: string, to: Pick<Unsent, 'body' | 'what' | 'atUs' | 'target' | 'stayIds'>): void {
    this.change((list) => {
      if (!list.some((one) => one.key === key && mayEdit(one))) return list;
      const fresh = crypto.randomUUID();
      return list.map((one) => {
        if (one.after === key) return { ...one, after: fresh };
        if (one.key !== key) return one;
        const { plan: _plan, tried: _tried, refused: _refused, ...kept } = one;
        return { ...kept, ...to, key: fresh };
      });
    });
  }

  /** Takes over those entries of another list; they are here before they are gone there. */
  adopt(from: SendQueue, which: (entry: Unsent) => boolean = () => true): void {
    const taken = from.list().filter(which);
    this.change((list) => [...list, ...taken.filter(({ key }) => !list.some((one) => one.key === key))]);
    from.change((list) => list.filter((one) => !which(one)));
  }

  /** Another page of this user has changed the list. */
  readAgain(): void {
    this.show(this.list());
  }

  /** Sends in order, calls for help first, until the list is empty or the centre does not answer. Runs once at a time. */
  flush(): Promise<void> {
    this.sending ??= this.sendAll().finally(() => {
      this.sending = undefined;
    });
    return this.sending;
  }

  /** Ends a sending that is under way; what it has not settled stays on the list. */
  pause(): void {
    this.stop.abort();
    this.stop = new AbortController();
  }

  private async sendAll(): Promise<void> {
    const { signal } = this.stop;
    if (this.list().length === 0) return;
    const mine = await this.maySend(signal).catch(() => false);
    while (mine && !signal.aborted) {
      const list = this.list();
      const ready = list.filter(
        (entry) => !entry.refused && !this.held.has(entry.key) && !beginningOf(entry, list),
      );
      const next = ready.find(isUrgent) ?? ready[0];
      if (!next) return;
      this.mark(next.key, { tried: true });
      try {
        this.settle(next, (await this.send(next, signal)) as Answer);
      } catch (error) {
        if (stays(error)) return;
        const { detail, detailEn } = (error as ProblemError).problem;
        this.mark(next.key, { refused: { zh: detail, en: detailEn } });
      }
    }
  }

  /** The centre has it; what was done in a questioning learns which one it is. */
  private settle({ key }: Unsent, answer: Answer): void {
    const id = answer?.id;
    this.change((list) =>
      list
        .filter((one) => one.key !== key)
        .map((one) => (one.after === key && id ? { ...one, target: id, after: undefined } : one)),
    );
  }

  private mark(key: string, part: Partial<Unsent>): void {
    this.change((list) => list.map((one) => (one.key === key ? { ...one, ...part } : one)));
  }

  private list(): Unsent[] {
    return this.inMemory ?? read(this.storage, this.name);
  }

  /** Read, changed and written in one go, so that two pages of one user do not lose each other's entries. */
  private change(by: (list: Unsent[]) => Unsent[]): void {
    const list = by(this.list());
    try {
      if (list.length === 0) this.storage.removeItem(this.name);
      else this.storage.setItem(this.name, JSON.stringify(list));
      this.inMemory = undefined;
    } catch {
      this.inMemory = list;
    }
    this.show(list);
  }

  private show(list: readonly Unsent[]): void {
    this.snapshot = list.filter((one) => !this.expected.has(one.key));
    for (const listener of this.listeners) listener();
  }
}

/** How many entries of anybody wait on this device, for the sign-in page. */
export function countUnsent(storage: Storage = localStorage): number {
  return Object.keys(storage)
    .filter((name) => name.startsWith(prefix))
    .reduce((sum, name) => sum + read(storage, name).filter((entry) => !entry.refused).length, 0);
}

/** How many wait on this device beside those of some users. */
export function unsentOfOthers(users: readonly string[], storage: Storage = localStorage): number {
  return Object.keys(storage)
    .filter((name) => name.startsWith(prefix) && !users.includes(name.slice(prefix.length)))
    .reduce((sum, name) => sum + read(storage, name).length, 0);
}

export const isUnsentName = (name: string | null): boolean => name?.startsWith(prefix) ?? false;

// SPDX-License-Identifier: Apache-2.0
// Scans that are given back: chosen, looked at, then sent one after another, each under its own idempotency key.
// What was chosen stays here until the centre has it: an error of one neither stops nor loses the others.
import { outcomeUnknown, ProblemError } from '../api/problem';
import type { ScanInput } from '../api/types';
import { base64Url, pictureType } from './bytes';

export const mostBytes = 6 * 2 ** 20;

/** Why a file is not sent at all. */
export type Unfit = 'too_large' | 'wrong_kind' | 'unreadable';

/** As which page of which print the centre has recognised it. */
export interface Recognised {
  label: string;
  labelEn: string;
  page: number;
  pages: number;
}

export interface Scan {
  id: number;
  name: string;
  size: number;
  picture: Blob;
  /** Who looked says that the signature is on it. */
  signed: boolean;
  /** When it was signed; missing: now. */
  signedAtUs?: number;
  /** `unknown`: it was sent and no answer came, so it may have been stored. */
  state: 'chosen' | 'queued' | 'sending' | 'done' | 'refused' | 'unknown' | 'unfit';
  /** How much of it is under way, from 0 to 1. */
  part: number;
  unfit?: Unfit;
  error?: unknown;
  recognised?: Recognised;
}

export type SendScan = (
  body: ScanInput,
  key: string,
  onPart: (part: number) => void,
  signal: AbortSignal,
) => Promise<Recognised | undefined>;

/** A sending whose outcome is open goes again as it was, under the key that it had. */
export const mayChange = ({ state }: Scan) => state === 'chosen' || state === 'refused';
export const waits = ({ state }: Scan) => state === 'chosen' || state === 'unknown';
/** Still to be given back. */
export const isLeft = (scan: Scan) => scan.state !== 'done' && scan.state !== 'unfit';

/** Answers that say nothing about an earlier sending under the same key. */
const beforeTheAct = new Set([401, 403, 408, 429]);

export class ScanTray {
  private scans: readonly Scan[] = [];
  private readonly keys = new Map<number, string>();
  private readonly marks = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private running: Promise<void> | undefined;
  private adding: Promise<unknown> = Promise.resolve();
  private readonly stopped = new AbortController();
  private last = 0;

  constructor(
    private readonly send: SendScan,
    private readonly onSent: () => void = () => undefined,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): readonly Scan[] => this.scans;

  /** Takes a copy of each: a stick may be pulled out before it is sent. Resolves to how many were here already. */
  add(files: readonly File[]): Promise<number> {
    const added = this.adding.then(() => this.take(files));
    this.adding = added;
    return added;
  }

  change(id: number, to: Partial<Pick<Scan, 'signed' | 'signedAtUs'>>): void {
    this.scans = this.scans.map((one) => (one.id === id && mayChange(one) ? { ...one, ...to } : one));
    this.tell();
  }

  /** What may have been stored cannot be taken back: it is sent again until the centre answers. */
  remove(id: number): void {
    const gone = this.scans.find((one) => one.id === id);
    if (!gone || gone.state === 'sending' || gone.state === 'unknown') return;
    this.keys.delete(id);
    this.scans = this.scans.filter((one) => one.id !== id);
    this.forgetMark(gone);
    this.tell();
  }

  /** What the centre has, and what could not be sent, need not be shown any longer. */
  clear(): void {
    this.scans = this.scans.filter(isLeft);
    this.tell();
  }

  /** A refused one is asked again as a new act, one without an answer as the same act. */
  retry(id: number): Promise<void> {
    return this.sendThose((one) => one.id === id && (one.state === 'refused' || waits(one)));
  }

  /** Sends what waits now, in order; what is chosen meanwhile is looked at first. */
  sendAll(): Promise<void> {
    return this.sendThose(waits);
  }

  /** Another user is here now: nothing more is sent, and no picture is kept. */
  stop(): void {
    this.stopped.abort();
    this.scans = [];
    this.keys.clear();
    this.tell();
  }

  private sendThose(which: (scan: Scan) => boolean): Promise<void> {
    this.scans = this.scans.map((one) =>
      which(one) ? { ...one, state: 'queued', part: 0, error: undefined } : one,
    );
    this.tell();
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** One at a time. When nobody is signed in any more, the rest waits as it was. */
  private async run(): Promise<void> {
    let sent = false;
    for (;;) {
      const next = this.scans.find((one) => one.state === 'queued');
      if (!next || this.stopped.signal.aborted) break;
      const outcome = await this.sendOne(next);
      sent ||= outcome === 'done';
      if (outcome === 'signed_out') this.unqueue();
    }
    if (sent) this.onSent();
  }

  private async sendOne(scan: Scan): Promise<'done' | 'not' | 'signed_out'> {
    const { id } = scan;
    const wasOpen = this.keys.has(id);
    const key = this.keys.get(id) ?? crypto.randomUUID();
    this.keys.set(id, key);
    this.set(id, { state: 'sending' });
    try {
      const body = bodyOf(scan, new Uint8Array(await scan.picture.arrayBuffer()));
      const recognised = await this.send(body, key, (part) => this.set(id, { part }), this.stopped.signal);
      this.set(id, { state: 'done', part: 1, recognised });
      return 'done';
    } catch (error) {
      const status = error instanceof ProblemError ? error.status : 0;
      if (outcomeUnknown(error) || (wasOpen && beforeTheAct.has(status)))
        this.set(id, { state: 'unknown', error });
      else {
        this.keys.delete(id);
        this.set(id, status === 401 ? { state: 'chosen' } : { state: 'refused', error });
      }
      return status === 401 ? 'signed_out' : 'not';
    }
  }

  private unqueue(): void {
    this.scans = this.scans.map((one) =>
      one.state === 'queued' ? { ...one, state: this.keys.has(one.id) ? 'unknown' : 'chosen' } : one,
    );
    this.tell();
  }

  private async take(files: readonly File[]): Promise<number> {
    let known = 0;
    for (const file of files) {
      const mark = markOf(file);
      if (this.marks.has(mark)) {
        known += 1;
        continue;
      }
      const scan = await scanOf(file);
      if (this.stopped.signal.aborted) break;
      this.last += 1;
      if (!scan.unfit) this.marks.add(mark);
      this.scans = [...this.scans, { ...scan, id: this.last }];
      this.tell();
    }
    return known;
  }

  private forgetMark(scan: Scan): void {
    if (scan.picture instanceof File) this.marks.delete(markOf(scan.picture));
  }

  private set(id: number, to: Partial<Scan>): void {
    this.scans = this.scans.map((one) => (one.id === id ? { ...one, ...to } : one));
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** The same file chosen twice is one page; scanned again under the same name it has another time. */
const markOf = (file: File) => `${file.name} ${file.size} ${file.lastModified}`;

function bodyOf({ signed, signedAtUs }: Scan, bytes: Uint8Array): ScanInput {
  const scan = base64Url(bytes);
  return signed && signedAtUs !== undefined ? { scan, signed, signedAtUs } : { scan, signed };
}

async function scanOf(file: File): Promise<Scan> {
  const { name, size, lastModified } = file;
  const scan: Scan = { id: 0, name, size, picture: file, signed: true, state: 'chosen', part: 0 };
  const unfit = (why: Unfit): Scan => ({ ...scan, state: 'unfit', unfit: why, picture: new Blob() });
  if (size > mostBytes) return unfit('too_large');
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const type = pictureType(bytes);
    return type ? { ...scan, picture: new File([bytes], name, { type, lastModified }) } : unfit('wrong_kind');
  } catch {
    return unfit('unreadable');
  }
}

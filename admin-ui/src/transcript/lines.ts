// SPDX-License-Identifier: Apache-2.0
// The lines of an open transcript on this page: what the centre has, what was typed over it, what was sent and is not
// answered, and where both have changed the same line. Fields read one line each, so that a key stroke redraws nothing.
import type { TranscriptEdit, TranscriptLine, TranscriptLineKind } from '../api/types';
import type { Counted } from './counting';
import type { Kept, KeptBatch, KeptLine, TranscriptStore } from './transcript-store';

export interface Conflict {
  /** Nothing: it was removed. */
  mine: string | undefined;
  theirs: string | undefined;
  theirName: string | undefined;
}

export interface LineView {
  id: string;
  kind: TranscriptLineKind;
  /** Rises when the text was changed from elsewhere than its own field. */
  version: number;
  /** From the template, and nobody has touched it. */
  preset: boolean;
  /** Stands on this page and not yet at the centre. */
  waits: boolean;
  fromUs: number | undefined;
  changes: number;
  earlier: TranscriptLine['earlier'];
  conflict: Conflict | undefined;
}

export type Choice = 'mine' | 'theirs' | 'both';

export interface Typing extends Counted {
  fromUs: number;
  toUs: number;
}

const mostEdits = 200;

type Shelf = Pick<TranscriptStore, 'putLine' | 'dropLine' | 'putBatch' | 'dropBatch'>;
type Listener = () => void;

export class Lines {
  private known = new Map<string, TranscriptLine>();
  private readonly changes = new Map<string, KeptLine>();
  /** Lines that were opened and have no words yet: they are not sent and not kept. */
  private readonly fresh = new Map<string, TranscriptLineKind>();
  private batches: KeptBatch[] = [];
  private readonly conflicts = new Map<string, { theirs: TranscriptLine | undefined }>();
  private ids: readonly string[] = [];
  private readonly versions = new Map<string, number>();
  private readonly views = new Map<string, LineView>();
  private readonly lineListeners = new Map<string, Set<Listener>>();
  private readonly listeners = new Set<Listener>();

  constructor(
    private readonly shelf: Shelf,
    private readonly newId: () => string = () => crypto.randomUUID(),
  ) {}

  // Reading

  readonly order = (): readonly string[] => this.ids;

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  subscribeLine(id: string, listener: Listener): () => void {
    const all = this.lineListeners.get(id) ?? new Set();
    this.lineListeners.set(id, all.add(listener));
    return () => {
      all.delete(listener);
      if (all.size === 0) this.lineListeners.delete(id);
    };
  }

  view(id: string): LineView {
    const made = this.views.get(id) ?? this.makeView(id);
    this.views.set(id, made);
    return made;
  }

  textOf(id: string): string {
    return this.changes.get(id)?.text ?? this.sentOf(id)?.text ?? this.known.get(id)?.text ?? '';
  }

  kindOf(id: string): TranscriptLineKind {
    return (
      this.changes.get(id)?.kind ??
      this.sentOf(id)?.kind ??
      this.known.get(id)?.kind ??
      this.fresh.get(id) ??
      'note'
    );
  }

  isFresh(id: string): boolean {
    return this.fresh.has(id);
  }

  /** Lines that stand on this page and not at the centre. */
  get waiting(): string[] {
    const sent = this.batches.flatMap((batch) => batch.edits.map((edit) => edit.line));
    return [...new Set([...this.changes.keys(), ...sent])];
  }

  get conflicting(): string[] {
    return [...this.conflicts.keys()];
  }

  get sendable(): boolean {
    return [...this.changes.keys()].some((id) => !this.conflicts.has(id));
  }

  // Typing

  type(id: string, text: string, typing: Typing): void {
    const before = this.changes.get(id);
    if (!before && this.fresh.has(id) && text === '') return;
    const made: KeptLine = {
      line: id,
      rev: before?.rev ?? this.revOf(id),
      kind: this.kindOf(id),
      text,
      drop: false,
      after: this.afterOf(id),
      fromUs: Math.min(before?.fromUs ?? typing.fromUs, typing.fromUs),
      // The centre's time may have been learned anew between the first and the last stroke.
      toUs: Math.max(before?.toUs ?? typing.toUs, typing.toUs, typing.fromUs),
      keys: (before?.keys ?? 0) + typing.keys,
      pasted: (before?.pasted ?? 0) + typing.pasted,
    };
    this.setChange(made);
  }

  setKind(id: string, kind: TranscriptLineKind, atUs: number): void {
    if (kind === this.kindOf(id)) return;
    if (this.fresh.has(id)) this.fresh.set(id, kind);
    else this.setChange({ ...this.changeOf(id, atUs), kind });
    this.touch(id);
  }

  insert(after: string | undefined, kind: TranscriptLineKind): string {
    const id = this.newId();
    this.fresh.set(id, kind);
    const ids = [...this.ids];
    ids.splice(after === undefined ? 0 : ids.indexOf(after) + 1, 0, id);
    this.ids = ids;
    this.tell();
    return id;
  }

  remove(id: string, atUs: number): void {
    const unseen = this.fresh.delete(id) || (this.revOf(id) === 0 && this.sentOf(id) === undefined);
    if (unseen) this.forget(id);
    else this.setChange({ ...this.changeOf(id, atUs), drop: true, text: '' });
    this.ids = this.ids.filter((one) => one !== id);
    this.tell();
  }

  resolve(id: string, choice: Choice): void {
    const conflict = this.conflicts.get(id);
    const mine = this.changes.get(id);
    if (!conflict || !mine) return;
    const { theirs } = conflict;
    this.conflicts.delete(id);
    if (!theirs) this.resolveRemoved(mine, choice);
    else if (choice === 'theirs' || (choice === 'both' && mine.drop)) this.forget(id);
    else {
      const text = choice === 'both' ? `${theirs.text}\n${mine.text}` : mine.text;
      this.setChange({ ...mine, rev: theirs.rev, text });
      if (mine.drop) this.ids = this.ids.filter((one) => one !== id);
    }
    this.raise(id);
    this.touch(id);
    this.tell();
  }

  // Sending

  /** The next batch to send: what is under way first, then everything that was changed. */
  next(key: () => string): KeptBatch | undefined {
    return this.batches[0] ?? this.makeBatch(key());
  }

  settle(key: string): void {
    const batch = this.takeOut(key);
    for (const edit of batch?.edits ?? []) {
      if (edit.drop) this.known.delete(edit.line);
      else this.known.set(edit.line, settled(this.known.get(edit.line), edit));
      this.reconcile(edit.line);
      this.touch(edit.line);
    }
    this.tell();
  }

  /** The centre has not taken the batch: what is in it waits again. */
  giveBack(key: string): void {
    const batch = this.takeOut(key);
    for (const edit of batch?.edits ?? []) {
      const later = this.changes.get(edit.line);
      if (!later) this.setChange(keptOf(edit));
      else if (later.rev > edit.rev) this.setChange(joined(edit, later));
      else if (later.text !== edit.text) this.addBeside(keptOf(edit));
      this.reconcile(edit.line);
      this.touch(edit.line);
    }
    this.tell();
  }

  // Meeting what the centre has, and what another page left behind

  read(lines: readonly TranscriptLine[]): void {
    const before = new Map(this.ids.map((id) => [id, this.textOf(id)]));
    this.known = new Map(lines.map((line) => [line.id, line]));
    for (const id of [...this.changes.keys()]) this.reconcile(id);
    this.arrange(lines.map((line) => line.id));
    this.showChanged(before);
  }

  adopt(kept: Kept): void {
    const before = new Map(this.ids.map((id) => [id, this.textOf(id)]));
    for (const batch of kept.batches) {
      if (this.batches.some((one) => one.key === batch.key)) continue;
      this.batches.push(batch);
      this.shelf.putBatch(batch);
    }
    for (const line of kept.lines) this.adoptLine(line);
    this.arrange(this.knownInOrder());
    this.showChanged(before);
  }

  /** Times that lie ahead of the centre's, from while the page could not ask for it, would be refused. */
  notAfter(nowUs: number): void {
    for (const change of this.changes.values()) {
      if (change.toUs <= nowUs) continue;
      const timed = { ...change, fromUs: Math.min(change.fromUs, nowUs), toUs: nowUs };
      this.changes.set(change.line, timed);
      this.shelf.putLine(timed);
    }
  }

  private adoptLine(line: KeptLine): void {
    const own = this.changes.get(line.line);
    const sent = this.sentOf(line.line);
    if (own) {
      if (own.text !== line.text && line.text !== '') this.addBeside(line);
      return;
    }
    if (sent && sent.rev === line.rev) {
      // It was taken into the batch and not put away any more.
      if (sent.text === line.text && sent.kind === line.kind) return;
      this.setChange({ ...line, rev: sent.rev + 1 });
      return;
    }
    this.setChange(line);
    this.reconcile(line.line);
  }

  /** Two pages typed into the same line and neither was sent: both wordings stay, one below the other. */
  private addBeside(line: KeptLine): void {
    this.setChange({ ...line, line: this.newId(), rev: 0, drop: false, after: line.line });
    this.arrange(this.knownInOrder());
  }

  private resolveRemoved(mine: KeptLine, choice: Choice): void {
    const at = this.ids.indexOf(mine.line);
    this.forget(mine.line);
    if (choice === 'theirs') {
      this.ids = this.ids.filter((id) => id !== mine.line);
      return;
    }
    // Its number is used up at the centre: the words come back as a new line in the same place.
    const id = this.newId();
    const ids = [...this.ids];
    ids.splice(at, 1, id);
    this.ids = ids;
    this.setChange({ ...mine, line: id, rev: 0, after: this.afterOf(id) });
  }

  /** Compares a waiting change with the line at the centre. */
  private reconcile(id: string): void {
    const mine = this.changes.get(id);
    if (!mine || this.sentOf(id)) return;
    const theirs = this.known.get(id);
    this.conflicts.delete(id);
    if (!theirs) {
      if (mine.rev === 0) return;
      if (mine.drop) this.forget(id);
      else this.conflicts.set(id, { theirs: undefined });
      return;
    }
    if (theirs.rev <= mine.rev) return;
    if (!mine.drop && theirs.text === mine.text && theirs.kind === mine.kind) this.forget(id);
    else this.conflicts.set(id, { theirs });
  }

  /** The order of the centre, with lines of this page below those that stand above them. */
  private arrange(atCentre: readonly string[]): void {
    const ids = atCentre.filter((id) => !this.isRemoved(id));
    const placed = new Set(ids);
    const local = this.localIds().filter((id) => !placed.has(id) && !this.isRemoved(id));
    const aboveOf = new Map<string, string | undefined>();
    for (const [at, id] of this.ids.entries()) {
      aboveOf.set(id, this.ids[at - 1]);
    }
    const place = (id: string, above: string | undefined) => {
      ids.splice(above === undefined ? 0 : ids.indexOf(above) + 1, 0, id);
      placed.add(id);
    };
    let rest = local;
    while (rest.length > 0) {
      const unplaced: string[] = [];
      for (const id of rest) {
        let above = aboveOf.has(id) ? aboveOf.get(id) : (this.changes.get(id) ?? this.sentOf(id))?.after;
        // What stood above may be gone: then the next one further up.
        while (above !== undefined && !placed.has(above) && !rest.includes(above)) above = aboveOf.get(above);
        if (above === undefined || placed.has(above)) place(id, above);
        else unplaced.push(id);
      }
      if (unplaced.length === rest.length) {
        for (const id of unplaced) place(id, ids.at(-1));
        break;
      }
      rest = unplaced;
    }
    if (ids.length !== this.ids.length || ids.some((id, at) => id !== this.ids[at])) this.ids = ids;
  }

  /** What the centre has as of now; a line of ours that it took since the last reading stands where it was typed. */
  private knownInOrder(): string[] {
    return [...new Set([...this.ids, ...this.known.keys()])].filter((id) => this.known.has(id));
  }

  /** Lines that the centre does not list, in the order of this page. */
  private localIds(): string[] {
    const here = [
      ...this.ids,
      ...this.batches.flatMap((batch) => batch.edits.map((edit) => edit.line)),
      ...this.changes.keys(),
    ];
    return [...new Set(here)].filter(
      (id) => this.fresh.has(id) || this.changes.has(id) || this.sentOf(id) !== undefined,
    );
  }

  private isRemoved(id: string): boolean {
    const change = this.changes.get(id);
    if (change) return change.drop && !this.conflicts.has(id);
    return this.sentOf(id)?.drop ?? false;
  }

  private showChanged(before: ReadonlyMap<string, string>): void {
    for (const id of this.ids) {
      const text = before.get(id);
      if (text !== undefined && text !== this.textOf(id)) this.raise(id);
      this.touch(id);
    }
    this.tell();
  }

  private makeBatch(key: string): KeptBatch | undefined {
    const edits: TranscriptEdit[] = [];
    let above: string | undefined;
    const removed = [...this.changes.keys()].filter((id) => !this.ids.includes(id));
    for (const id of [...this.ids, ...removed]) {
      const change = this.changes.get(id);
      const goes = change && !this.conflicts.has(id) && edits.length < mostEdits;
      if (goes) edits.push(editOf(change, above));
      if (goes || this.known.has(id)) above = id;
    }
    if (edits.length === 0) return undefined;
    const batch = { key, edits };
    this.batches.push(batch);
    this.shelf.putBatch(batch);
    for (const edit of edits) {
      this.changes.delete(edit.line);
      this.shelf.dropLine(edit.line);
    }
    return batch;
  }

  private takeOut(key: string): KeptBatch | undefined {
    const batch = this.batches.find((one) => one.key === key);
    this.batches = this.batches.filter((one) => one.key !== key);
    this.shelf.dropBatch(key);
    return batch;
  }

  private sentOf(id: string): TranscriptEdit | undefined {
    for (let at = this.batches.length - 1; at >= 0; at--) {
      const edit = this.batches[at]?.edits.find((one) => one.line === id);
      if (edit) return edit;
    }
    return undefined;
  }

  /** The revision that the line has once everything sent is stored. */
  private revOf(id: string): number {
    const sent = this.sentOf(id);
    return sent ? sent.rev + 1 : (this.known.get(id)?.rev ?? 0);
  }

  private afterOf(id: string): string | undefined {
    for (let at = this.ids.indexOf(id) - 1; at >= 0; at--) {
      const above = this.ids[at];
      if (above !== undefined && !this.fresh.has(above)) return above;
    }
    return undefined;
  }

  /** The waiting change of a line, or a new one that changes nothing yet. */
  private changeOf(id: string, atUs: number): KeptLine {
    const before = this.changes.get(id);
    if (before) return { ...before, toUs: Math.max(before.toUs, atUs) };
    return {
      line: id,
      rev: this.revOf(id),
      kind: this.kindOf(id),
      text: this.textOf(id),
      drop: false,
      after: this.afterOf(id),
      fromUs: atUs,
      toUs: atUs,
      keys: 0,
      pasted: 0,
    };
  }

  private setChange(change: KeptLine): void {
    const id = change.line;
    const had = this.changes.has(id);
    const wasFresh = this.fresh.delete(id);
    if (this.changesNothing(change)) {
      this.forget(id);
      if (wasFresh || change.rev === 0) this.fresh.set(id, change.kind);
    } else {
      this.changes.set(id, change);
      this.shelf.putLine(change);
    }
    if (had !== this.changes.has(id)) this.touch(id);
    this.tell();
  }

  /** Typed and taken back before anything was sent: there is nothing to tell. */
  private changesNothing(change: KeptLine): boolean {
    if (change.drop || this.conflicts.has(change.line)) return false;
    const now = this.sentOf(change.line) ?? this.known.get(change.line);
    if (!now) return change.text === '';
    if ('rev' in now && this.known.get(change.line) === now && now.rev !== change.rev) return false;
    return now.text === change.text && now.kind === change.kind;
  }

  private forget(id: string): void {
    this.changes.delete(id);
    this.conflicts.delete(id);
    this.shelf.dropLine(id);
  }

  private raise(id: string): void {
    this.versions.set(id, (this.versions.get(id) ?? 0) + 1);
  }

  private makeView(id: string): LineView {
    const known = this.known.get(id);
    const change = this.changes.get(id);
    const sent = this.sentOf(id);
    const conflict = this.conflicts.get(id);
    const mine = change ?? sent;
    return {
      id,
      kind: this.kindOf(id),
      version: this.versions.get(id) ?? 0,
      preset: known?.preset === true && mine === undefined,
      waits: mine !== undefined,
      fromUs: known && !known.preset ? known.fromUs : mine?.fromUs,
      changes: known?.changes ?? 0,
      earlier: known?.earlier,
      conflict: conflict && {
        mine: change?.drop ? undefined : change?.text,
        theirs: conflict.theirs?.text,
        theirName: conflict.theirs?.byName,
      },
    };
  }

  private touch(id: string): void {
    const before = this.views.get(id);
    const now = this.makeView(id);
    if (before && sameView(before, now)) return;
    this.views.set(id, now);
    for (const listener of this.lineListeners.get(id) ?? []) listener();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

function sameView(a: LineView, b: LineView): boolean {
  return (
    a.kind === b.kind &&
    a.version === b.version &&
    a.preset === b.preset &&
    a.waits === b.waits &&
    a.fromUs === b.fromUs &&
    a.changes === b.changes &&
    a.earlier === b.earlier &&
    a.conflict?.mine === b.conflict?.mine &&
    a.conflict?.theirs === b.conflict?.theirs &&
    (a.conflict === undefined) === (b.conflict === undefined)
  );
}

function editOf(change: KeptLine, above: string | undefined): TranscriptEdit {
  const { line, rev, kind, drop, text, fromUs, toUs, keys, pasted } = change;
  const edit: TranscriptEdit = { line, rev, kind, drop, fromUs, toUs, keys, pasted };
  if (!drop) edit.text = text;
  if (rev === 0 && above !== undefined) edit.after = above;
  return edit;
}

function keptOf(edit: TranscriptEdit): KeptLine {
  return { ...edit, text: edit.text ?? '' };
}

/** What was sent in vain and what was typed since, as one change. */
function joined(edit: TranscriptEdit, later: KeptLine): KeptLine {
  return {
    ...later,
    rev: edit.rev,
    after: later.after ?? edit.after,
    fromUs: Math.min(edit.fromUs, later.fromUs),
    toUs: Math.max(edit.toUs, later.toUs),
    keys: edit.keys + later.keys,
    pasted: edit.pasted + later.pasted,
  };
}

/** The line as the centre has it after taking the edit; what only the centre knows comes with the next reading. */
function settled(before: TranscriptLine | undefined, edit: TranscriptEdit): TranscriptLine {
  return {
    id: edit.line,
    rev: edit.rev + 1,
    kind: edit.kind,
    preset: false,
    text: edit.text ?? '',
    fromUs: before && !before.preset ? before.fromUs : edit.fromUs,
    toUs: edit.toUs,
    enteredAtUs: edit.toUs,
    byName: before?.byName ?? '',
    changes: before ? before.changes + 1 : 0,
    earlier: before?.earlier,
  };
}

// SPDX-License-Identifier: Apache-2.0
// The draft of a camera's zones and thresholds: steps back and forth, and kept until it is sent or given up.
import { useCallback, useMemo, useState } from 'react';
import type { CameraWatching, WatchingSettings } from '../../api/watching-types';
import { useDraft } from '../../hooks/use-draft';
import { begin, change, type Edit, nothing, redo, settle, undo, type Work, workOf } from './edit';

const workIn = (settings: WatchingSettings | null): Work =>
  settings ? { zones: settings.zones, thresholds: settings.thresholds } : nothing;

export function useEditing({ camera, current, proposed }: CameraWatching) {
  const draft = useDraft(`watching.${camera.id}`);
  const { keep, drop: dropDraft } = draft;
  const base = useMemo(() => workIn(current), [current]);
  const version = current?.version ?? 0;
  const [edit, setEdit] = useState<Edit>(() => begin(workOf(draft.restored?.work) ?? base));
  const [dirty, setDirty] = useState(draft.restored !== undefined);
  const [reason, putReason] = useState(String(draft.restored?.reason ?? ''));
  const [reference, putReference] = useState<string | undefined>(
    typeof draft.restored?.reference === 'string' ? draft.restored.reference : undefined,
  );
  const [basedOn, setBasedOn] = useState(Number(draft.restored?.basedOn ?? version));

  const store = (values: {
    work?: Work;
    reason?: string;
    reference?: string | undefined;
    basedOn?: number;
  }) => {
    setDirty(true);
    keep({ work: edit.now, reason, reference, basedOn, ...values });
  };
  const step = (next: Edit) => {
    setEdit(next);
    store({ work: next.now });
  };
  const start = (work: Work) => {
    dropDraft();
    setEdit(begin(work));
    setDirty(false);
    setBasedOn(version);
  };
  // What nobody has touched follows what is in force.
  if (!dirty && basedOn !== version) {
    setEdit(begin(base));
    setBasedOn(version);
  }
  return {
    base,
    work: edit.now,
    reason,
    reference,
    basedOn,
    /** Another version came into force since this draft began. */
    behind: dirty && basedOn !== version,
    canUndo: edit.past.length > 0,
    canRedo: edit.future.length > 0,
    change: (work: Partial<Work>, tag?: string) => step(change(edit, { ...edit.now, ...work }, tag)),
    settle: useCallback(() => setEdit(settle), []),
    undo: () => step(undo(edit)),
    redo: () => step(redo(edit)),
    /** One step, so that it can be taken back as well. */
    reset: () => step(change(edit, base)),
    setReason: (text: string) => {
      putReason(text);
      store({ reason: text });
    },
    setReference: (taken: string | undefined) => {
      putReference(taken);
      store({ reference: taken });
    },
    rebase: () => {
      setBasedOn(version);
      store({ basedOn: version });
    },
    /** The proposal that waits, to go on with it: a new one without its picture would lose it. */
    takeProposed: (picture: string | undefined) => {
      if (!proposed) return;
      const next = change(edit, workIn(proposed));
      setEdit(next);
      putReason(proposed.reason);
      putReference(picture);
      store({ work: next.now, reason: proposed.reason, reference: picture });
    },
    drop: () => {
      start(base);
      putReason('');
      putReference(undefined);
    },
  };
}

export type Editing = ReturnType<typeof useEditing>;

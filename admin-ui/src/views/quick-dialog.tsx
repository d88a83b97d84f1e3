// SPDX-License-Identifier: Apache-2.0
// The form of an act that was chosen on the board by its letter; the board stays behind it, a draft stays for later.
import { useEffect, useRef } from 'react';
import { useStay } from '../api/queries';
import type { Receipt, StayDetail } from '../api/types';
import { Loadable } from '../components/loadable';
import { type QuickEntry, useTellStored } from '../hooks/use-quick';
import { needsRoom } from './acts/act-fields';
import { PlainActForm } from './acts/plain-act-form';
import { FormDialog } from './acts/stay-dialogs';

interface Props {
  entry: QuickEntry;
  stayId: string;
  onClose: () => void;
}

export function QuickDialog({ entry, stayId, onClose }: Props) {
  const stay = useStay(stayId);
  const tile = stay.data?.tile;
  const title = tile ? `${tile.number.slice(-2)} ${tile.displayName} · ${entry.words}` : entry.words;
  return (
    <FormDialog
      title={title}
      width={entry.act && needsRoom(entry.act.fields) ? 1040 : 760}
      ready={stay.data !== undefined}
    >
      <Loadable query={stay}>
        {(detail) => <QuickForm entry={entry} detail={detail} onClose={onClose} />}
      </Loadable>
    </FormDialog>
  );
}

function QuickForm({
  entry,
  detail,
  onClose,
}: {
  entry: QuickEntry;
  detail: StayDetail;
  onClose: () => void;
}) {
  const tell = useTellStored();
  const area = useRef<HTMLDivElement>(null);
  const { quick, act } = entry;
  const preset = quick.kind === 'care' ? undefined : quick.values;

  // What the letter has said need not be entered again: the words of the person come first.
  useEffect(() => {
    if (!preset) return;
    const timer = setTimeout(() => area.current?.querySelector('textarea')?.focus(), 0);
    return () => clearTimeout(timer);
  }, [preset]);

  if (!act) return null;
  const done = (receipt: Receipt) => {
    tell(detail.tile, entry.words, receipt, act.newId === 'requestId');
    onClose();
  };
  return (
    <div ref={area}>
      <PlainActForm
        act={act}
        detail={detail}
        preset={preset && { values: preset, name: quick.key }}
        onDone={done}
        onCancel={onClose}
      />
    </div>
  );
}

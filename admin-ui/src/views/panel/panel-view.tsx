// SPDX-License-Identifier: Apache-2.0
// The panel of one room: its head, what can be started or runs, who is present, what is kept on the device.
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { asksForReason, ProblemError } from '../../api/problem';
import type { NamedId, Questioning } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { ReasonDialog } from '../../components/reason-dialog';
import { ToneMark } from '../../components/tone';
import { type Outcome, type PanelEntry, usePanelActs } from '../../hooks/use-panel-act';
import { nobody, useQueue } from '../../hooks/use-unsent';
import { useText } from '../../i18n';
import { foldRunning } from '../../panel/fold';
import { usePanelMemory } from '../../panel/memory';
import { BeginCard } from './begin-card';
import { KeptCard } from './kept-card';
import styles from './panel.module.css';
import type { PanelDesk, PanelOwner } from './panel-desk';
import { PanelHead } from './panel-head';
import { RoomCard } from './room-card';
import { RunningCard } from './running-card';

interface Props {
  room: NamedId;
  owner: PanelOwner | undefined;
  away: boolean;
  mayQuestion: boolean;
  cameras?: Questioning['recording'];
  onSendNow?: () => void;
}

interface Said {
  what: string;
  outcome: Outcome;
}

interface Refused {
  entry: PanelEntry;
  error: unknown;
}

export function PanelView({ room, owner, away, mayQuestion, cameras, onSendNow = () => undefined }: Props) {
  const { t } = useText();
  const memory = usePanelMemory();
  const entries = useQueue(owner?.id ?? nobody);
  const left = useQueue(nobody);
  const [refused, setRefused] = useState<Refused>();
  const [said, setSaid] = useState<Said>();
  const [pending, setPending] = useState(false);
  const acts = usePanelActs(owner?.id, away);

  const attempt = async (entry: PanelEntry, how: () => Promise<Outcome>): Promise<boolean> => {
    setPending(true);
    setRefused(undefined);
    setSaid(undefined);
    try {
      setSaid({ what: entry.what, outcome: await how() });
      return true;
    } catch (error) {
      setRefused({ entry, error });
      return false;
    } finally {
      setPending(false);
    }
  };
  const enter = (entry: PanelEntry) => attempt(entry, () => acts.plan(entry));

  const waiting = owner && left.length > 0 ? [...entries, ...left] : entries;
  const known = { roomId: room.id, persons: memory.persons };
  const running = foldRunning(memory.running, waiting, known);
  const desk: PanelDesk = { room, owner, away, memory, running, entries: waiting, enter };
  const warnings = refused && asksForReason(refused.error) ? (refused.error.problem.warnings ?? []) : [];

  return (
    <div className={styles.panel}>
      <PanelHead room={room} owner={owner} away={away} cameras={cameras} recording={memory.recording} />
      <main className={styles.main_}>
        <div className="stack">
          {refused && warnings.length === 0 && (
            <RefusedNote
              refused={refused}
              onReport={() => void attempt(refused.entry, () => acts.report(refused.entry))}
              onClose={() => setRefused(undefined)}
            />
          )}
          {!mayQuestion ? (
            <Alert
              type="info"
              showIcon
              message={<strong>{t('panel.mayNot')}</strong>}
              description={t('panel.mayNotHint')}
            />
          ) : running ? (
            <RunningCard key={running.stayId} desk={desk} running={running} />
          ) : (
            <BeginCard key={owner?.id} desk={desk} />
          )}
          {/* In a place of its own: nothing may lie over what is pressed next. */}
          <p className={styles.said} role="status">
            {said && (said.outcome === 'stored' || waiting.length > 0) && (
              <ToneMark
                tone={said.outcome === 'kept' ? 'soon' : 'ok'}
                shape={said.outcome === 'kept' ? '⇡' : undefined}
              >
                {t(said.outcome === 'kept' ? 'panel.keptMark' : 'panel.marked', { what: said.what })}
              </ToneMark>
            )}
          </p>
          <p className="quiet">{t('panel.recorderNote')}</p>
        </div>
        <div className="stack">
          {running && mayQuestion && <RoomCard desk={desk} running={running} />}
          <KeptCard desk={desk} onSendNow={onSendNow} />
        </div>
      </main>
      <ReasonDialog
        notices={warnings}
        pending={pending}
        onCancel={() => setRefused(undefined)}
        onReason={(reason) => {
          if (refused) void attempt(refused.entry, () => acts.plan(refused.entry, reason));
        }}
      />
    </div>
  );
}

interface NoteProps {
  refused: Refused;
  onReport: () => void;
  onClose: () => void;
}

/** A plan can be refused; what has happened is reported all the same. */
function RefusedNote({ refused, onReport, onClose }: NoteProps) {
  const { t } = useText();
  const byRule = refused.error instanceof ProblemError && refused.error.status < 500;
  return (
    <ErrorNote
      error={refused.error}
      extra={
        <>
          <div style={{ margin: '8px 0' }}>{refused.entry.what}</div>
          <div className="row-wrap">
            {byRule && (
              <Button className={styles.touch} onClick={onReport}>
                {t('error.toReport')}
              </Button>
            )}
            <Button className={styles.touch} onClick={onClose}>
              {t('act.close')}
            </Button>
          </div>
        </>
      }
    />
  );
}

// SPDX-License-Identifier: Apache-2.0
// The transcript of one questioning: begun, written, read and locked, signed. What is typed is never lost.
import { Alert, App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import { ProblemError } from '../api/problem';
import { type TranscriptRead, useQuestioning, useTranscript } from '../api/queries';
import type { Questioning, Transcript } from '../api/types';
import { ClockBadge } from '../components/clock-badge';
import { ErrorNote } from '../components/error-note';
import { Loadable } from '../components/loadable';
import { ToneMark } from '../components/tone';
import { useOpened } from '../hooks/use-opened';
import { useText } from '../i18n';
import { useUser } from '../session';
import { countKept } from '../transcript/transcript-store';
import { type OpenTranscript, useOpenTranscript, useWriterState } from '../transcript/use-transcript';
import { useSetMark } from '../views/questioning/marks-panel';
import { Begin } from '../views/transcript/begin';
import { FinishDialog } from '../views/transcript/finish-dialog';
import { LockedPanel } from '../views/transcript/locked-panel';
import { Paper } from '../views/transcript/paper';
import styles from '../views/transcript/paper.module.css';
import { ReadPaper } from '../views/transcript/read-paper';
import { Side } from '../views/transcript/side';
import { SignPanel } from '../views/transcript/sign-panel';
import { StateMark } from '../views/transcript/state-mark';
import { VersionsButton } from '../views/transcript/versions-dialog';

const everyMs = 5_000;
const sideStoredAs = 'mingjing-transcript-side';

export function TranscriptPage() {
  const { id = '' } = useParams();
  const questioning = useQuestioning(id, everyMs);
  const transcript = useTranscript(id);
  const { error } = transcript;
  const notBegun = error instanceof ProblemError && error.problem.code === 'transcript.not_begun';
  return (
    <div className="page">
      <Loadable query={questioning}>
        {(data) =>
          notBegun && !transcript.data ? (
            <>
              <Head questioning={data} />
              <Begin questioning={data} />
            </>
          ) : (
            <Loadable query={transcript} rows={12}>
              {(read) => <TranscriptView key={id} questioning={data} read={read} />}
            </Loadable>
          )
        }
      </Loadable>
      {error && !notBegun && !transcript.data ? <KeptNote id={id} /> : null}
    </div>
  );
}

/** The transcript cannot be read now: what waits on this device is not gone. */
function KeptNote({ id }: { id: string }) {
  const { t } = useText();
  const { me } = useUser();
  const count = countKept(me.id, id);
  if (count === 0) return null;
  return <ToneMark tone="soon">{t('transcript.save.away', { count })}</ToneMark>;
}

function TranscriptView({ questioning, read }: { questioning: Questioning; read: TranscriptRead }) {
  const { can } = useUser();
  const { id } = questioning.summary;
  const open = useOpenTranscript(id, read);
  const { set, error } = useSetMark(questioning);
  const locked = read.state === 'locked';
  const [sideWanted, setSide] = useSideShown();
  // Signing happens there.
  const side = sideWanted || locked;
  const running = questioning.summary.state === 'running';
  const version = read.versions.at(-1);
  const mayAct = can.question || can.leadStay;
  return (
    <>
      <Head questioning={questioning} read={read} side={side} onSide={locked ? undefined : setSide}>
        {(!locked || open.lines.waiting.length > 0) && <StateMark open={open} locked={locked} />}
        {!locked && read.mayWrite && <FinishButton open={open} questioning={questioning} transcript={read} />}
        {read.versions.length > 0 && <VersionsButton transcript={read} />}
      </Head>
      <ErrorNote error={error} />
      <WriterNote open={open} />
      {locked && <LockedMeanwhile open={open} />}
      <div className={`${styles.layout} ${side ? '' : styles.alone}`}>
        <div className={styles.column}>
          {locked ? (
            <ReadPaper lines={read.lines} closing={version?.closing} />
          ) : (
            <Paper
              open={open}
              readOnly={!read.mayWrite}
              onMark={() => running && can.question && void set('moment')}
            />
          )}
        </div>
        {side && (
          <div className="stack">
            {locked && version && (
              <>
                <LockedPanel transcript={read} version={version} mayReopen={mayAct} />
                <SignPanel id={id} version={version} maySign={mayAct} />
              </>
            )}
            <Side questioning={questioning} keys={!locked} />
          </div>
        )}
      </div>
    </>
  );
}

interface FinishProps {
  open: OpenTranscript;
  questioning: Questioning;
  transcript: Transcript;
}

/** Reading and locking begins when every word is at the centre. */
function FinishButton({ open, questioning, transcript }: FinishProps) {
  const { t } = useText();
  const { message } = App.useApp();
  const [pending, setPending] = useState(false);
  const dialog = useOpened();
  useWriterState(open.writer);
  const begin = async () => {
    setPending(true);
    const saved = await open.writer.settle();
    setPending(false);
    if (saved) dialog.open('lock');
    else if (open.lines.conflicting.length > 0) void message.warning(t('transcript.finish.conflicts'), 6);
    else void message.warning(t('transcript.finish.unsaved', { count: open.lines.waiting.length }), 6);
  };
  return (
    <>
      <Button type="primary" loading={pending} onClick={() => void begin()}>
        {t('transcript.finish.open')}
      </Button>
      {dialog.name === 'lock' && open.lines.waiting.length === 0 && (
        <FinishDialog questioning={questioning} transcript={transcript} onClose={dialog.close} />
      )}
    </>
  );
}

function useSideShown(): [boolean, (shown: boolean) => void] {
  const [shown, setShown] = useState(() => localStorage.getItem(sideStoredAs) !== 'hidden');
  return [
    shown,
    (next) => {
      localStorage.setItem(sideStoredAs, next ? 'shown' : 'hidden');
      setShown(next);
    },
  ];
}

/** Why the centre does not take what was typed. */
function WriterNote({ open }: { open: OpenTranscript }) {
  const state = useWriterState(open.writer);
  return state.kind === 'refused' ? <ErrorNote error={state.error} /> : null;
}

/** Somebody locked it while words of this page were under way: they are shown, and stay on this device. */
function LockedMeanwhile({ open }: { open: OpenTranscript }) {
  const { t } = useText();
  useWriterState(open.writer);
  const waiting = open.lines.waiting.map((id) => open.lines.textOf(id)).filter((text) => text !== '');
  if (waiting.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      message={<strong>{t('transcript.save.locked', { count: waiting.length })}</strong>}
      description={
        <>
          {t('transcript.lockedMeanwhile')}
          <ul className={styles.kept}>
            {waiting.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      }
    />
  );
}

interface HeadProps {
  questioning: Questioning;
  read?: TranscriptRead;
  side?: boolean;
  onSide?: (shown: boolean) => void;
  children?: ReactNode;
}

function Head({ questioning, read, side, onSide, children }: HeadProps) {
  const { t, pick } = useText();
  const { can } = useUser();
  const { summary, clock } = questioning;
  const version = read ? (read.version ?? read.versions.length + 1) : undefined;
  return (
    <header className={`panel ${styles.head}`}>
      <div className="grow">
        <div className="row-wrap">
          <h1>{read ? pick(read.title, read.titleEn) : t('transcript.name')}</h1>
          {version !== undefined && (
            <span className={read?.state === 'locked' ? 'chip' : 'chip chip-accent'}>
              {t(read?.state === 'locked' ? 'transcript.locked.version' : 'transcript.locked.open', {
                version,
              })}
            </span>
          )}
          <span>{summary.room.name}</span>
          <Link to={`/stays/${summary.stayId}`}>
            {summary.stayNumber} {summary.displayName}
          </Link>
          <Link to={`/questionings/${summary.id}`}>{t('transcript.toQuestioning')}</Link>
          {read && can.seePlayback && (
            <Link to={`/questionings/${summary.id}/transcript/review`}>{t('transcript.review.open')}</Link>
          )}
        </div>
      </div>
      {clock && (
        <div className={styles.clock}>
          <ClockBadge clock={clock} seconds />
        </div>
      )}
      {children}
      {onSide && (
        <Button onClick={() => onSide(!side)} aria-expanded={side}>
          {t(side ? 'transcript.side.hide' : 'transcript.side.show')}
        </Button>
      )}
    </header>
  );
}

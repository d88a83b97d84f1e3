// SPDX-License-Identifier: Apache-2.0
// A transcript beside its recording, for who reviews it: every line plays its moment, every mark is one key away.
import { App, Button, Select } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { useQuestioning, useTranscript } from '../api/queries';
import type { Questioning, Transcript, TranscriptLine, TranscriptMark } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { Moment } from '../components/moment';
import { useKeys } from '../hooks/use-keys';
import { useText } from '../i18n';
import { useUser } from '../session';
import { lineAt, marksInOrder, nextMark } from '../transcript/marks';
import { RecordedPictures, useQuestioningSpan } from '../views/questioning/recorded-pictures';
import { ReviewLines } from '../views/transcript/review-lines';
import { SignatureList } from '../views/transcript/signature-list';
import { VersionsButton } from '../views/transcript/versions-dialog';
import styles from './transcript-review.module.css';

export function TranscriptReviewPage() {
  const { id = '' } = useParams();
  const [search] = useSearchParams();
  const version = Number(search.get('version')) || undefined;
  const questioning = useQuestioning(id);
  const transcript = useTranscript(id, version);
  return (
    <div className="page">
      <Loadable query={questioning} rows={12}>
        {(data) => (
          <Loadable query={transcript} rows={12}>
            {(read) => <TranscriptReview key={id} questioning={data} transcript={read} />}
          </Loadable>
        )}
      </Loadable>
    </div>
  );
}

interface Props {
  questioning: Questioning;
  transcript: Transcript;
}

function TranscriptReview({ questioning, transcript }: Props) {
  const { t } = useText();
  const { message } = App.useApp();
  const [search] = useSearchParams();
  const span = useQuestioningSpan(questioning);
  const [goTo, setGoTo] = useState<{ us: number; nonce: number; play: boolean }>();
  const [present, setPresent] = useState<string>();
  const [chosen, setChosen] = useState<TranscriptMark>();
  const { lines } = transcript;
  const marks = useMemo(() => marksInOrder(lines, transcript.marks), [lines, transcript.marks]);
  const marksOf = useMemo(() => grouped(marks), [marks]);
  const startUs = Number(search.get('at')) || questioning.summary.startedAtUs;

  const play = useCallback(
    (line: TranscriptLine) => {
      if (line.preset) return;
      if (line.fromUs < span.fromUs || line.fromUs > span.toUs) {
        void message.info(t('transcript.review.outside'));
        return;
      }
      setPresent(line.id);
      setGoTo({ us: line.fromUs, nonce: Date.now(), play: true });
    },
    [span, message, t],
  );
  const onNow = useCallback((us: number) => setPresent(lineAt(lines, us)), [lines]);
  const goToMark = useCallback(
    (mark: TranscriptMark) => {
      setChosen(mark);
      const line = lines.find((one) => one.id === mark.line);
      if (line) play(line);
    },
    [lines, play],
  );
  const step = (by: 1 | -1) => {
    const at = chosen ? marks.indexOf(chosen) : -1;
    const next = nextMark(marks.length, at === -1 ? undefined : at, by);
    const mark = next === undefined ? undefined : marks[next];
    if (mark) goToMark(mark);
  };
  useKeys((key) => {
    if (key === 'N') step(1);
    else if (key === 'P') step(-1);
    else if (key === 'ArrowDown' || key === 'ArrowUp') moveFocus(key === 'ArrowDown' ? 1 : -1, present);
    else return false;
    return true;
  });

  return (
    <>
      <Head questioning={questioning} transcript={transcript} />
      <div className={styles.layout}>
        <div className="stack">
          <RecordedPictures questioning={questioning} startUs={startUs} goTo={goTo} onNow={onNow} />
          <Signatures transcript={transcript} />
        </div>
        <section className={`panel ${styles.words}`}>
          <MarksBar marks={marks} chosen={chosen} onGoTo={goToMark} onStep={step} />
          <p className="quiet small">{t('transcript.review.hint')}</p>
          <div className={styles.scroll}>
            {lines.length === 0 ? (
              <Empty title={t('transcript.review.empty')} />
            ) : (
              <ReviewLines lines={lines} marksOf={marksOf} present={present} chosen={chosen} onPlay={play} />
            )}
          </div>
        </section>
      </div>
    </>
  );
}

function grouped(marks: readonly TranscriptMark[]): Map<string, TranscriptMark[]> {
  const all = new Map<string, TranscriptMark[]>();
  for (const mark of marks) all.set(mark.line, [...(all.get(mark.line) ?? []), mark]);
  return all;
}

/** The arrows go from line to line; Enter on a line plays it, as on any button. */
function moveFocus(by: 1 | -1, present: string | undefined): void {
  const lines = [...document.querySelectorAll<HTMLElement>('[data-review-line]')];
  const focused = lines.findIndex((line) => line.contains(document.activeElement));
  const from = focused >= 0 ? focused : lines.findIndex((line) => line.dataset.reviewLine === present) - by;
  const next = lines[Math.min(Math.max(from + by, 0), lines.length - 1)];
  next?.querySelector('button')?.focus();
}

function Head({ questioning, transcript }: Props) {
  const { t, pick } = useText();
  const { can } = useUser();
  const [search, setSearch] = useSearchParams();
  const { summary } = questioning;
  const numbers = transcript.versions.map((one) => one.version);
  const shown = Number(search.get('version')) || 0;
  return (
    <div className="page-head">
      <h1>{t('transcript.review.title')}</h1>
      <strong>{pick(transcript.title, transcript.titleEn)}</strong>
      <span>{summary.room.name}</span>
      <Link to={`/stays/${summary.stayId}`}>
        {summary.stayNumber} {summary.displayName}
      </Link>
      <span className="quiet">
        <Moment us={summary.startedAtUs} seconds />
      </span>
      <Link to={`/questionings/${summary.id}`}>{t('review.toQuestioning')}</Link>
      {(can.question || can.leadStay) && (
        <Link to={`/questionings/${summary.id}/transcript`}>{t('transcript.review.edit')}</Link>
      )}
      <span className="grow" />
      <Select
        value={shown}
        style={{ minWidth: 160 }}
        aria-label={t('transcript.review.version')}
        onChange={(next: number) =>
          setSearch(
            (before) => {
              const after = new URLSearchParams(before);
              if (next === 0) after.delete('version');
              else after.set('version', String(next));
              return after;
            },
            { replace: true },
          )
        }
        options={[
          {
            value: 0,
            label:
              transcript.state === 'open'
                ? t('transcript.locked.open', { version: numbers.length + 1 })
                : t('transcript.locked.version', { version: numbers.length }),
          },
          ...numbers
            .slice(0, transcript.state === 'open' ? undefined : -1)
            .reverse()
            .map((version) => ({ value: version, label: t('transcript.locked.version', { version }) })),
        ]}
      />
      {numbers.length > 0 && <VersionsButton transcript={transcript} />}
    </div>
  );
}

interface MarksBarProps {
  marks: readonly TranscriptMark[];
  chosen: TranscriptMark | undefined;
  onGoTo: (mark: TranscriptMark) => void;
  onStep: (by: 1 | -1) => void;
}

function MarksBar({ marks, chosen, onGoTo, onStep }: MarksBarProps) {
  const { t, pick } = useText();
  return (
    <header>
      <h2>
        {marks.length === 0
          ? t('transcript.review.noMarks')
          : t('transcript.review.marksCount', { count: marks.length })}
      </h2>
      {marks.length > 0 && (
        <>
          <Button size="small" onClick={() => onStep(-1)}>
            {t('transcript.review.previous')} <kbd>P</kbd>
          </Button>
          <Button size="small" onClick={() => onStep(1)}>
            {t('transcript.review.next')} <kbd>N</kbd>
          </Button>
          <ul className={styles.marks} aria-label={t('transcript.review.marks')}>
            {marks.map((mark, at) => (
              <li key={`${mark.line}${mark.kind}`}>
                <button
                  type="button"
                  className={mark === chosen ? 'chip chip-soon' : 'chip'}
                  aria-current={mark === chosen || undefined}
                  title={pick(mark.explanation, mark.explanationEn)}
                  onClick={() => onGoTo(mark)}
                >
                  {at + 1} {pick(mark.label, mark.labelEn)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </header>
  );
}

function Signatures({ transcript }: { transcript: Transcript }) {
  const { t } = useText();
  const shown = transcript.versions.find((one) => one.version === transcript.version);
  if (!shown) return null;
  return (
    <section className="panel">
      <header>
        <h2>
          {t('transcript.sign.title')} {shown.signatures.length}
        </h2>
        <span className="quiet">{t('transcript.locked.version', { version: shown.version })}</span>
      </header>
      <SignatureList signatures={shown.signatures} />
    </section>
  );
}

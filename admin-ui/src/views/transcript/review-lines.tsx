// SPDX-License-Identifier: Apache-2.0
// The lines of a transcript beside its video: each goes to its moment, and what was measured about it stands at it.
import { memo, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { TranscriptLine, TranscriptMark } from '../../api/types';
import { useText } from '../../i18n';
import { beijing, beijingClock } from '../../lib/time';
import { EarlierButton } from './earlier';
import styles from './review-lines.module.css';

interface Props {
  lines: readonly TranscriptLine[];
  marksOf: ReadonlyMap<string, readonly TranscriptMark[]>;
  /** The line of the moment that is shown. */
  present: string | undefined;
  /** The mark that was gone to. */
  chosen: TranscriptMark | undefined;
  onPlay: (line: TranscriptLine) => void;
}

export function ReviewLines({ lines, marksOf, present, chosen, onPlay }: Props) {
  return (
    <ol className={styles.lines}>
      {lines.map((line) => (
        <ReviewLine
          key={line.id}
          line={line}
          marks={marksOf.get(line.id) ?? noMarks}
          present={line.id === present}
          chosen={chosen?.line === line.id ? chosen : undefined}
          onPlay={onPlay}
        />
      ))}
    </ol>
  );
}

const noMarks: readonly TranscriptMark[] = [];

interface LineProps {
  line: TranscriptLine;
  marks: readonly TranscriptMark[];
  present: boolean;
  chosen: TranscriptMark | undefined;
  onPlay: (line: TranscriptLine) => void;
}

const ReviewLine = memo(function ReviewLine({ line, marks, present, chosen, onPlay }: LineProps) {
  const { t } = useText();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (present || chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [present, chosen]);
  const typed = t('transcript.review.typed', {
    from: beijing(line.fromUs),
    to: beijingClock(line.toUs, true),
    name: line.byName,
    entered: beijingClock(line.enteredAtUs, true),
  });
  return (
    <li
      ref={row}
      className={`${styles[line.kind]} ${present ? styles.present : ''} ${line.preset ? styles.preset : ''}`}
      data-review-line={line.id}
      data-present={present || undefined}
    >
      <button
        type="button"
        className={styles.line}
        aria-current={present || undefined}
        title={line.preset ? t('transcript.review.preset') : typed}
        onClick={() => onPlay(line)}
      >
        <span className={styles.time}>{line.preset ? '' : beijingClock(line.fromUs, true)}</span>
        <span className={styles.kind}>{t(`transcript.kind.${line.kind}`)}：</span>
        <span className={styles.text}>{line.text}</span>
      </button>
      {line.earlier && (
        <span className={styles.earlier}>
          <EarlierButton earlier={line.earlier} now={line.text} short />
        </span>
      )}
      {marks.map((mark) => (
        <Mark key={`${mark.kind}${mark.explanation}`} mark={mark} chosen={mark === chosen} />
      ))}
    </li>
  );
});

function Mark({ mark, chosen }: { mark: TranscriptMark; chosen: boolean }) {
  const { t, pick } = useText();
  return (
    <p className={`${styles.mark} ${chosen ? styles.chosen : ''}`}>
      <strong>● {pick(mark.label, mark.labelEn)}</strong> {pick(mark.explanation, mark.explanationEn)}{' '}
      {mark.source && (
        <Link to={`/questionings/${mark.source.questioningId}/transcript/review`}>
          {t('transcript.review.source', { number: mark.source.number, ordinal: mark.source.ordinal })}
        </Link>
      )}
    </p>
  );
}

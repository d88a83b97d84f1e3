// SPDX-License-Identifier: Apache-2.0
// A transcript for reading: the same paper, without fields.
import { memo } from 'react';
import type { TranscriptLine } from '../../api/types';
import { Moment } from '../../components/moment';
import { useText } from '../../i18n';
import { EarlierButton } from './earlier';
import styles from './paper.module.css';

export function ReadPaper({ lines, closing }: { lines: readonly TranscriptLine[]; closing?: string }) {
  const { t } = useText();
  return (
    <ol className={styles.paper}>
      {lines.map((line) => (
        <ReadRow key={line.id} line={line} />
      ))}
      {closing && (
        <li className={styles.closing}>
          <span className="quiet">{t('transcript.locked.closing')}</span>
          <p>{closing}</p>
        </li>
      )}
    </ol>
  );
}

const ReadRow = memo(function ReadRow({ line }: { line: TranscriptLine }) {
  const { t } = useText();
  return (
    <li className={`${styles.row} ${styles[line.kind]}`} data-line={line.id} data-kind={line.kind}>
      <span className={styles.kind}>{t(`transcript.kind.${line.kind}`)}：</span>
      <p className={styles.text}>{line.text}</p>
      <span className={styles.aside}>
        {line.earlier && <EarlierButton earlier={line.earlier} now={line.text} short />}
        {!line.preset && <Moment us={line.fromUs} form="clock" seconds />}
      </span>
    </li>
  );
});

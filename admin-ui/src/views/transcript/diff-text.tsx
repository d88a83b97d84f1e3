// SPDX-License-Identifier: Apache-2.0
// Two wordings as one text: what was added is underlined after a plus, what was removed is struck through after a minus.
import { useMemo } from 'react';
import { useText } from '../../i18n';
import { wordDiff } from '../../transcript/word-diff';
import styles from './diff-text.module.css';

export function DiffText({ before, after }: { before: string; after: string }) {
  const { t } = useText();
  const parts = useMemo(() => wordDiff(before, after), [before, after]);
  return (
    <>
      {parts.map((part, at) => {
        const key = `${at}${part.kind}`;
        if (part.kind === 'same') return <span key={key}>{part.text}</span>;
        if (part.kind === 'added')
          return (
            <ins key={key} className={styles.added} title={t('transcript.versions.added')}>
              {part.text}
            </ins>
          );
        return (
          <del key={key} className={styles.removed} title={t('transcript.versions.removed')}>
            {part.text}
          </del>
        );
      })}
    </>
  );
}

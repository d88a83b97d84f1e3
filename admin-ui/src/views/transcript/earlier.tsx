// SPDX-License-Identifier: Apache-2.0
// What a line said before, on demand, with what changed from one wording to the next.
import { Popover } from 'antd';
import type { TranscriptLine } from '../../api/types';
import { Moment } from '../../components/moment';
import { useText } from '../../i18n';
import { DiffText } from './diff-text';
import styles from './earlier.module.css';

interface Props {
  earlier: NonNullable<TranscriptLine['earlier']>;
  /** The present wording, shown last; without it only the earlier ones. */
  now: string | undefined;
  short?: boolean;
}

export function EarlierButton({ earlier, now, short = false }: Props) {
  const { t } = useText();
  // The empty answer of a template is no wording that anybody would look for.
  const worded = earlier.filter((wording) => wording.text !== '').length;
  if (worded === 0) return null;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      destroyOnHidden
      title={t('transcript.versions.earlierTitle')}
      content={<Earlier earlier={earlier} now={now} />}
    >
      <button
        type="button"
        className={styles.button}
        title={t('transcript.versions.earlierTitle')}
        aria-label={t('transcript.versions.earlier', { count: worded })}
      >
        {short ? `↺${worded}` : `↺ ${t('transcript.versions.earlier', { count: worded })}`}
      </button>
    </Popover>
  );
}

function Earlier({ earlier, now }: Pick<Props, 'earlier' | 'now'>) {
  const { t } = useText();
  return (
    <ol className={styles.list}>
      {earlier.map((wording, at) => (
        <li key={wording.atUs}>
          <div className="quiet small">
            <Moment us={wording.atUs} seconds /> {wording.byName}
            {wording.reading && ` · ${t('transcript.versions.earlierReading')}`}
          </div>
          <Wording before={earlier[at - 1]?.text} text={wording.text} />
        </li>
      ))}
      {now !== undefined && (
        <li>
          <div className="quiet small">{t('transcript.versions.earlierNow')}</div>
          <Wording before={earlier.at(-1)?.text} text={now} />
        </li>
      )}
    </ol>
  );
}

function Wording({ before, text }: { before: string | undefined; text: string }) {
  const { t } = useText();
  if (text === '') return <em className="quiet">{t('transcript.versions.earlierEmpty')}</em>;
  return before === undefined ? <span>{text}</span> : <DiffText before={before} after={text} />;
}

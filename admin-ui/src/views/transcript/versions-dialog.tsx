// SPDX-License-Identifier: Apache-2.0
// Two neighbouring versions line by line, with the words that were added and removed, and what each line said before.
import { Button, Modal, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranscript } from '../../api/queries';
import type { Transcript, TranscriptLine } from '../../api/types';
import { Empty } from '../../components/empty';
import { Loadable } from '../../components/loadable';
import { useOpened } from '../../hooks/use-opened';
import { useText } from '../../i18n';
import { type Aligned, alignVersions } from '../../transcript/align';
import { DiffText } from './diff-text';
import { EarlierButton } from './earlier';
import styles from './versions.module.css';

export function VersionsButton({ transcript }: { transcript: Transcript }) {
  const { t } = useText();
  const dialog = useOpened();
  return (
    <>
      <Button onClick={() => dialog.open('versions')}>{t('transcript.versions.open')}</Button>
      {dialog.name === 'versions' && <VersionsDialog transcript={transcript} onClose={dialog.close} />}
    </>
  );
}

interface Props {
  transcript: Transcript;
  onClose: () => void;
}

function VersionsDialog({ transcript, onClose }: Props) {
  const { t } = useText();
  return (
    <Modal open title={t('transcript.versions.title')} footer={null} onCancel={onClose} width={1040}>
      <Versions transcript={transcript} />
    </Modal>
  );
}

/** The numbers of the versions that can be compared, the open one last. */
function newestOf(transcript: Transcript): number {
  return transcript.versions.length + (transcript.state === 'open' ? 1 : 0);
}

function Versions({ transcript }: { transcript: Transcript }) {
  const { t } = useText();
  const newest = newestOf(transcript);
  const [to, setTo] = useState(newest);
  const [onlyChanged, setOnlyChanged] = useState(true);
  if (newest < 2) return <Empty title={t('transcript.versions.none')} />;
  const nameOf = (version: number) =>
    version > transcript.versions.length
      ? t('transcript.versions.now')
      : t('transcript.versions.version', { version });
  const pairs = Array.from({ length: newest - 1 }, (_, at) => newest - at);
  const why = transcript.versions[to - 1]?.why ?? transcript.why;
  return (
    <div className="stack-tight">
      <div className="row-wrap">
        <Select
          value={to}
          onChange={setTo}
          style={{ minWidth: 240 }}
          aria-label={t('transcript.versions.title')}
          options={pairs.map((version) => ({
            value: version,
            label: t('transcript.versions.between', { from: version - 1, to: nameOf(version) }),
          }))}
        />
        <Segmented
          value={onlyChanged}
          onChange={setOnlyChanged}
          options={[
            { value: true, label: t('transcript.versions.onlyChanged') },
            { value: false, label: t('transcript.versions.all') },
          ]}
        />
        <span className="quiet small">{t('transcript.versions.legend')}</span>
      </div>
      {why && <p>{t('transcript.locked.why', { reason: why })}</p>}
      <Comparison key={to} transcript={transcript} to={to} onlyChanged={onlyChanged} />
    </div>
  );
}

interface ComparisonProps {
  transcript: Transcript;
  to: number;
  onlyChanged: boolean;
}

function Comparison({ transcript, to, onlyChanged }: ComparisonProps) {
  const { id } = transcript.questioning;
  const before = useTranscript(id, to - 1);
  const after = useTranscript(id, to > transcript.versions.length ? undefined : to);
  return (
    <Loadable query={before}>
      {(a) => (
        <Loadable query={after}>
          {(b) => <Rows before={a.lines} after={b.lines} onlyChanged={onlyChanged} />}
        </Loadable>
      )}
    </Loadable>
  );
}

interface RowsProps {
  before: readonly TranscriptLine[];
  after: readonly TranscriptLine[];
  onlyChanged: boolean;
}

function Rows({ before, after, onlyChanged }: RowsProps) {
  const { t } = useText();
  const rows = useMemo(() => alignVersions(before, after), [before, after]);
  const changed = rows.filter((row) => row.kind !== 'same');
  return (
    <>
      <p>
        <strong>
          {changed.length === 0
            ? t('transcript.versions.same')
            : t('transcript.versions.count', { count: changed.length })}
        </strong>
      </p>
      <ol className={styles.rows}>
        {(onlyChanged ? changed : rows).map((row) => (
          <Row key={(row.after ?? row.before)?.id} row={row} />
        ))}
      </ol>
    </>
  );
}

const shapes = { same: '', changed: '≠', added: '＋', removed: '－' } as const;

function Row({ row }: { row: Aligned }) {
  const { t } = useText();
  const line = row.after ?? row.before;
  if (!line) return null;
  const kindChanged = row.before && row.after && row.before.kind !== row.after.kind;
  const word = row.kind === 'same' ? '' : t(`transcript.versions.${row.kind}`);
  return (
    <li className={styles[row.kind]} data-difference={row.kind}>
      <span className={styles.what}>
        {shapes[row.kind]} {word}
      </span>
      <strong>{t(`transcript.kind.${line.kind}`)}：</strong>
      <div>
        <p className={styles.text}>
          {row.kind === 'same' ? (
            line.text
          ) : (
            <DiffText before={row.before?.text ?? ''} after={row.after?.text ?? ''} />
          )}
        </p>
        {kindChanged && row.before && row.after && (
          <p className="quiet small">
            {t('transcript.versions.kindChanged', {
              from: t(`transcript.kindFull.${row.before.kind}`),
              to: t(`transcript.kindFull.${row.after.kind}`),
            })}
          </p>
        )}
      </div>
      <span>{line.earlier && <EarlierButton earlier={line.earlier} now={line.text} />}</span>
    </li>
  );
}

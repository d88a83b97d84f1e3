// SPDX-License-Identifier: Apache-2.0
// The verdict: three keys, a note where there is something to say, then the next finding.
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import type { BodyOf } from '../../api/client';
import { call } from '../../api/client';
import type { FindingDetail, Receipt, Verdict } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { FindingMark } from '../../components/finding-mark';
import { Moment } from '../../components/moment';
import { useAct } from '../../hooks/use-act';
import { useDraft } from '../../hooks/use-draft';
import { useKeys } from '../../hooks/use-keys';
import { useText } from '../../i18n';
import styles from './verdict-panel.module.css';

const verdicts = ['confirmed', 'false_alarm', 'unclear'] as const;
const stale = ['findings'] as const;

export function VerdictPanel({ detail, onDone }: { detail: FindingDetail; onDone: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const { finding } = detail;
  const draft = useDraft(`finding.${finding.id}.verdict`);
  const [note, setNote] = useState(String(draft.restored?.note ?? ''));
  const { run, pending, error } = useAct<BodyOf<'/findings/{id}/verdicts', 'post'>, Receipt>(
    `finding.${finding.id}.verdict`,
    (body, key) => call('post', '/findings/{id}/verdicts', { path: { id: finding.id }, body, key }),
    stale,
  );
  const give = async (verdict: Verdict) => {
    const result = await run({ verdict, note: note.trim() || undefined, expectedSeq: detail.seq });
    if (!result) return;
    draft.drop();
    void message.success(t('review.given', { verdict: t(`review.verdicts.${verdict}`) }));
    onDone();
  };
  useKeys((key) => {
    const verdict = verdicts[Number(key) - 1];
    if (!verdict) return false;
    void give(verdict);
    return true;
  });

  return (
    <section className="panel">
      <header>
        <h2>{t('review.verdict')}</h2>
        <FindingMark status={finding.status} />
      </header>
      {finding.provisional && <p className={styles.provisional}>{t('review.provisional')}</p>}
      <ErrorNote error={error} />
      <div className={styles.keys}>
        {verdicts.map((verdict, at) => (
          <Button key={verdict} className={styles.key} disabled={pending} onClick={() => void give(verdict)}>
            <kbd>{at + 1}</kbd> {t(`review.verdicts.${verdict}`)}
          </Button>
        ))}
      </div>
      <Input.TextArea
        rows={2}
        maxLength={2000}
        value={note}
        placeholder={t('review.notePlaceholder')}
        aria-label={t('review.note')}
        onChange={(event) => {
          setNote(event.target.value);
          draft.keep({ note: event.target.value });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {detail.verdicts.length > 0 && (
        <div className={styles.earlier}>
          <div className="quiet small">{t('review.earlier')}</div>
          {detail.verdicts.map((verdict) => {
            const known = verdicts.find((name) => name === verdict.verdict);
            return (
              <div key={verdict.atUs}>
                <Moment us={verdict.atUs} /> {verdict.byName}{' '}
                <strong>{known ? t(`review.verdicts.${known}`) : verdict.verdict}</strong> {verdict.note}
              </div>
            );
          })}
        </div>
      )}
    </section>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Marks in the recording: one key each while the questioning runs, and the list of those set.
import { App, Button } from 'antd';
import { call } from '../../api/client';
import type { Mark, Questioning, Receipt } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { Moment } from '../../components/moment';
import { useAct } from '../../hooks/use-act';
import { useKeys } from '../../hooks/use-keys';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { isOnBreak, knownMark, marksByKey } from './marks-by-key';
import styles from './panels.module.css';

type Kind = Mark['kind'];

const stale = ['questionings'] as const;

/** Sets a mark now, and says so. */
export function useSetMark(questioning: Questioning) {
  const { t } = useText();
  const { message } = App.useApp();
  const { id } = questioning.summary;
  const { run, error } = useAct<Mark, Receipt>(
    `questioning.${id}.mark`,
    (body, key) => call('post', '/questionings/{id}/marks', { path: { id }, body, key }),
    stale,
  );
  const set = async (kind: Kind) => {
    const result = await run({ mode: 'plan', kind });
    if (result) void message.success(t('questioning.markDone', { what: t(`domain.mark.${kind}`) }));
    return result !== undefined;
  };
  return { set, error };
}

export function MarksPanel({ questioning }: { questioning: Questioning }) {
  const { t } = useText();
  const { can } = useUser();
  const active = questioning.summary.state === 'running' && can.question;
  const { set, error } = useSetMark(questioning);
  const marks = [...questioning.marks].sort((a, b) => b.atUs - a.atUs);
  const byKey = marksByKey(isOnBreak(marks));
  useKeys((key) => {
    const kind = byKey[key];
    if (!kind) return false;
    void set(kind);
    return true;
  }, active);

  return (
    <section className="panel">
      <header>
        <h2>{t('questioning.marks')}</h2>
      </header>
      <ErrorNote error={error} />
      {active && (
        <div className={styles.marks}>
          {Object.entries(byKey).map(([key, kind]) => (
            <Button key={key} onClick={() => void set(kind)}>
              {t(`domain.mark.${kind}`)} <kbd>{key}</kbd>
            </Button>
          ))}
        </div>
      )}
      {marks.length === 0 ? (
        <p className="quiet">{t('questioning.noMarks')}</p>
      ) : (
        <ul className={`${styles.list} ${styles.log}`}>
          {marks.map((mark) => {
            const known = knownMark(mark.kind);
            return (
              <li key={`${mark.kind}${mark.atUs}`}>
                <Moment us={mark.atUs} seconds />
                <strong>{known ? t(`domain.mark.${known}`) : mark.kind}</strong>
                <span className="grow ellipsis">{mark.note}</span>
                <span className="quiet">{mark.byName}</span>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

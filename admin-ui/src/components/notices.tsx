// SPDX-License-Identifier: Apache-2.0
// What the rules say about an act, shown before it is pressed.
import type { RuleNotice } from '../api/types';
import { useText } from '../i18n';
import styles from './notices.module.css';
import { ToneMark } from './tone';

export function Notices({ notices }: { notices: readonly RuleNotice[] }) {
  const { t, pick } = useText();
  if (notices.length === 0) return null;
  return (
    <ul className={styles.notices}>
      {notices.map((notice) => (
        <li key={`${notice.rule}${notice.text}`} className={notice.refuses ? styles.refuses : styles.warns}>
          <ToneMark tone={notice.refuses ? 'over' : 'soon'}>
            {notice.refuses ? t('stay.notice.refuses') : t(`domain.severity.${notice.severity}`)}
          </ToneMark>
          <span className="grow">
            {pick(notice.text, notice.textEn)}
            <span className="quiet small">
              {'  '}
              {notice.rule} · {pick(notice.source, notice.sourceEn)}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

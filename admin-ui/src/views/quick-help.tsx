// SPDX-License-Identifier: Apache-2.0
// The line under the board that names the letters, for the person who is selected.
import type { Tile } from '../api/types';
import type { QuickEntry } from '../hooks/use-quick';
import { useText } from '../i18n';
import { fitsTile } from './quick-entries';
import styles from './quick-help.module.css';

interface Props {
  entries: readonly QuickEntry[];
  selected: Tile | undefined;
  canLead: boolean;
}

export function QuickHelp({ entries, selected, canLead }: Props) {
  const { t } = useText();
  if (entries.length === 0) return null;
  if (!selected)
    return (
      <aside className={styles.help} aria-label={t('board.quick.title')}>
        {t('board.quick.choose')}
      </aside>
    );
  const shown = entries.filter((entry) => fitsTile(entry, selected));
  return (
    <aside className={styles.help} aria-label={t('board.quick.title')}>
      <strong className={styles.who}>
        {selected.number.slice(-2)} {selected.damaged ? t('damaged') : selected.displayName}
      </strong>
      {shown.map(({ quick, label }) => (
        <Cap key={quick.key} cap={quick.key} label={label} />
      ))}
      {canLead && !selected.damaged && <Cap cap="P" label={t('board.care.place')} />}
      <Cap cap="A" label={t('acts.more')} />
    </aside>
  );
}

function Cap({ cap, label }: { cap: string; label: string }) {
  return (
    <span className="nowrap">
      <kbd>{cap}</kbd> {label}
    </span>
  );
}

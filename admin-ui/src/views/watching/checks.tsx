// SPDX-License-Identifier: Apache-2.0
// Groups of checks of a kind of room: which are on, and which a proposal would switch.
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { groupsInOrder } from '../observations/words';

/** On now, and as proposed. */
export interface Switched {
  checks: readonly string[];
  proposed: { checks: readonly string[]; damaged?: boolean } | null;
}

/** In the pages' own order, and those that only the centre knows behind. */
export function groupsOf(items: readonly Switched[]): string[] {
  const told = items.flatMap(({ checks, proposed }) => [...checks, ...(proposed?.checks ?? [])]);
  const known: readonly string[] = groupsInOrder;
  return [...new Set([...known, ...told])];
}

export type Cell = 'on' | 'off' | 'toOn' | 'toOff';

export function cellOf({ checks, proposed }: Switched, group: string): Cell {
  const now = checks.includes(group);
  const then = proposed && !proposed.damaged ? proposed.checks.includes(group) : now;
  if (now === then) return now ? 'on' : 'off';
  return then ? 'toOn' : 'toOff';
}

export function CellMark({ cell }: { cell: Cell }) {
  const { t } = useText();
  if (cell === 'off') return <span className="quiet">{t('watching.checks.off')}</span>;
  const tone = cell === 'on' ? 'ok' : 'soon';
  return <ToneMark tone={tone}>{t(`watching.checks.${cell}`)}</ToneMark>;
}

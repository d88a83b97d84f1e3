// SPDX-License-Identifier: Apache-2.0
// How one version differs from another, in words.
import type { WatchGroup } from '../../api/watching-types';
import { useText } from '../../i18n';
import { zoneText } from '../observations/words';
import type { Difference, Work } from './edit';
import { thresholdText, valueWords } from './units';
import styles from './watching.module.css';

interface Props {
  differences: readonly Difference[];
  before: Work;
  after: Work;
  groups: readonly WatchGroup[];
}

export function DifferenceList({ differences, before, after, groups }: Props) {
  const { t } = useText();
  if (differences.length === 0) return null;
  const zoneName = (one: Difference & { what: 'added' | 'removed' | 'moved' | 'renamed' }) => {
    const among = one.what === 'removed' ? before.zones : after.zones;
    return `${among.findIndex(({ id }) => id === one.zone.id) + 1} ${zoneText(t, one.zone.kind)}`;
  };
  const value = (name: string, of: number | undefined) => {
    if (of === undefined) return t('watching.compare.default');
    const unit = groups.flatMap(({ thresholds }) => thresholds).find((one) => one.name === name)?.unit;
    return unit ? valueWords(t, unit, of) : String(of);
  };
  const words = (one: Difference) => {
    if (one.what === 'threshold')
      return t('watching.compare.threshold', {
        name: thresholdText(t, one.name),
        from: value(one.name, one.from),
        to: value(one.name, one.to),
      });
    return t(`watching.compare.${one.what}`, {
      zone: zoneName(one),
      before: one.before ? zoneText(t, one.before.kind) : '',
    });
  };
  return (
    <div>
      <strong>{t('watching.compare.differences', { count: differences.length })}</strong>
      <ul className={styles.differences}>
        {differences.map((one) => (
          <li key={words(one)}>{words(one)}</li>
        ))}
      </ul>
    </div>
  );
}

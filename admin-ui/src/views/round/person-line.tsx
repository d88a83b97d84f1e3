// SPDX-License-Identifier: Apache-2.0
// One person of the round on one line: number, short name, how closely watched, and when the next check is due.
import { DueMark } from '../../components/due-mark';
import { RiskMark } from '../../components/risk-mark';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { beijingShort } from '../../lib/time';
import styles from './round.module.css';
import type { RoundPerson } from './round-rooms';

export function PersonLine({ person }: { person: RoundPerson }) {
  const { t } = useText();
  const nowUs = useNowUs();
  const { tile, due, waitsUs } = person;
  return (
    <span className={styles.person}>
      <strong className={styles.number}>{tile.number.split('-').at(-1)}</strong>
      <span className="nowrap">
        {tile.displayName}
        {tile.minor && <span className={`chip chip-soon ${styles.minor}`}>{t('minor')}</span>}
      </span>
      <span className="grow" />
      <span className={styles.marks}>
        <RiskMark level={tile.riskLevel} />
        {waitsUs !== undefined ? (
          <ToneMark tone="soon" shape="⇡">
            {t('round.waits')} {beijingShort(waitsUs, nowUs)}
          </ToneMark>
        ) : due ? (
          <DueMark item={due} />
        ) : (
          <span className="quiet">{t('round.noCheck')}</span>
        )}
      </span>
    </span>
  );
}

// SPDX-License-Identifier: Apache-2.0
// The dense list: one line each, what goes on first; the chosen line follows the keys.
import { useEffect, useRef } from 'react';
import type { Observation } from '../../api/watching-types';
import { Moment } from '../../components/moment';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import styles from './observations.module.css';
import { Thumbnail } from './thumbnail';
import { groupText, kindText, lengthOf, sureness, valueText, verdictTones } from './words';

interface Props {
  rows: readonly Observation[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
}

export function ObservationList({ rows, chosen, onChoose }: Props) {
  const { t } = useText();
  return (
    <table className={styles.list} aria-label={t('observations.list')}>
      <thead>
        <tr>
          <th />
          <th>{t('observations.what')}</th>
          <th>{t('observations.where')}</th>
          <th>{t('observations.when')}</th>
          <th>{t('observations.long')}</th>
          <th>{t('observations.sure')}</th>
          <th>{t('observations.verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <Row key={one.id} observation={one} chosen={one.id === chosen} onChoose={onChoose} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  observation: Observation;
  chosen: boolean;
  onChoose: (id: string) => void;
}

function Row({ observation: one, chosen, onChoose }: RowProps) {
  const { t } = useText();
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView?.({ block: 'nearest' });
  }, [chosen]);
  const value = valueText(one, t);
  const verdict = one.verdict?.verdict;
  return (
    <tr
      ref={row}
      className={chosen ? styles.chosen : undefined}
      aria-current={chosen || undefined}
      onClick={() => onChoose(one.id)}
    >
      <td className={styles.thumbCell}>
        <Thumbnail key={one.id} observation={one} />
      </td>
      <td>
        <button type="button" className={styles.name} onFocus={() => onChoose(one.id)}>
          {kindText(t, one.kind)}
        </button>
        <div className="quiet small">
          {[value, groupText(t, one.group), one.rule, one.staged && t('observations.staged')]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </td>
      <td>
        <div className={`ellipsis ${styles.place}`}>{one.room.name}</div>
        <div className={`quiet small ellipsis ${styles.place}`}>{one.camera.name}</div>
      </td>
      <td>
        <Moment us={one.fromUs} seconds />
      </td>
      <td>
        <Length observation={one} />
      </td>
      <td>
        <span title={t('observations.confidence.percent', { percent: Math.round(one.confidenceMilli / 10) })}>
          {t(`observations.confidence.${sureness(one.confidenceMilli)}`)}
        </span>
      </td>
      <td>
        {verdict ? (
          <ToneMark tone={verdictTones[verdict]}>{t(`observations.verdicts.${verdict}`)}</ToneMark>
        ) : (
          <span className="quiet nowrap">{t('observations.verdicts.none')}</span>
        )}
      </td>
    </tr>
  );
}

function Length({ observation }: { observation: Observation }) {
  const { t } = useText();
  const nowUs = useNowUs();
  if (observation.toUs !== null) return <span className="nowrap">{lengthOf(observation, nowUs, t)}</span>;
  return (
    <span className="nowrap">
      <ToneMark tone="soon">{t('observations.lasting')}</ToneMark>
      <div className="small">{lengthOf(observation, nowUs, t)}</div>
    </span>
  );
}

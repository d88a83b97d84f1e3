// SPDX-License-Identifier: Apache-2.0
// The thresholds of the checks that are on for this kind of room, and what a new value would have changed.
import { InputNumber } from 'antd';
import { useState } from 'react';
import type { RoomKind } from '../../api/types';
import { useThresholdEffect } from '../../api/watching';
import type { Threshold, Thresholds, WatchGroup } from '../../api/watching-types';
import { ErrorNote } from '../../components/error-note';
import { ToneMark } from '../../components/tone';
import { useSettled } from '../../hooks/use-settled';
import { useText } from '../../i18n';
import { groupText } from '../observations/words';
import { withThreshold } from './edit';
import { fault, shownValue, thresholdText, valueWords, wireValue } from './units';
import styles from './watching.module.css';

export const thresholdsOf = (groups: readonly WatchGroup[], kind: RoomKind) =>
  groups.filter(({ roomKinds, thresholds }) => roomKinds.includes(kind) && thresholds.length > 0);

interface Props {
  cameraId: string;
  groups: readonly WatchGroup[];
  values: Thresholds;
  /** What is in force now. */
  inForce: Thresholds;
  onChange: (values: Thresholds, tag: string) => void;
  onSettle: () => void;
}

export function ThresholdsPanel(props: Props) {
  const { t } = useText();
  const { groups, values, inForce } = props;
  const [touched, setTouched] = useState<Threshold>();
  const changed = groups
    .flatMap(({ thresholds }) => thresholds)
    .filter(({ name }) => values[name] !== inForce[name]);
  // The one just typed, or the only one that differs.
  const shown = touched && changed.includes(touched) ? touched : changed[0];
  return (
    <section className="panel">
      <header>
        <h2>{t('watching.thresholds')}</h2>
        <span className="quiet small">{t('watching.thresholdsAbout')}</span>
      </header>
      {groups.length === 0 ? (
        <p className="quiet">{t('watching.thresholdsNone')}</p>
      ) : (
        <div className={styles.twoThirds}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('watching.threshold')}</th>
                <th>{t('watching.default')}</th>
                <th>{t('watching.range')}</th>
                <th>{t('watching.value')}</th>
              </tr>
            </thead>
            {groups.map((group) => (
              <tbody key={group.group}>
                <tr>
                  <th colSpan={4} scope="rowgroup" className={styles.group}>
                    {groupText(t, group.group)}
                  </th>
                </tr>
                {group.thresholds.map((one) => (
                  <Row key={one.name} threshold={one} {...props} onTouch={() => setTouched(one)} />
                ))}
              </tbody>
            ))}
          </table>
          <Effect cameraId={props.cameraId} threshold={shown} values={values} inForce={inForce} />
        </div>
      )}
    </section>
  );
}

interface RowProps extends Props {
  threshold: Threshold;
  onTouch: () => void;
}

function Row({ threshold, values, inForce, onChange, onSettle, onTouch }: RowProps) {
  const { t } = useText();
  const { name, unit, least, most } = threshold;
  const value = values[name];
  const name_ = thresholdText(t, name);
  const range = { least: valueWords(t, unit, least), most: valueWords(t, unit, most) };
  const wrong = fault(threshold, value);
  return (
    <tr>
      <td>{name_}</td>
      <td className="nowrap">{valueWords(t, unit, threshold.default)}</td>
      <td className="quiet nowrap">
        {range.least} – {range.most}
      </td>
      <td>
        <InputNumber
          value={value === undefined ? null : shownValue(unit, value)}
          placeholder={String(shownValue(unit, threshold.default))}
          status={wrong ? 'error' : undefined}
          aria-label={name_}
          aria-invalid={wrong !== undefined}
          suffix={t(`watching.unitShort.${unit}`)}
          style={{ width: 130 }}
          onFocus={onTouch}
          onBlur={onSettle}
          onChange={(typed) => {
            onTouch();
            const next = typed === null ? undefined : wireValue(unit, Number(typed));
            onChange(withThreshold(values, name, next), `threshold ${name}`);
          }}
        />
        {value !== inForce[name] && <span className={styles.changed}>◆</span>}
        {wrong && (
          <div className={styles.fault}>
            <ToneMark tone="over">{t('watching.rangeFault', range)}</ToneMark>
          </div>
        )}
      </td>
    </tr>
  );
}

interface EffectProps {
  cameraId: string;
  threshold: Threshold | undefined;
  values: Thresholds;
  inForce: Thresholds;
}

function Effect({ cameraId, threshold, values, inForce }: EffectProps) {
  const { t } = useText();
  const value = threshold && (values[threshold.name] ?? threshold.default);
  const right = threshold && value !== undefined && !fault(threshold, value);
  const asked = useSettled(right ? { name: threshold.name, value } : undefined);
  const effect = useThresholdEffect(cameraId, asked);
  if (!threshold || !right) return <p className={`quiet ${styles.effect}`}>{t('watching.effect.hint')}</p>;
  const { name, unit } = threshold;
  const read = effect.data?.name === name && effect.data.value === value ? effect.data : undefined;
  const from = valueWords(t, unit, inForce[name] ?? threshold.default);
  return (
    <div className={styles.effect} role="status">
      <h3>{t('watching.effect.title', { name: thresholdText(t, name) })}</h3>
      <p>{t('watching.effect.change', { from, to: valueWords(t, unit, value) })}</p>
      {read ? (
        <EffectWords effect={read} />
      ) : effect.error && asked?.name === name ? (
        <ErrorNote error={effect.error} read retry={() => void effect.refetch()} />
      ) : (
        <p className="quiet">{t('watching.effect.asking')}</p>
      )}
    </div>
  );
}

function EffectWords({ effect }: { effect: NonNullable<ReturnType<typeof useThresholdEffect>['data']> }) {
  const { t } = useText();
  const { days, observations, would } = effect;
  const onlyFalse = would.go > 0 && would.go === would.falseThatGo;
  return (
    <>
      {observations === 0 ? (
        <p>{t('watching.effect.none', { days })}</p>
      ) : (
        <p>{t('watching.effect.stay', { days, count: observations, stay: would.stay, go: would.go })}</p>
      )}
      {would.go > 0 && (
        <p>
          {t('watching.effect.goOf', {
            confirmed: would.confirmedThatGo,
            false: would.falseThatGo,
            unjudged: would.unjudgedThatGo,
          })}
        </p>
      )}
      {would.confirmedThatGo > 0 && <ToneMark tone="over">{t('watching.effect.losesTrue')}</ToneMark>}
      {onlyFalse && <ToneMark tone="ok">{t('watching.effect.onlyFalse')}</ToneMark>}
      {effect.moreUnknown && <p className="quiet">{t('watching.effect.moreUnknown')}</p>}
    </>
  );
}

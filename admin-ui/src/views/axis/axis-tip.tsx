// SPDX-License-Identifier: Apache-2.0
// The words of what is pointed at; of marks on one spot the pointer tells all, the keys tell them one by one.
import { useText } from '../../i18n';
import { shapeOf, wordsOf } from './item-words';
import type { AxisItem } from './items';
import type { LaneProps } from './lanes';
import { groupsOf, spotWidth } from './layout';
import styles from './stay-axis.module.css';

export interface Pointed {
  item: AxisItem;
  by: 'pointer' | 'focus';
  /** Of the item, in the track. */
  left: number;
  top: number;
}

const mostLines = 8;

export function AxisTip(props: LaneProps & { pointed: Pointed }) {
  const words = useText();
  const { t } = words;
  const { pointed, stretch, x, width } = props;
  const { item, left, top } = pointed;
  const group = item.lasts || item.lane === 'limit' ? [item] : groupWith(props);
  const told = pointed.by === 'pointer' ? group : [item];
  return (
    <div
      className={styles.hover}
      style={left > width / 2 ? { top, right: Math.max(0, width - left - spotWidth) } : { top, left }}
      aria-hidden
    >
      {told.slice(0, mostLines).map((one) => (
        <div key={one.key}>
          {!one.lasts && one.lane !== 'limit' && `${shapeOf(one)} `}
          {wordsOf(one, stretch, words)}
        </div>
      ))}
      {told.length > mostLines && <div>{t('axis.more', { count: told.length - mostLines })}</div>}
      {pointed.by === 'focus' && group.length > 1 && (
        <div>{t('axis.place', { at: group.indexOf(item) + 1, of: group.length })}</div>
      )}
    </div>
  );

  function groupWith({ items }: LaneProps): AxisItem[] {
    const lane = items.filter((one) => one.lane === item.lane);
    return groupsOf(lane, x, width).find((one) => one.items.includes(item))?.items ?? [item];
  }
}

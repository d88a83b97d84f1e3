// SPDX-License-Identifier: Apache-2.0
// The rows of the axis: bands of what lasted, marks of what happened, lines where a limit ends.
import { useText } from '../../i18n';
import { clockOf, nameOf, type Stretch, shapeOf, shapeOfAll, wordsOf } from './item-words';
import type { AxisItem } from './items';
import { beyondOf, drawnEnd, groupsOf, rowsOf, spotWidth } from './layout';
import type { Scale } from './scale';
import styles from './stay-axis.module.css';

export interface LaneProps {
  items: readonly AxisItem[];
  stretch: Stretch;
  x: Scale;
  width: number;
  currentKey: string;
}

const narrowestBand = 4;
const narrowestWord = 30;

function ItemButton(props: {
  item: AxisItem;
  lane: LaneProps;
  className: string;
  style: React.CSSProperties;
  children: React.ReactNode;
}) {
  const { item, lane } = props;
  return (
    <button
      type="button"
      data-item={item.key}
      tabIndex={item.key === lane.currentKey ? 0 : -1}
      className={props.className}
      style={props.style}
      aria-label={wordsOf(item, lane.stretch, useText())}
    >
      {props.children}
    </button>
  );
}

export function BandLane(props: LaneProps) {
  const words = useText();
  const { stretch, x } = props;
  const endUs = stretch.nowUs ?? stretch.span.toUs;
  return rowsOf(props.items, endUs).map((row) => (
    <div key={row[0]?.key} className={styles.band}>
      {row.map((item) => {
        const left = x(item.fromUs);
        const width = Math.max(narrowestBand, x(drawnEnd(item, endUs)) - left);
        return (
          <ItemButton
            key={item.key}
            item={item}
            lane={props}
            className={`${styles.stretch} ${styles[item.lane]} ${item.toUs === undefined ? styles.open : ''}`}
            style={{ left: Math.min(left, props.width - narrowestBand), width }}
          >
            {width >= narrowestWord && nameOf(item, words)}
          </ItemButton>
        );
      })}
    </div>
  ));
}

export function MarkLane(props: LaneProps) {
  const { stretch } = props;
  return (
    <div className={styles.band}>
      {groupsOf(props.items, props.x, props.width).map((group) =>
        // The first one lies on top for the pointer; with the keys each one is reached.
        [...group.items].reverse().map((item) => {
          const beyond = beyondOf(item, stretch.span);
          return (
            <ItemButton
              key={item.key}
              item={item}
              lane={props}
              className={`${styles.mark} ${item.lane === 'finding' ? styles.finding : ''} ${group.items.length > 1 ? styles.several : ''}`}
              style={{ left: group.left, width: spotWidth }}
            >
              {beyond === 'before' && '◂'}
              {!beyond && (item === group.items[0] ? shapeOfAll(group.items) : shapeOf(item))}
              {beyond === 'after' && '▸'}
              {item === group.items[0] && group.items.length > 1 && <sub>{group.items.length}</sub>}
            </ItemButton>
          );
        }),
      )}
    </div>
  );
}

export function LimitLane(props: LaneProps) {
  const { t } = useText();
  const { stretch, x, width } = props;
  // Past the right edge all stand on one spot: the first to come has the words there, the others on being pointed at.
  const next = Math.min(
    ...props.items.filter((i) => beyondOf(i, stretch.span) === 'after').map((i) => i.fromUs),
  );
  return (
    <div className={styles.band}>
      {props.items.map((item) => {
        const left = x(item.fromUs);
        const beyond = beyondOf(item, stretch.span);
        const silent = beyond === 'after' && item.fromUs !== next;
        const text = silent
          ? ''
          : `${item.total ? t('stay.page.wholeStay') : ''} ${t('stay.clock.hours', { count: item.limitH ?? 0 })} · ${clockOf(item.fromUs, stretch.span, false)}`;
        return (
          <ItemButton
            key={item.key}
            item={item}
            lane={props}
            className={`${styles.limit} ${item.total ? styles.total : ''} ${beyond ? styles.beyond : ''} ${left > width / 2 ? styles.toTheLeft : ''}`}
            style={left > width / 2 ? { right: width - left } : { left }}
          >
            {text}
            {beyond === 'after' && !silent && ' ▸'}
          </ItemButton>
        );
      })}
    </div>
  );
}

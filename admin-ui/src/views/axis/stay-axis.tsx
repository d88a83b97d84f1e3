// SPDX-License-Identifier: Apache-2.0
// The whole stay on one time axis, from arrival to leaving or now; drawn anew once a minute, or when something changed.
import { useMemo, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useTimeline } from '../../api/queries';
import type { StayDetail, TimelineEvent } from '../../api/types';
import { useMinute } from '../../hooks/use-minute';
import { useWidth } from '../../hooks/use-width';
import { useText } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import { useUser } from '../../session';
import { AxisLegend } from './axis-legend';
import { AxisTicks } from './axis-ticks';
import { AxisTip, type Pointed } from './axis-tip';
import type { Stretch } from './item-words';
import { type AxisItem, itemsOf, type Lane } from './items';
import { BandLane, LimitLane, MarkLane } from './lanes';
import { beyondOf, nextItem, rowsOf, shownLanes } from './layout';
import { spanOf } from './limits';
import { scaleOf } from './scale';
import { showEntry } from './show-entry';
import styles from './stay-axis.module.css';

export function StayAxis({ detail }: { detail: StayDetail }) {
  const timeline = useTimeline(detail.tile.stayId);
  return timeline.data ? <Axis detail={detail} events={timeline.data.events} /> : null;
}

export function Axis({ detail, events }: { detail: StayDetail; events: readonly TimelineEvent[] }) {
  const { t } = useText();
  const track = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const { items, stretch } = useItems(detail, events);
  const open = useOpen();
  const [pointed, setPointed] = useState<Pointed>();
  const [currentKey, setCurrentKey] = useState<string>();
  const current = items.find((item) => item.key === currentKey) ?? items[0];

  const at = (target: EventTarget, by: Pointed['by']): Pointed | undefined => {
    const element = target instanceof Element ? target.closest<HTMLElement>('[data-item]') : null;
    const item = items.find(({ key }) => key === element?.dataset.item);
    const box = track.current?.getBoundingClientRect();
    if (!element || !item || !box) return undefined;
    const own = element.getBoundingClientRect();
    return { item, by, left: own.left - box.left, top: own.bottom - box.top + 4 };
  };
  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !current) return;
    const next = nextItem(items, current, event.key);
    if (!next) return;
    event.preventDefault();
    setCurrentKey(next.key);
    track.current?.querySelector<HTMLElement>(`[data-item="${next.key}"]`)?.focus();
  };

  if (!current) return null;
  const x = scaleOf(stretch.span, width);
  const shared = { stretch, x, width, currentKey: current.key };
  const lanes = shownLanes(items);
  const of = (lane: Lane) => items.filter((item) => item.lane === lane);
  return (
    <section className={styles.whole} aria-label={t('axis.title')}>
      <div className={styles.axis}>
        <div className={styles.labels}>
          <span className={styles.tickLabel} />
          {lanes.map((lane) => (
            <LaneLabel
              key={lane}
              lane={lane}
              rows={isBand(lane) ? rowsOf(of(lane), stretch.span.toUs).length : 1}
            />
          ))}
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
        <div
          ref={track}
          role="group"
          aria-label={t('axis.hint')}
          className={styles.track}
          onKeyDown={onKeyDown}
          onClick={(event) => {
            const clicked = at(event.target, 'focus');
            if (clicked) open(clicked.item);
          }}
          onFocus={(event) => {
            const focused = at(event.target, 'focus');
            setPointed(focused);
            if (focused) setCurrentKey(focused.item.key);
          }}
          onBlur={() => setPointed(undefined)}
          onPointerOver={(event) => setPointed(at(event.target, 'pointer'))}
          onPointerLeave={() => setPointed(undefined)}
        >
          <AxisTicks span={stretch.span} width={width} />
          {lanes.map((lane) => {
            if (isBand(lane)) return <BandLane key={lane} items={of(lane)} {...shared} />;
            if (lane === 'limit') return <LimitLane key={lane} items={of(lane)} {...shared} />;
            return <MarkLane key={lane} items={of(lane)} {...shared} />;
          })}
          {stretch.nowUs !== undefined && stretch.nowUs < stretch.span.toUs && (
            <div className={styles.ahead} style={{ left: x(stretch.nowUs) }} title={t('axis.now')} />
          )}
          {of('limit')
            .filter((item) => !beyondOf(item, stretch.span))
            .map((item) => (
              <div
                key={item.key}
                className={`${styles.limitLine} ${item.total ? styles.total : ''}`}
                style={{ left: x(item.fromUs) }}
              />
            ))}
          {pointed && <AxisTip pointed={pointed} items={items} {...shared} />}
        </div>
      </div>
      <AxisLegend items={items} />
    </section>
  );
}

const isBand = (lane: Lane) => lane === 'room' || lane === 'questioning' || lane === 'spell';

function LaneLabel({ lane, rows }: { lane: Lane; rows: number }) {
  const { t } = useText();
  return (
    <span className={styles.laneLabel} style={{ height: rows * 24 - 4 }}>
      {t(`axis.lane.${lane}`)}
    </span>
  );
}

/** Computed once per change of the stay and per minute, never per pointed thing. */
function useItems(detail: StayDetail, events: readonly TimelineEvent[]) {
  const minute = useMinute(detail.departedAtUs === undefined);
  const items = useMemo(() => itemsOf(detail, events), [detail, events]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with every minute and entry the time has gone on
  const stretch = useMemo<Stretch>(() => {
    const nowUs = serverNowUs();
    return {
      span: spanOf(detail, nowUs),
      nowUs: detail.departedAtUs === undefined ? nowUs : undefined,
    };
  }, [detail, events, minute]);
  return { items, stretch };
}

/** A questioning opens its page, a finding its review or the list of findings, all else its entry in the list. */
function useOpen(): (item: AxisItem) => void {
  const go = useNavigate();
  const { can } = useUser();
  const [, setSearch] = useSearchParams();
  return (item) => {
    const [seq] = item.seqs;
    if (item.lane === 'questioning') go(`/questionings/${item.questioningId}`);
    else if (item.findingId && can.review) go(`/reviews/${item.findingId}`);
    else if (item.findingId) setSearch({ tab: 'findings' }, { replace: true });
    else if (seq !== undefined) showEntry(seq);
  };
}

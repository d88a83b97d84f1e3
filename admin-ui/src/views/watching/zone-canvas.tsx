// SPDX-License-Identifier: Apache-2.0
// The zones over the picture. By mouse and by keys alike: Tab goes to a corner or a name, arrows move it by one per
// cent of the picture, with Shift by a tenth.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef } from 'react';
import type { Corner, Zone, ZoneKind } from '../../api/watching-types';
import { useText } from '../../i18n';
import { zoneText } from '../observations/words';
import { DrawLayer } from './draw-layer';
import { ZonePatterns } from './kinds';
import { casing, zoneColours } from './zone-colours';
import {
  fewest,
  middleAfter,
  middleOf,
  most,
  movedBy,
  shapeMovedBy,
  withCorner,
  withMiddle,
  withoutCorner,
  zoneFault,
} from './zone-maths';
import styles from './zone-pictures.module.css';

export interface CanvasProps {
  /** Width over height of the picture. */
  ratio: number;
  zones: readonly Zone[];
  label: string;
  chosen?: string;
  onChoose?: (id: string | undefined) => void;
  /** Without it nothing can be changed. */
  onChange?: (zones: Zone[], tag?: string) => void;
  /** A run of changes is over. */
  onSettle?: () => void;
  drawing?: ZoneKind;
  onDrawn?: (polygon: Corner[] | undefined) => void;
  children: ReactNode;
}

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** How far an arrow moves, in per mille of the picture. */
export function arrowOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): [number, number] | undefined {
  const by = arrows[event.key];
  const step = event.shiftKey ? 1 : 10;
  return by && [by[0] * step, by[1] * step];
}

export const at = ([x, y]: Corner) => ({ left: `${x / 10}%`, top: `${y / 10}%` });
const percent = (value: number) => (value / 10).toFixed(1);

/** Where in the picture a pointer is, in per mille. */
export function pointOf(event: PointerEvent | React.MouseEvent, frame: Element | null): Corner {
  const box = frame?.getBoundingClientRect();
  if (!box || box.width === 0) return [0, 0];
  return movedBy(
    [0, 0],
    ((event.clientX - box.left) / box.width) * 1000,
    ((event.clientY - box.top) / box.height) * 1000,
  );
}

export function ZoneCanvas(props: CanvasProps) {
  const { ratio, zones, chosen, onChange, drawing } = props;
  const prefix = useId().replaceAll(':', '');
  const frame = useRef<HTMLDivElement>(null);
  const width = 1000 * ratio;
  const path = (polygon: readonly Corner[]) => polygon.map(([x, y]) => `${x * ratio},${y}`).join(' ');
  const drag = useDrag(frame, props);
  return (
    <section
      ref={frame}
      className={styles.canvas} // Always the shape of the picture: corners are told in parts of it.
      style={{ aspectRatio: ratio, maxWidth: `calc((100vh - 220px) * ${ratio})` }}
      aria-label={props.label}
    >
      {props.children}
      <svg
        viewBox={`0 0 ${width} 1000`}
        preserveAspectRatio="none"
        className={styles.shapes}
        role="presentation"
      >
        <ZonePatterns prefix={prefix} />
        {zones.map((zone) => (
          <polygon
            key={`${zone.id} casing`}
            points={path(zone.polygon)}
            fill="none"
            stroke={casing}
            strokeOpacity={0.7}
            strokeWidth={zone.id === chosen ? 6 : 4}
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {zones.map((zone) => (
          <polygon
            key={zone.id}
            points={path(zone.polygon)}
            fill={`url(#${prefix}${zone.kind})`}
            stroke={zoneFault(zone) ? 'var(--over)' : zoneColours[zone.kind]}
            strokeDasharray={zoneFault(zone) ? '6 4' : undefined}
            strokeWidth={zone.id === chosen ? 3 : 1.5}
            vectorEffect="non-scaling-stroke"
            className={onChange && styles.shape}
            onPointerDown={(event) => drag.shape(event, zone)}
          />
        ))}
      </svg>
      {zones.map((zone, index) => (
        <ZoneHandles key={zone.id} zone={zone} index={index} {...props} onDrag={drag.corner} />
      ))}
      {drawing && props.onDrawn && (
        <DrawLayer kind={drawing} ratio={ratio} frame={frame} onDrawn={props.onDrawn} />
      )}
    </section>
  );
}

const replaced = (zones: readonly Zone[], id: string, polygon: Corner[]): Zone[] =>
  zones.map((zone) => (zone.id === id ? { ...zone, polygon } : zone));

/** Dragging with the pointer: from press to release it is one step. */
function useDrag(frame: React.RefObject<HTMLElement>, props: CanvasProps) {
  const latest = useRef(props);
  latest.current = props;
  const follow = (event: PointerEvent<Element>, move: (to: Corner) => { id: string; polygon: Corner[] }) => {
    const { onChange } = latest.current;
    if (!onChange || event.button !== 0) return;
    const target = event.currentTarget;
    const tag = `drag ${event.timeStamp}`;
    target.setPointerCapture(event.pointerId);
    const moved = (next: Event) => {
      const { id, polygon } = move(pointOf(next as unknown as PointerEvent, frame.current));
      latest.current.onChange?.(replaced(latest.current.zones, id, polygon), tag);
    };
    const over = () => {
      target.removeEventListener('pointermove', moved);
      latest.current.onSettle?.();
    };
    target.addEventListener('pointermove', moved);
    target.addEventListener('lostpointercapture', over, { once: true });
  };
  return {
    shape: (event: PointerEvent<Element>, zone: Zone) => {
      latest.current.onChoose?.(zone.id);
      const [x, y] = pointOf(event, frame.current);
      follow(event, (to) => ({ id: zone.id, polygon: shapeMovedBy(zone.polygon, to[0] - x, to[1] - y) }));
    },
    corner: (event: PointerEvent<Element>, zone: Zone, index: number) =>
      follow(event, (to) => ({ id: zone.id, polygon: withCorner(zone.polygon, index, to) })),
  };
}

type HandleProps = CanvasProps & {
  zone: Zone;
  index: number;
  onDrag: (event: PointerEvent<Element>, zone: Zone, index: number) => void;
};

function ZoneHandles(props: HandleProps) {
  const { zone, index, zones, chosen, onChange, onChoose, onSettle } = props;
  const { t } = useText();
  const name = `${index + 1} ${zoneText(t, zone.kind)}`;
  const mine = zone.id === chosen;
  const change = (polygon: Corner[], tag?: string) => onChange?.(replaced(zones, zone.id, polygon), tag);
  const onKey = (event: KeyboardEvent) => {
    const by = arrowOf(event);
    if (by) change(shapeMovedBy(zone.polygon, ...by), `keys ${zone.id}`);
    else if (event.key === 'Delete') onChange?.(zones.filter((one) => one.id !== zone.id));
    else return;
    event.preventDefault();
  };
  const colours = { '--zone': zoneColours[zone.kind] } as React.CSSProperties;
  if (!onChange)
    return (
      <span className={styles.name} style={{ ...at(middleOf(zone.polygon)), ...colours }}>
        {name}
      </span>
    );
  return (
    <>
      <button
        type="button"
        className={styles.name}
        style={{ ...at(middleOf(zone.polygon)), ...colours }}
        aria-label={t('watching.zoneKeys', { name })}
        aria-pressed={mine}
        onFocus={() => onChoose?.(zone.id)}
        onBlur={onSettle}
        onKeyDown={onKey}
        onPointerDown={() => onChoose?.(zone.id)}
      >
        {name}
      </button>
      {zone.polygon.map((_, place) => (
        <CornerHandle
          // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place in the zone
          key={place}
          {...props}
          place={place}
          name={name}
          mine={mine}
          change={change}
        />
      ))}
      {mine &&
        zone.polygon.length < most &&
        zone.polygon.map((_, place) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={place}
            type="button"
            tabIndex={-1}
            className={styles.middle}
            style={at(middleAfter(zone.polygon, place))}
            title={t('watching.addCorner')}
            aria-hidden="true"
            onClick={() => change(withMiddle(zone.polygon, place))}
          >
            +
          </button>
        ))}
    </>
  );
}

interface CornerProps extends HandleProps {
  place: number;
  name: string;
  mine: boolean;
  change: (polygon: Corner[], tag?: string) => void;
}

function CornerHandle({ zone, place, name, mine, change, onChoose, onSettle, onDrag }: CornerProps) {
  const { t } = useText();
  const here = zone.polygon[place] ?? [0, 0];
  const onKey = (event: KeyboardEvent) => {
    const by = arrowOf(event);
    if (by) change(withCorner(zone.polygon, place, movedBy(here, ...by)), `keys ${zone.id} ${place}`);
    else if ((event.key === 'Delete' || event.key === 'Backspace') && zone.polygon.length > fewest)
      change(withoutCorner(zone.polygon, place));
    else if (event.key === 'Insert' || event.key === '+') change(withMiddle(zone.polygon, place));
    else return;
    event.preventDefault();
  };
  return (
    <button
      type="button"
      className={mine ? `${styles.corner} ${styles.mine}` : styles.corner}
      style={{ ...at(here), '--zone': zoneColours[zone.kind] } as React.CSSProperties}
      aria-label={t('watching.corner', {
        name,
        place: place + 1,
        x: percent(here[0]),
        y: percent(here[1]),
      })}
      onFocus={() => onChoose?.(zone.id)}
      onBlur={onSettle}
      onKeyDown={onKey}
      onPointerDown={(event) => {
        onChoose?.(zone.id);
        onDrag(event, zone, place);
      }}
    />
  );
}

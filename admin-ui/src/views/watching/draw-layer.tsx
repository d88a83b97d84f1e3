// SPDX-License-Identifier: Apache-2.0
// Drawing a new zone corner by corner, with the mouse or with a cross that the arrows move.
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Corner, ZoneKind } from '../../api/watching-types';
import { useText } from '../../i18n';
import { zoneText } from '../observations/words';
import { arrowOf, at, pointOf } from './zone-canvas';
import { zoneColours } from './zone-colours';
import { fewest, most, movedBy } from './zone-maths';
import styles from './zone-pictures.module.css';

interface Props {
  kind: ZoneKind;
  ratio: number;
  frame: RefObject<HTMLElement>;
  /** The finished zone, or nothing when it was given up. */
  onDrawn: (polygon: Corner[] | undefined) => void;
}

const near = ([x1, y1]: Corner, [x2, y2]: Corner) => Math.hypot(x1 - x2, y1 - y2) < 18;

export function DrawLayer({ kind, ratio, frame, onDrawn }: Props) {
  const { t } = useText();
  const [corners, setCorners] = useState<Corner[]>([]);
  const [cross, setCross] = useState<Corner>([500, 500]);
  const layer = useRef<HTMLDivElement>(null);
  useEffect(() => layer.current?.focus(), []);

  const put = (to: Corner) => {
    const [first] = corners;
    if (first && corners.length >= fewest && near(first, to)) {
      onDrawn(corners);
      return;
    }
    if (corners.some((one) => one[0] === to[0] && one[1] === to[1])) return;
    const next = [...corners, to];
    if (next.length === most) onDrawn(next);
    else setCorners(next);
  };
  const finish = () => corners.length >= fewest && onDrawn(corners);
  const onKey = (event: KeyboardEvent) => {
    const by = arrowOf(event);
    if (by) setCross(movedBy(cross, ...by));
    else if (event.key === ' ') put(cross);
    else if (event.key === 'Enter') finish();
    else if (event.key === 'Backspace') setCorners(corners.slice(0, -1));
    else if (event.key === 'Escape') onDrawn(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const path = [...corners, cross].map(([x, y]) => `${x * ratio},${y}`).join(' ');
  return (
    <div
      ref={layer}
      className={styles.draw}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys draw here
      tabIndex={0}
      aria-label={t('watching.drawing', { kind: zoneText(t, kind) })}
      onKeyDown={onKey}
      onPointerMove={(event) => setCross(pointOf(event, frame.current))}
      onClick={(event) => put(pointOf(event, frame.current))}
      onDoubleClick={finish}
    >
      <svg
        viewBox={`0 0 ${1000 * ratio} 1000`}
        preserveAspectRatio="none"
        className={styles.shapes}
        role="presentation"
      >
        <polyline
          points={path}
          fill="none"
          stroke={zoneColours[kind]}
          strokeWidth={2}
          strokeDasharray="6 4"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      {corners.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a corner is its place
        <span key={index} className={styles.dot} style={at(one)} />
      ))}
      <span className={styles.cross} style={at(cross)} />
      <span className={styles.drawHint} role="status">
        {t('watching.drawHint', { count: corners.length })}
      </span>
    </div>
  );
}

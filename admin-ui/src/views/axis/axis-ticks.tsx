// SPDX-License-Identifier: Apache-2.0
// The Beijing time above an axis, as many labels as fit; where a new day begins, its date.
import { beijingClock, beijingDay, usPerMinute } from '../../lib/time';
import type { Span } from '../../media/client';
import { axisTicks } from '../../media/time-maths';
import styles from './axis.module.css';
import { scaleOf } from './scale';

const labelWidth = 96;

export function AxisTicks({ span, width }: { span: Span; width: number }) {
  const x = scaleOf(span, width);
  const ticks = axisTicks(span.fromUs, span.toUs, Math.max(2, Math.floor(width / labelWidth)));
  const withSeconds = span.toUs - span.fromUs < 20 * usPerMinute;
  return (
    <div className={styles.ticks}>
      {ticks.map((us) => (
        <span key={us} style={{ left: x(us) }}>
          {tickLabel(us, withSeconds)}
        </span>
      ))}
    </div>
  );
}

export function tickLabel(us: number, withSeconds: boolean): string {
  const clock = beijingClock(us, withSeconds);
  return /^00:00(:00)?$/.test(clock) ? beijingDay(us).slice(5) : clock;
}

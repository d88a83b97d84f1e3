// SPDX-License-Identifier: Apache-2.0
// When one attendee was in the room, by the roster.
import type { Attendee } from '../../api/types';
import type { Span } from '../../media/client';
import type { Scale } from './time-axis';
import styles from './time-axis.module.css';

export function PresenceBand({ attendee, span, x }: { attendee: Attendee; span: Span; x: Scale }) {
  return (
    <div className={styles.band}>
      {attendee.intervals
        .filter((interval) => interval.fromUs < span.toUs && (interval.toUs ?? span.toUs) > span.fromUs)
        .map((interval) => {
          const left = x(interval.fromUs);
          return (
            <span
              key={interval.fromUs}
              className={styles.present}
              style={{ left, width: Math.max(2, x(interval.toUs ?? span.toUs) - left) }}
            />
          );
        })}
    </div>
  );
}

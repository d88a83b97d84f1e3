// SPDX-License-Identifier: Apache-2.0
// Where one camera has a recording, and where it has none.
import { useText } from '../../i18n';
import { seconds } from '../../lib/time';
import type { MediaIndex, Span } from '../../media/client';
import { holesOf } from '../../media/time-maths';
import { gapCause } from '../questioning/gap-cause';
import type { Scale } from './time-axis';
import styles from './time-axis.module.css';

export function RecordingBand({ index, span, x }: { index: MediaIndex | undefined; span: Span; x: Scale }) {
  const { t } = useText();
  if (!index) return <div className={styles.band} />;
  return (
    <div className={styles.band}>
      {index.parts.map((part) => (
        <span
          key={`${part.segment}${part.startUs}`}
          className={styles.part}
          style={{ left: x(part.startUs), width: Math.max(1, x(part.endUs) - x(part.startUs)) }}
        />
      ))}
      {holesOf(index, span.fromUs, span.toUs).map((hole) => (
        <span
          key={hole.fromUs}
          className={styles.hole}
          title={t('review.player.gap', {
            cause: t(`domain.gapCause.${gapCause(hole.cause)}`),
            seconds: seconds(hole.toUs - hole.fromUs),
          })}
          style={{ left: x(hole.fromUs), width: Math.max(3, x(hole.toUs) - x(hole.fromUs)) }}
        />
      ))}
    </div>
  );
}

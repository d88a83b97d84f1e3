// SPDX-License-Identifier: Apache-2.0
// One time axis for everything known about a stretch of time: recording, persons seen and expected, presence, marks.
import { useRef, useState } from 'react';
import type { Attendee, NamedId } from '../../api/types';
import { useWidth } from '../../hooks/use-width';
import { useText } from '../../i18n';
import { beijingClock } from '../../lib/time';
import type { MediaIndex, Span } from '../../media/client';
import { type CountStep, countAt } from '../../media/time-maths';
import { AxisTicks } from '../axis/axis-ticks';
import { momentAt, scaleOf } from '../axis/scale';
import { CountBand } from './count-band';
import { PresenceBand } from './presence-band';
import { RecordingBand } from './recording-band';
import styles from './time-axis.module.css';

export interface AxisMark {
  atUs: number;
  label: string;
}

interface Props {
  span: Span;
  nowUs: number;
  cameras: readonly NamedId[];
  indexes: readonly (MediaIndex | undefined)[];
  seen: readonly CountStep[];
  expected: readonly CountStep[];
  attendees: readonly Attendee[];
  marks: readonly AxisMark[];
  findings?: readonly AxisMark[];
  claim?: Span;
  onSeek: (us: number) => void;
}

export type { Scale } from '../axis/scale';

export function TimeAxis(props: Props) {
  const { t } = useText();
  const { span, nowUs, claim, onSeek } = props;
  const track = useRef<HTMLDivElement>(null);
  const width = useWidth(track);
  const [hoverUs, setHoverUs] = useState<number>();
  const x = scaleOf(span, width);
  const usAt = (clientX: number) => {
    const box = track.current?.getBoundingClientRect();
    if (!box || box.width === 0) return span.fromUs;
    return momentAt(span, (clientX - box.left) / box.width);
  };

  return (
    <div className={styles.axis}>
      <Labels {...props} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the page move the same slider */}
      <div
        ref={track}
        className={styles.track}
        data-page-keys
        role="slider"
        tabIndex={0}
        aria-label={t('review.player.axis')}
        aria-valuemin={Math.round(span.fromUs / 1e6)}
        aria-valuemax={Math.round(span.toUs / 1e6)}
        aria-valuenow={Math.round(nowUs / 1e6)}
        aria-valuetext={beijingClock(nowUs, true)}
        onClick={(event) => onSeek(usAt(event.clientX))}
        onPointerMove={(event) => setHoverUs(usAt(event.clientX))}
        onPointerLeave={() => setHoverUs(undefined)}
      >
        <AxisTicks span={span} width={width} />
        {props.cameras.map((camera, at) => (
          <RecordingBand key={camera.id} index={props.indexes[at]} span={span} x={x} />
        ))}
        <CountBand seen={props.seen} expected={props.expected} span={span} x={x} width={width} />
        {props.attendees.map((attendee) => (
          <PresenceBand key={attendee.attendeeId} attendee={attendee} span={span} x={x} />
        ))}
        <div className={styles.marks}>
          {props.marks
            .filter((mark) => mark.atUs >= span.fromUs && mark.atUs <= span.toUs)
            .map((mark) => (
              <span key={`${mark.label}${mark.atUs}`} style={{ left: x(mark.atUs) }} title={mark.label}>
                {mark.label}
              </span>
            ))}
        </div>
        {(props.findings ?? [])
          .filter((one) => one.atUs >= span.fromUs && one.atUs <= span.toUs)
          .map((one) => (
            <span
              key={`${one.label}${one.atUs}`}
              className={styles.finding}
              style={{ left: x(one.atUs) }}
              title={one.label}
            >
              ⚑
            </span>
          ))}
        {claim && (
          <div
            className={styles.claim}
            style={{ left: x(claim.fromUs), width: Math.max(2, x(claim.toUs) - x(claim.fromUs)) }}
          />
        )}
        <div className={styles.head} style={{ left: x(nowUs) }} />
        {hoverUs !== undefined && <Hover us={hoverUs} left={x(hoverUs)} width={width} {...props} />}
      </div>
    </div>
  );
}

function Labels({ cameras, attendees }: Pick<Props, 'cameras' | 'attendees'>) {
  const { t } = useText();
  return (
    <div className={styles.labels}>
      <span className={styles.tickLabel} />
      {cameras.map((camera) => (
        <span key={camera.id} className={styles.bandLabel} title={camera.name}>
          {cameras.length > 1 ? camera.name : t('review.player.bands.recording')}
        </span>
      ))}
      <span className={styles.countLabel}>
        {t('review.player.bands.persons')}
        <small>━ {t('review.player.bands.seen')}</small>
        <small>┅ {t('review.player.bands.expected')}</small>
      </span>
      {attendees.map((attendee) => (
        <span key={attendee.attendeeId} className={styles.bandLabel} title={attendee.name}>
          {attendee.name}
        </span>
      ))}
      <span className={styles.bandLabel}>{t('review.player.bands.marks')}</span>
    </div>
  );
}

function Hover({
  us,
  left,
  width,
  seen,
  expected,
}: Pick<Props, 'seen' | 'expected'> & { us: number; left: number; width: number }) {
  const { t } = useText();
  const seenNow = countAt(seen, us);
  const expectedNow = countAt(expected, us);
  return (
    <div className={styles.hover} style={left > width / 2 ? { right: width - left } : { left }}>
      {beijingClock(us, true)}
      {seenNow !== undefined && seenNow >= 0 && ` · ${t('review.player.bands.seen')} ${seenNow}`}
      {expectedNow !== undefined && ` · ${t('review.player.bands.expected')} ${expectedNow}`}
    </div>
  );
}

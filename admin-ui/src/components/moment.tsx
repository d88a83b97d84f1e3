// SPDX-License-Identifier: Apache-2.0
// A point in time: Beijing time for reading, UTC on hover.

import { useNowUs } from '../lib/now';
import { beijing, beijingClock, beijingShort, utc } from '../lib/time';

interface Props {
  us: number;
  /** "full" with date and seconds, "clock" without date, "short" drops today's date. */
  form?: 'full' | 'clock' | 'short';
  seconds?: boolean;
  className?: string;
}

export function Moment({ us, form = 'short', seconds = false, className }: Props) {
  const nowUs = useNowUs();
  const text =
    form === 'full'
      ? beijing(us)
      : form === 'clock'
        ? beijingClock(us, seconds)
        : beijingShort(us, nowUs, seconds);
  return (
    <time
      dateTime={new Date(us / 1000).toISOString()}
      title={utc(us)}
      className={`nowrap ${className ?? ''}`}
    >
      {text}
    </time>
  );
}

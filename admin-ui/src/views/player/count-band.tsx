// SPDX-License-Identifier: Apache-2.0
// Persons seen (solid) against persons on the roster (dashed), as steps; where fewer are seen it is shaded.
import { useText } from '../../i18n';
import type { Span } from '../../media/client';
import { type CountStep, countAt } from '../../media/time-maths';
import type { Scale } from './time-axis';
import styles from './time-axis.module.css';

interface Props {
  seen: readonly CountStep[];
  expected: readonly CountStep[];
  span: Span;
  x: Scale;
  width: number;
}

const height = 56;
const margin = 8;

export function CountBand({ seen, expected, span, x, width }: Props) {
  const { t } = useText();
  if (seen.length === 0 && expected.length === 0) {
    return <div className={styles.noSeries}>{t('review.player.noSeries')}</div>;
  }
  const top = Math.max(2, ...seen.map((step) => step.persons), ...expected.map((step) => step.persons));
  const y = (persons: number) => height - margin - (persons / top) * (height - 2 * margin);
  return (
    <svg
      className={styles.counts}
      width={width}
      height={height}
      role="img"
      aria-label={t('review.player.bands.persons')}
    >
      {fewer(seen, expected, span).map((stretch) => (
        <rect
          key={stretch.fromUs}
          x={x(stretch.fromUs)}
          y={0}
          width={Math.max(1, x(stretch.toUs) - x(stretch.fromUs))}
          height={height}
          fill="var(--soon-soft)"
        />
      ))}
      {Array.from({ length: top + 1 }, (_, n) => n).map((n) => (
        <g key={n}>
          <line x1={0} x2={width} y1={y(n)} y2={y(n)} stroke="var(--line)" />
          {(n === 0 || n === top) && (
            <text x={2} y={n === 0 ? y(n) - 2 : y(n) + 10} fontSize={10} fill="var(--ink-3)">
              {n}
            </text>
          )}
        </g>
      ))}
      <path
        d={stepPath(expected, span, x, y)}
        fill="none"
        stroke="var(--ink-3)"
        strokeWidth={1.5}
        strokeDasharray="5 3"
      />
      <path d={stepPath(seen, span, x, y)} fill="none" stroke="var(--accent)" strokeWidth={2} />
    </svg>
  );
}

/** Steps as a path; where the check abstains (-1) the line is interrupted. */
export function stepPath(
  series: readonly CountStep[],
  span: Span,
  x: Scale,
  y: (n: number) => number,
): string {
  const start = countAt(series, span.fromUs);
  const steps = [
    ...(start === undefined ? [] : [{ fromUs: span.fromUs, persons: start }]),
    ...series.filter((step) => step.fromUs > span.fromUs && step.fromUs < span.toUs),
  ];
  let path = '';
  let drawing = false;
  for (const [at, step] of steps.entries()) {
    const endX = x(steps[at + 1]?.fromUs ?? span.toUs);
    if (step.persons < 0) {
      drawing = false;
      continue;
    }
    path += drawing ? `V${y(step.persons)}` : `M${x(step.fromUs)} ${y(step.persons)}`;
    path += `H${endX}`;
    drawing = true;
  }
  return path;
}

export function fewer(seen: readonly CountStep[], expected: readonly CountStep[], span: Span): Span[] {
  const times = [span.fromUs, ...seen.map((s) => s.fromUs), ...expected.map((s) => s.fromUs), span.toUs]
    .filter((us) => us >= span.fromUs && us <= span.toUs)
    .sort((a, b) => a - b);
  const stretches: Span[] = [];
  for (let at = 0; at + 1 < times.length; at++) {
    const fromUs = times[at] ?? 0;
    const toUs = times[at + 1] ?? 0;
    const seenNow = countAt(seen, fromUs);
    const expectedNow = countAt(expected, fromUs);
    if (
      toUs > fromUs &&
      seenNow !== undefined &&
      seenNow >= 0 &&
      expectedNow !== undefined &&
      seenNow < expectedNow
    ) {
      stretches.push({ fromUs, toUs });
    }
  }
  return stretches;
}

// SPDX-License-Identifier: Apache-2.0
// A stretch of time on so many pixels, and back.
import type { Span } from '../../media/client';

export type Scale = (us: number) => number;

const lengthOf = (span: Span) => Math.max(1, span.toUs - span.fromUs);

/** What lies outside of the stretch stands at its edge. */
export function scaleOf(span: Span, width: number): Scale {
  const lengthUs = lengthOf(span);
  return (us) => ((Math.min(Math.max(us, span.fromUs), span.toUs) - span.fromUs) / lengthUs) * width;
}

/** The moment at a share of the whole width. */
export function momentAt(span: Span, share: number): number {
  return Math.round(span.fromUs + Math.min(Math.max(share, 0), 1) * lengthOf(span));
}

// SPDX-License-Identifier: Apache-2.0
// A duty state: a shape, a word, then a colour; never a colour alone.
import type { ReactNode } from 'react';

export type Tone = 'over' | 'soon' | 'ok' | 'ended' | 'quiet';

export const shapes: Record<Tone, string> = { over: '▲', soon: '●', ok: '✓', ended: '■', quiet: '○' };

interface Props {
  tone: Tone;
  /** A shape of its own in the place of the tone's. */
  shape?: string;
  title?: string;
  children: ReactNode;
}

export function ToneMark({ tone, shape = shapes[tone], title, children }: Props) {
  return (
    <span className={`tone tone-${tone}`} title={title}>
      <i aria-hidden="true">{shape}</i>
      {children}
    </span>
  );
}

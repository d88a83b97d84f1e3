// SPDX-License-Identifier: Apache-2.0
// A duty state: a shape, a word, then a colour; never a colour alone.
import type { ReactNode } from 'react';

export type Tone = 'over' | 'soon' | 'ok' | 'ended' | 'quiet';

export const shapes: Record<Tone, string> = { over: '▲', soon: '●', ok: '✓', ended: '■', quiet: '○' };

export function ToneMark({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  return (
    <span className={`tone tone-${tone}`} title={title}>
      <i aria-hidden="true">{shapes[tone]}</i>
      {children}
    </span>
  );
}

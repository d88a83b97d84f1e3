// SPDX-License-Identifier: Apache-2.0
// Nothing to show, and what can be done about it.
import type { ReactNode } from 'react';

export function Empty({ title, hint, action }: { title: string; hint?: string; action?: ReactNode }) {
  return (
    <div style={{ padding: '40px 16px', textAlign: 'center', color: 'var(--ink)' }}>
      <h3>{title}</h3>
      {hint && <p className="quiet">{hint}</p>}
      {action && <div style={{ marginTop: 16 }}>{action}</div>}
    </div>
  );
}

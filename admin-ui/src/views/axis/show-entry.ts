// SPDX-License-Identifier: Apache-2.0
// Leads to an entry in the list of the timeline: in sight, and focused so that it stands out.
export const entryId = (seq: number) => `entry-${seq}`;

export function showEntry(seq: number): void {
  const entry = document.getElementById(entryId(seq));
  entry?.scrollIntoView({ block: 'center' });
  entry?.focus();
}

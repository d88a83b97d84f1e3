// SPDX-License-Identifier: Apache-2.0
// When the board warns of who is missing on tonight's roster: from 18:00 in Beijing until the morning.
import type { Tonight } from '../../api/types';

export function warnsNow(tonight: Tonight | undefined, nowUs: number): Tonight['warnings'] {
  return tonight && nowUs >= tonight.fromUs && nowUs < tonight.toUs ? tonight.warnings : [];
}

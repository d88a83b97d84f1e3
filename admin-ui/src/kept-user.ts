// SPDX-License-Identifier: Apache-2.0
// Who was here last, as this device keeps it for the time when the centre is away: gone with the end of the sign-in.
import { panelMemory } from './panel/memory';
import { roundMemory } from './round/memory';

export function forgetKeptUser(): void {
  panelMemory.keep({ user: undefined });
  roundMemory.forget();
}

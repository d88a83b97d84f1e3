// SPDX-License-Identifier: Apache-2.0
// The trays of this page, one for each user and stay: a closed dialog or another page loses nothing that was chosen.
import { isLeft, type ScanTray } from './scan-tray';

const trays = new Map<string, { user: string; tray: ScanTray }>();

export function trayOf(user: string, stay: string, make: () => ScanTray): ScanTray {
  const name = `${user} ${stay}`;
  const known = trays.get(name);
  if (known) return known.tray;
  const tray = make();
  trays.set(name, { user, tray });
  tray.subscribe(warnOfLeaving);
  return tray;
}

/** Wipes everything that was chosen, or everything that does not belong to `keepUser`. */
export function wipeTrays(keepUser?: string): void {
  for (const [name, { user, tray }] of trays) {
    if (user === keepUser) continue;
    trays.delete(name);
    tray.stop();
  }
  warnOfLeaving();
}

const ask = (event: BeforeUnloadEvent) => event.preventDefault();

/** A reload would lose the pictures: the browser asks first. */
function warnOfLeaving(): void {
  const left = [...trays.values()].some(({ tray }) => tray.current().some(isLeft));
  if (left) window.addEventListener('beforeunload', ask);
  else window.removeEventListener('beforeunload', ask);
}

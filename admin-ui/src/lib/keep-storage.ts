// SPDX-License-Identifier: Apache-2.0
// Signing out makes the browser clear its storage for the centre. What waits to be sent, what is put away for its owner
// and how this terminal is set up belong to it all the same, and are put back.
import { keepKeyAgain } from './sealed';

const mine = (name: string) => name.startsWith('mingjing');

function copyOf(storage: Storage): [string, string][] {
  return Object.keys(storage)
    .filter(mine)
    .map((name) => [name, storage.getItem(name) ?? '']);
}

const witness = 'mingjing-witness';

export async function keepStorageOver<R>(act: () => Promise<R>): Promise<R> {
  const kept = [localStorage, sessionStorage].map((storage) => ({ storage, items: copyOf(storage) }));
  localStorage.setItem(witness, '');
  try {
    return await act();
  } finally {
    const cleared = localStorage.getItem(witness) === null;
    localStorage.removeItem(witness);
    if (cleared) void keepKeyAgain().catch(() => undefined);
    for (const { storage, items } of cleared ? kept : []) {
      for (const [name, text] of items) if (storage.getItem(name) === null) storage.setItem(name, text);
    }
  }
}

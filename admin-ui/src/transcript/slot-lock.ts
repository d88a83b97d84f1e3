// SPDX-License-Identifier: Apache-2.0
// Whether the page that owns a compartment is still open: an open page holds a lock of the compartment's name.

type Locks = Pick<LockManager, 'request'>;

const nameOf = (slot: string) => `mingjing-transcript.${slot}`;

/** Holds the compartment until the returned function is called or the page is gone. */
export function holdSlot(slot: string, locks: Locks | undefined = navigator.locks): () => void {
  if (!locks) return () => undefined;
  let release: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  void locks.request(nameOf(slot), () => until);
  return () => release();
}

/** Does `work` when nobody has the compartment open. Without locks every compartment counts as left behind. */
export async function whenLeftBehind(
  slot: string,
  work: () => Promise<void>,
  locks: Locks | undefined = navigator.locks,
): Promise<void> {
  if (!locks) return work();
  await locks.request(nameOf(slot), { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}

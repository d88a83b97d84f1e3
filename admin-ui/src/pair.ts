// SPDX-License-Identifier: Apache-2.0
// With whom an officer last questioned on this device: the pair is proposed again, and can be changed before it starts.
const storedAs = (user: string) => `mingjing-pair.${user}`;

export function rememberPair(user: string, officers: readonly string[]): void {
  localStorage.setItem(storedAs(user), JSON.stringify(officers));
}

/** Who is proposed: the last pair, as far as its members are still there, and always the officer who starts. */
export function proposePair(user: string, known: (id: string) => boolean): string[] {
  const others = read(user).filter((id) => id !== user && known(id));
  return [user, ...others];
}

function read(user: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storedAs(user)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string').slice(0, 6) : [];
  } catch {
    return [];
  }
}

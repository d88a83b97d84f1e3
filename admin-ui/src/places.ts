// SPDX-License-Identifier: Apache-2.0
// Where each user of this page was when somebody else took over: they come back to it.
const places = new Map<string, string>();

export function rememberPlace(
  user: string,
  { pathname, search }: { pathname: string; search: string },
): void {
  places.set(user, pathname + search);
}

/** Once: who leaves from home comes back to it. */
export function placeOf(user: string): string {
  const place = places.get(user) ?? '/';
  places.delete(user);
  return place;
}

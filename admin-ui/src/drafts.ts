// SPDX-License-Identifier: Apache-2.0
// Half-typed forms and acts whose outcome is open. They live in this tab only, belong to one user,
// and are wiped when that user signs out or another one signs in.
const prefix = 'mingjing.';

function nameOf(kind: 'draft' | 'attempt', user: string, form: string): string {
  return `${prefix}${kind}.${user}.${form}`;
}

function read<T>(name: string): T | undefined {
  try {
    const text = sessionStorage.getItem(name);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

function write(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs the draft, never the form itself.
  }
}

export type DraftValues = Record<string, unknown>;

export const drafts = {
  read: (user: string, form: string) => read<DraftValues>(nameOf('draft', user, form)),
  write: (user: string, form: string, values: DraftValues) => write(nameOf('draft', user, form), values),
  drop: (user: string, form: string) => sessionStorage.removeItem(nameOf('draft', user, form)),
};

/** An act that was sent and has no answer yet: the same key must be used for the same body. */
export interface Attempt {
  key: string;
  body: unknown;
}

export const attempts = {
  read: (user: string, act: string) => read<Attempt>(nameOf('attempt', user, act)),
  write: (user: string, act: string, attempt: Attempt) => write(nameOf('attempt', user, act), attempt),
  drop: (user: string, act: string) => sessionStorage.removeItem(nameOf('attempt', user, act)),
};

/** Wipes everything that was kept, or everything that does not belong to `keepUser`. */
export function wipeDrafts(keepUser?: string): void {
  for (const name of Object.keys(sessionStorage)) {
    if (!name.startsWith(prefix)) continue;
    const owner = name.split('.')[2];
    if (keepUser === undefined || owner !== keepUser) sessionStorage.removeItem(name);
  }
}

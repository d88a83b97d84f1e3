// SPDX-License-Identifier: Apache-2.0
// The signed-in user's choice of the columns of one table.
import { useCallback, useState } from 'react';
import { type Choice, choices } from '../columns';
import { useUser } from '../session';

export function useColumnChoice(table: string | undefined) {
  const { me } = useUser();
  const [choice, setChoice] = useState(() => (table ? choices.read(me.id, table) : undefined));
  const choose = useCallback(
    (next: Choice | undefined) => {
      setChoice(next);
      if (table) choices.write(me.id, table, next);
    },
    [me.id, table],
  );
  return [choice, choose] as const;
}

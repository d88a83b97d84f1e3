// SPDX-License-Identifier: Apache-2.0
// One entry on the room panel: a plan while the centre answers, else kept with the time of the press, to go as a report.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { refreshByHint } from '../api/queries';
import { serverNowUs } from '../lib/now';
import type { Running } from '../panel/memory';
import { postEntry } from '../send-entry';
import type { Answer, Unsent } from '../unsent';
import { nobody, noteDelivery, queueOf } from './use-unsent';

export type PanelEntry = Pick<Unsent, 'kind' | 'target' | 'after' | 'stayIds' | 'what'> & { body: object };
/** `kept`: it waits on this device. */
export type Outcome = 'stored' | 'kept';

export interface PanelActs {
  /** Throws what the centre says against a plan. */
  plan: (entry: PanelEntry, overrideReason?: string) => Promise<Outcome>;
  /** It happened, whatever the rules say. */
  report: (entry: PanelEntry, atUs?: number) => Promise<Outcome>;
}

const stale = new Set(['stays', 'questionings', 'findings'] as const);

/** Of what runs: where an entry about it goes. */
export const aboutRunning = ({ id, beginKey, stayId }: Running) => ({
  target: id ?? '',
  after: id === undefined ? beginKey : undefined,
  stayIds: [stayId],
});

export function usePanelActs(owner: string | undefined, away: boolean): PanelActs {
  const client = useQueryClient();
  const queue = queueOf(owner ?? nobody);

  const report = useCallback(
    async ({ body, ...entry }: PanelEntry, atUs = Math.floor(serverNowUs())): Promise<Outcome> => {
      const key = crypto.randomUUID();
      queue.add({ ...entry, key, atUs, body: { ...body, mode: 'report', happenedAtUs: atUs } });
      if (away) return 'kept';
      await queue.flush();
      refreshByHint(client, stale);
      return queue.current().some((one) => one.key === key) ? 'kept' : 'stored';
    },
    [queue, away, client],
  );

  const plan = useCallback(
    async (entry: PanelEntry, overrideReason?: string): Promise<Outcome> => {
      const mustFollow = entry.after !== undefined || queue.current().some((one) => isBefore(one, entry));
      if (away || owner === undefined || mustFollow) return report(entry);
      const { body, ...rest } = entry;
      const key = crypto.randomUUID();
      const atUs = Math.floor(serverNowUs());
      const asPlan = { ...body, mode: 'plan', ...(overrideReason ? { overrideReason } : {}) };
      const kept: Unsent & { plan: object } = {
        ...rest,
        key,
        atUs,
        body: { ...body, mode: 'report', happenedAtUs: atUs },
        plan: asPlan,
      };
      const answer: Answer = await queue.plan(kept, () => postEntry(kept, asPlan, { once: true }));
      if (answer) noteDelivery(kept, answer);
      refreshByHint(client, stale);
      return answer ? 'stored' : 'kept';
    },
    [queue, owner, away, report, client],
  );
  return { plan, report };
}

/** What waits for the same questioning goes first. */
function isBefore(one: Unsent, entry: PanelEntry): boolean {
  return !one.refused && one.kind !== 'begin' && entry.kind !== 'begin' && one.target === entry.target;
}

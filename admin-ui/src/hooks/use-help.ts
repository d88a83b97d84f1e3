// SPDX-License-Identifier: Apache-2.0
// One press calls for help: kept on this device first, sent past everything that waits, and tried again until it is told.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { refreshByHint } from '../api/queries';
import { pressesOf, roomOfPage } from '../help/calls';
import { useText } from '../i18n';
import { serverNowUs } from '../lib/now';
import { postEntry } from '../send-entry';
import { useUser } from '../session';
import type { Unsent } from '../unsent';
import { queueOf, useUnsent } from './use-unsent';

const againMs = 3_000;
const topics = new Set(['help'] as const);

export interface Help {
  press: () => void;
  withdraw: (callId: string) => void;
  /** Of a press that is still on this device. */
  withdrawPress: (entry: Unsent) => void;
  /** A press is on its way and has not been answered yet. */
  sending: boolean;
}

export function useHelp(): Help {
  const { t } = useText();
  const { me } = useUser();
  const client = useQueryClient();
  const { pathname, search } = useLocation();
  const [underWay, setUnderWay] = useState(0);
  const queue = queueOf(me.id);
  const waits = pressesOf(useUnsent()).some(({ entry }) => !entry.refused);

  const flush = useCallback(
    () => void queue.flush().then(() => refreshByHint(client, topics)),
    [queue, client],
  );

  const press = useCallback(() => {
    const happenedAtUs = Math.floor(serverNowUs());
    const body = { happenedAtUs, roomId: roomOfPage(pathname, search) };
    const entry: Unsent & { plan: object } = {
      key: crypto.randomUUID(),
      kind: 'help',
      target: '',
      stayIds: [],
      what: t('help.title'),
      atUs: happenedAtUs,
      body,
      plan: body,
    };
    setUnderWay((count) => count + 1);
    void queue
      .plan(entry, () => postEntry(entry, body, { once: true }))
      // What is malformed is our own mistake; the press stays in sight as refused.
      .catch(() => queue.add(entry))
      .finally(() => {
        setUnderWay((count) => count - 1);
        flush();
      });
  }, [pathname, search, queue, flush, t]);
  const pressedLast = useRef(press);
  pressedLast.current = press;

  const addWithdrawal = useCallback(
    (target: string, after?: string) => {
      const atUs = Math.floor(serverNowUs());
      queue.add({
        key: crypto.randomUUID(),
        kind: 'help_withdrawal',
        target,
        after,
        stayIds: [],
        what: t('help.mistake'),
        atUs,
        body: { happenedAtUs: atUs },
      });
      flush();
    },
    [queue, flush, t],
  );

  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(flush, againMs);
    return () => clearInterval(timer);
  }, [waits, flush]);

  return {
    press,
    withdraw: addWithdrawal,
    withdrawPress: useCallback(({ key }) => addWithdrawal('', key), [addWithdrawal]),
    sending: underWay > 0,
  };
}

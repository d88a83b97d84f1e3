// SPDX-License-Identifier: Apache-2.0
// Printing: the print is an entry of the record, then its PDF opens beside the page.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { doAct } from '../acts';
import { call } from '../api/client';
import { refreshByHint } from '../api/queries';
import type { PrintInput } from '../api/types';
import { describeError } from '../errors';
import { useText } from '../i18n';
import { useUser } from '../session';

export function printUrl(stayId: string, seq: number): string {
  return `/api/v1/stays/${stayId}/prints?seq=${seq}`;
}

/** `what` names the thing on paper, so that a lost answer is asked for again for the same thing only. */
export function usePrint(stayId: string) {
  const { t, language } = useText();
  const { me } = useUser();
  const { notification } = App.useApp();
  const client = useQueryClient();
  const [pending, setPending] = useState(false);
  const print = async (what: string, input: Omit<PrintInput, 'language'>) => {
    if (pending) return;
    // Opened by the press itself: a window that comes later is blocked.
    const tab = window.open('', '_blank');
    setPending(true);
    try {
      const { receipt } = await doAct(
        me.id,
        `stay.${stayId}.print.${what}`,
        { ...input, language },
        (body, key) => call('post', '/stays/{id}/prints', { path: { id: stayId }, body, key }),
      );
      const url = printUrl(stayId, receipt.seq);
      if (tab) tab.location.href = url;
      else window.location.assign(url);
      refreshByHint(client, new Set(['stays', 'questionings'] as const));
    } catch (error) {
      tab?.close();
      const said = describeError(error, t, language);
      notification.error({ message: said.title, description: said.detail, duration: 0 });
    } finally {
      setPending(false);
    }
  };
  return { print, pending };
}

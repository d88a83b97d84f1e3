// SPDX-License-Identifier: Apache-2.0
// The signed-in user's tray of scans for one stay, and what each one became.
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { call } from '../api/client';
import { readPapers, refreshByHint } from '../api/queries';
import { recognisedOf } from '../papers/pages';
import { type Scan, ScanTray, type SendScan } from '../papers/scan-tray';
import { trayOf } from '../papers/trays';
import { useUser } from '../session';

const stale = new Set(['stays', 'questionings', 'findings'] as const);

function sender(client: QueryClient, id: string): SendScan {
  return async (body, key, onPart, signal) => {
    const receipt = await call('post', '/stays/{id}/scans', { path: { id }, body, key, onPart, signal });
    // It is stored: that it cannot be told now as which page is no failure of it.
    const list = await client.fetchQuery({ ...readPapers(id), retry: false }).catch(() => undefined);
    return recognisedOf(list?.items ?? [], receipt.seq);
  };
}

export function useScanTray(stayId: string): { tray: ScanTray; scans: readonly Scan[] } {
  const { me } = useUser();
  const client = useQueryClient();
  const tray = trayOf(
    me.id,
    stayId,
    () => new ScanTray(sender(client, stayId), () => refreshByHint(client, stale)),
  );
  return { tray, scans: useSyncExternalStore(tray.subscribe, tray.current) };
}

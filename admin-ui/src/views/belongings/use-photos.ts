// SPDX-License-Identifier: Apache-2.0
// Sends chosen photographs one after the other; one that fails waits to be sent again, the others go on.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { call } from '../../api/client';
import { refreshByHint } from '../../api/queries';
import { base64Url } from '../../papers/bytes';
import { type Photo, photoOf } from './photo';

export interface Photos {
  list: readonly Photo[];
  add: (files: readonly File[], item: number | undefined) => Promise<void>;
  sendAgain: (id: string) => void;
}

export function usePhotos(stayId: string): Photos {
  const client = useQueryClient();
  const [list, setList] = useState<readonly Photo[]>([]);
  const line = useRef<Promise<void>>(Promise.resolve());

  const send = useCallback(
    (photo: Photo) => {
      const mark = (part: Partial<Photo>) =>
        setList((all) => all.map((one) => (one.id === photo.id ? { ...one, ...part } : one)));
      line.current = line.current.then(async () => {
        mark({ state: 'sending', error: undefined });
        try {
          await call('post', '/stays/{id}/belonging-photos', {
            path: { id: stayId },
            body: { photo: base64Url(photo.bytes), item: photo.item },
            key: photo.key,
            onPart: () => undefined,
          });
          mark({ state: 'done', bytes: new Uint8Array() });
          refreshByHint(client, new Set(['stays']));
        } catch (error) {
          mark({ state: 'failed', error });
        }
      });
    },
    [client, stayId],
  );

  const add = useCallback(
    async (files: readonly File[], item: number | undefined) => {
      for (const file of files) {
        const photo = photoOf(file.name, new Uint8Array(await file.arrayBuffer()), item);
        setList((all) => [...all, photo]);
        if (photo.state === 'waiting') send(photo);
      }
    },
    [send],
  );

  const sendAgain = useCallback(
    (id: string) => {
      const photo = list.find((one) => one.id === id);
      if (photo?.state === 'failed') send(photo);
    },
    [list, send],
  );
  return { list, add, sendAgain };
}

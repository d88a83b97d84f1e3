// SPDX-License-Identifier: Apache-2.0
// Notes a meal and the like in one press; says when it is stored, and what to do when it is not.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback } from 'react';
import { doAct } from '../acts';
import { call } from '../api/client';
import { refreshByHint } from '../api/queries';
import type { CareKind } from '../api/types';
import { describeError } from '../errors';
import { useText } from '../i18n';
import { useUser } from '../session';

export function useNoteCare() {
  const { t, language } = useText();
  const { message, notification } = App.useApp();
  const { me } = useUser();
  const client = useQueryClient();
  return useCallback(
    async (stay: { stayId: string; number: string }, kind: CareKind) => {
      const path = { id: stay.stayId };
      const body = { mode: 'plan' as const, kind };
      try {
        await doAct(me.id, `stay.${stay.stayId}.care.${kind}`, body, (sent, key) =>
          call('post', '/stays/{id}/care', { path, body: sent, key }),
        );
        refreshByHint(client, new Set(['stays'] as const));
        const what = t(`domain.care.${kind}`);
        void message.success(t('board.care.done', { number: stay.number.slice(-2), what }));
      } catch (error) {
        const said = describeError(error, t, language);
        notification.error({ message: said.title, description: said.detail, duration: 0 });
      }
    },
    [client, me.id, message, notification, t, language],
  );
}

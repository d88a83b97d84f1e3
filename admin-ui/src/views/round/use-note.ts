// SPDX-License-Identifier: Apache-2.0
// Notes an entry of the round: kept at once, sent when it can be, and the user is told which of the two it is.
import { App } from 'antd';
import { useCallback } from 'react';
import { useKeepAndSend } from '../../hooks/use-unsent';
import { useText } from '../../i18n';
import type { Unsent } from '../../unsent';

type Entry = Pick<Unsent, 'kind' | 'target' | 'stayIds' | 'what'> & { body: object };

export function useNote(): (entry: Entry) => void {
  const { t } = useText();
  const { message } = App.useApp();
  const keepAndSend = useKeepAndSend();
  return useCallback(
    (entry) => {
      void keepAndSend(entry).then((stored) => {
        if (stored) void message.success(t('round.noted', { what: entry.what }));
        else void message.warning(t('round.kept', { what: entry.what }), 6);
      });
    },
    [keepAndSend, message, t],
  );
}

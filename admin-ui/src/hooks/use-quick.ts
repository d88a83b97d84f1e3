// SPDX-License-Identifier: Apache-2.0
// The letters of the board with their words, and noting at once what a letter says wholly.
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { createElement, useCallback, useMemo } from 'react';
import { doAct } from '../acts';
import { call } from '../api/client';
import { asksForReason } from '../api/problem';
import { refreshByHint, useActs } from '../api/queries';
import type { ActInput, Receipt, Tile } from '../api/types';
import { describeError } from '../errors';
import { useText } from '../i18n';
import { useUser } from '../session';
import { type OfferedQuick, offeredQuick } from '../views/quick-entries';
import { useNoteCare } from './use-note-care';

export interface QuickEntry extends OfferedQuick {
  /** What is noted, in words. */
  words: string;
  /** The same as it stands beside the letter: with points where a form opens. */
  label: string;
}

export function useQuickEntries(): QuickEntry[] {
  const { t, pick } = useText();
  const { me, can } = useUser();
  const canCare = can.leadStay || can.care;
  const acts = useActs(canCare).data?.acts;
  return useMemo(() => {
    const wordsOf = ({ quick, act }: OfferedQuick): string => {
      if (quick.kind === 'care') return t(`domain.care.${quick.care}`);
      const field = act?.fields.find((one) => one.name === 'kind');
      const asked = field?.words?.find((one) => one.word === quick.values?.kind);
      const what = asked ? pick(asked.label, asked.labelEn) : act ? pick(act.label, act.labelEn) : quick.act;
      return quick.kind === 'act' ? t('board.quick.asks', { what }) : what;
    };
    return offeredQuick(acts ?? [], me, canCare).map((one) => {
      const words = wordsOf(one);
      const label = one.quick.kind === 'form' ? t('board.quick.form', { what: words }) : words;
      return { ...one, words, label };
    });
  }, [acts, canCare, me, pick, t]);
}

/** Says that an act is stored; of a request it leads to the slip for the person. */
export function useTellStored() {
  const { t } = useText();
  const { message } = App.useApp();
  return useCallback(
    (stay: Pick<Tile, 'stayId' | 'number'>, words: string, receipt: Receipt, asked: boolean) => {
      const what = t('board.care.done', { number: stay.number.slice(-2), what: words });
      const href = `#/stays/${stay.stayId}?do=slip&about=${receipt.seq}`;
      const slip = asked ? createElement('a', { href }, t('board.quick.slip')) : undefined;
      void message.success(createElement('span', null, what, ' ', slip), asked ? 8 : undefined);
    },
    [message, t],
  );
}

/** Stores what was armed. Where a rule asks for a reason, the form is opened instead. */
export function useNoteQuick(openForm: (entry: QuickEntry, stay: Tile) => void) {
  const { t, language } = useText();
  const { me } = useUser();
  const { notification } = App.useApp();
  const client = useQueryClient();
  const noteCare = useNoteCare();
  const tell = useTellStored();
  return async (stay: Tile, entry: QuickEntry): Promise<void> => {
    const { quick, act } = entry;
    if (quick.kind === 'care') return noteCare(stay, quick.care);
    if (quick.kind !== 'act') return openForm(entry, stay);
    const body: ActInput = { mode: 'plan', act: quick.act, values: quick.values };
    const path = { id: stay.stayId };
    try {
      const { receipt } = await doAct(me.id, `stay.${stay.stayId}.quick.${quick.key}`, body, (sent, key) =>
        call('post', '/stays/{id}/acts', { path, body: sent, key }),
      );
      refreshByHint(client, new Set(['stays'] as const));
      tell(stay, entry.words, receipt, act?.newId === 'requestId');
    } catch (error) {
      if (asksForReason(error)) return openForm(entry, stay);
      const said = describeError(error, t, language);
      notification.error({ message: said.title, description: said.detail, duration: 0 });
    }
  };
}

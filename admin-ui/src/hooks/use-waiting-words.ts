// SPDX-License-Identifier: Apache-2.0
// What a person waits for, in words: kinds of requests as the catalogue names them, and approvals that were asked for.
import { useActs } from '../api/queries';
import type { ApprovalAbout } from '../api/types';
import { useText } from '../i18n';

const abouts: readonly ApprovalAbout[] = [
  'extension',
  'temporary_exit',
  'information',
  'night_questioning',
  'restraint',
  'release',
  'other',
];

/** The kinds of requests with their words, as the form for noting one has them. */
export function useRequestKinds(enabled = true) {
  const { pick } = useText();
  const acts = useActs(enabled);
  const field = acts.data?.acts
    .find((act) => act.name === 'note_request')
    ?.fields.find((one) => one.name === 'kind');
  return (field?.words ?? []).map(({ word, label, labelEn }) => ({ word, label: pick(label, labelEn) }));
}

export function useWaitingWords(enabled: boolean): (kinds: readonly string[]) => string {
  const { t } = useText();
  const requests = useRequestKinds(enabled);
  return (kinds) =>
    kinds
      .map((kind) => {
        const request = requests.find((one) => one.word === kind);
        if (request) return request.label;
        const about = abouts.find((one) => one === kind);
        return about ? t('board.approvalOf', { about: t(`domain.approvalAbout.${about}`) }) : kind;
      })
      .join(t('comma'));
}

// SPDX-License-Identifier: Apache-2.0
// How far a finding has come: to review, judged, or cured by later facts.
import type { Finding } from '../api/types';
import { useText } from '../i18n';
import { type Tone, ToneMark } from './tone';

const tones: Record<Finding['status'], Tone> = {
  to_review: 'soon',
  confirmed: 'over',
  false_alarm: 'ended',
  unclear: 'quiet',
  cured: 'ok',
};

export function FindingMark({ status }: { status: Finding['status'] }) {
  const { t } = useText();
  return <ToneMark tone={tones[status]}>{t(`domain.findingStatus.${status}`)}</ToneMark>;
}

// SPDX-License-Identifier: Apache-2.0
// What every step form of a stay is given.
import type { Receipt, RuleNotice, StayDetail } from '../../api/types';
import type { ActStay } from '../../components/act-form';

export interface StepProps {
  detail: StayDetail;
  notices: readonly RuleNotice[];
  onDone: (receipt: Receipt) => void;
}

export function stayOf(detail: StayDetail): ActStay {
  return {
    id: detail.tile.stayId,
    seq: detail.tile.seq,
    left: detail.departedAtUs !== undefined,
  };
}

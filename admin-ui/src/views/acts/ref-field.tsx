// SPDX-License-Identifier: Apache-2.0
// Choosing what an act refers to: an open request of the person, or an approval that was granted.
import { Input, Select } from 'antd';
import type { StayDetail } from '../../api/types';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { beijingShort } from '../../lib/time';

interface Props {
  name: string;
  detail: StayDetail;
  clearable: boolean;
  id?: string;
  value?: string;
  onChange?: (value: string | undefined) => void;
}

export function RefField({ name, detail, clearable, ...entry }: Props) {
  const { t } = useText();
  const requests = useRequestOptions(detail);
  const approvals = useApprovalOptions(detail);
  if (name !== 'requestId' && name !== 'approvalId') {
    return <Input {...entry} onChange={(event) => entry.onChange?.(event.target.value)} maxLength={36} />;
  }
  const asks = name === 'requestId';
  return (
    <Select
      {...entry}
      showSearch
      optionFilterProp="label"
      allowClear={clearable}
      options={asks ? requests : approvals}
      notFoundContent={t(asks ? 'acts.noRequests' : 'acts.noApprovals')}
    />
  );
}

function useRequestOptions(detail: StayDetail) {
  const { pick } = useText();
  const nowUs = useNowUs();
  return (detail.openRequests ?? []).map((request) => ({
    value: request.requestId,
    label: [
      pick(request.label, request.labelEn),
      request.text,
      beijingShort(request.atUs, nowUs),
      request.receipt,
    ]
      .filter(Boolean)
      .join(' · '),
  }));
}

function useApprovalOptions(detail: StayDetail) {
  const { t } = useText();
  const nowUs = useNowUs();
  return (detail.approvals ?? [])
    .filter((approval) => approval.state === 'granted')
    .map((approval) => ({
      value: approval.id,
      label: [
        t(`domain.approvalAbout.${approval.about}`),
        approval.decidedBy?.name,
        approval.decidedAtUs === undefined ? undefined : beijingShort(approval.decidedAtUs, nowUs),
      ]
        .filter(Boolean)
        .join(' · '),
    }));
}

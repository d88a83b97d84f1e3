// SPDX-License-Identifier: Apache-2.0
// A decision that was made on paper is entered by somebody else: who decided, when, and why.
import { Input, Radio } from 'antd';
import { call } from '../../api/client';
import type { Approval, ApprovalDecision } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { StaffPicker } from '../../components/pickers';
import { TimeField } from '../../components/time-field';
import { useText } from '../../i18n';

const stale = ['stays'] as const;

interface Values {
  granted: boolean;
  approver: string;
  happenedAtUs: number;
  reason: string;
}

export function PaperDecision({ approval, onClose }: { approval: Approval; onClose: () => void }) {
  const { t } = useText();
  const required = { required: true, message: t('signIn.required') };
  return (
    <EditDialog<Values, ApprovalDecision>
      act={`approval.${approval.id}.paper`}
      title={`${t('approvals.paper.title')} · ${t(`domain.approvalAbout.${approval.about}`)}`}
      initial={{}}
      toBody={(values) => ({ ...values, mode: 'report', reason: values.reason.trim() })}
      send={(body, key) => call('post', '/approvals/{id}/decision', { path: { id: approval.id }, body, key })}
      stale={stale}
      submit={t('acts.submit')}
      keepsDraft
      onClose={onClose}
    >
      {() => (
        <>
          <Field
            span={12}
            name="granted"
            label={t('approvals.paper.result')}
            rules={[{ ...required, message: t('stay.answer') }]}
          >
            <Radio.Group
              options={[
                { value: true, label: t('approvals.grant') },
                { value: false, label: t('approvals.refuse') },
              ]}
            />
          </Field>
          <Field span={6} name="approver" label={t('approvals.paper.approver')} rules={[required]}>
            <StaffPicker />
          </Field>
          <Field span={6} name="happenedAtUs" label={t('approvals.paper.at')} rules={[required]}>
            <TimeField />
          </Field>
          <Field
            span={12}
            name="reason"
            label={t('approvals.paper.reason')}
            rules={[{ ...required, whitespace: true }]}
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Field>
        </>
      )}
    </EditDialog>
  );
}

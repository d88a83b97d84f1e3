// SPDX-License-Identifier: Apache-2.0
// Asking somebody who may for an approval: about what, by when, and of an extension how long and on which grounds.
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { call } from '../../api/client';
import type { ApprovalAbout, ApprovalRequest, ExtensionGround, Receipt, StayDetail } from '../../api/types';
import { ActForm } from '../../components/act-form';
import { Field } from '../../components/field';
import { TimeField } from '../../components/time-field';
import { useText } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import { usPerHour, usPerMinute } from '../../lib/time';
import {
  type ApprovingRole,
  groundsFor,
  type LimitH,
  limitsFor,
  nextLimit,
  usualApprover,
} from '../extension-grounds';
import { GroundsField } from '../steps/extend';
import { stayOf } from '../steps/step-props';

const abouts: readonly ApprovalAbout[] = [
  'extension',
  'temporary_exit',
  'information',
  'night_questioning',
  'restraint',
  'release',
  'other',
];
const roles: readonly ApprovingRole[] = ['unit_head', 'bureau_head', 'legal_head'];
const has = { overrideReason: false };

interface Values {
  about: ApprovalAbout;
  neededRole: ApprovingRole;
  neededByUs: number;
  urgent?: boolean;
  limitH?: LimitH;
  grounds?: ExtensionGround[];
  reason: string;
}

interface Props {
  detail: StayDetail;
  onDone: (receipt: Receipt) => void;
  onCancel: () => void;
}

export function ApprovalForm({ detail, onDone, onCancel }: Props) {
  const { t } = useText();
  const stay = stayOf(detail);
  const kind = detail.tile.caseKind;
  const basis = detail.basis.kind;
  const running = detail.tile.clock && detail.tile.clock.state !== 'ended' ? detail.tile.clock : undefined;
  const initial: Partial<Values> = {
    about: running ? 'extension' : 'temporary_exit',
    neededRole: usualApprover(basis),
    neededByUs: neededBy(running?.endsAtUs, serverNowUs()),
    limitH: nextLimit(limitsFor(kind, basis), running?.limitH ?? 0),
    grounds: [],
  };
  return (
    <ActForm<Values, ApprovalRequest>
      act={`stay.${stay.id}.approval`}
      stay={stay}
      has={has}
      initial={initial}
      toBody={({ about, neededRole, neededByUs, urgent, limitH = 24, grounds = [], reason }) => ({
        about,
        neededRole,
        neededByUs,
        urgent: urgent ?? false,
        ...(about === 'extension'
          ? { limitH, grounds: grounds.filter((one) => groundsFor(kind, limitH, basis).includes(one)) }
          : {}),
        reason: reason.trim(),
      })}
      send={(body, key) => call('post', '/stays/{id}/approvals', { path: { id: stay.id }, body, key })}
      submit={t('acts.approval.submit')}
      onDone={onDone}
      onCancel={onCancel}
    >
      {(form) => <ApprovalFields detail={detail} onLimit={() => form.setFieldValue('grounds', [])} />}
    </ActForm>
  );
}

/** An extension is needed before the limit ends; everything else within the hour, unless it is said otherwise. */
export function neededBy(endsAtUs: number | undefined, nowUs: number): number {
  const soon = Math.ceil((nowUs + usPerHour) / usPerMinute) * usPerMinute;
  return endsAtUs !== undefined && endsAtUs > nowUs ? Math.floor(endsAtUs / usPerMinute) * usPerMinute : soon;
}

function ApprovalFields({ detail, onLimit }: { detail: StayDetail; onLimit: () => void }) {
  const { t } = useText();
  const about = Form.useWatch<ApprovalAbout | undefined>('about');
  const kind = detail.tile.caseKind;
  const basis = detail.basis.kind;
  const required = { required: true, message: t('signIn.required') };
  return (
    <>
      <Field span={6} name="about" label={t('acts.approval.about')} rules={[required]}>
        <Select
          showSearch
          autoFocus
          optionFilterProp="label"
          options={abouts.map((value) => ({ value, label: t(`domain.approvalAbout.${value}`) }))}
        />
      </Field>
      <Field span={6} name="neededRole" label={t('acts.approval.neededRole')} rules={[required]}>
        <Select options={roles.map((value) => ({ value, label: t(`domain.userRole.${value}`) }))} />
      </Field>
      {about === 'extension' && (
        <>
          <Field span={4} name="limitH" label={t('stay.extend.limit')}>
            <Radio.Group
              optionType="button"
              onChange={onLimit}
              options={limitsFor(kind, basis).map((value) => ({
                value,
                label: t('stay.clock.hours', { count: value }),
              }))}
            />
          </Field>
          <GroundsField kind={kind} basis={basis} />
        </>
      )}
      <Field span={6} name="neededByUs" label={t('acts.approval.neededBy')} rules={[required]}>
        <TimeField />
      </Field>
      <Field span={6} name="urgent" label=" " valuePropName="checked">
        <Checkbox>
          {t('acts.approval.urgent')} <span className="quiet small">{t('acts.approval.urgentHint')}</span>
        </Checkbox>
      </Field>
      <Field
        span={12}
        name="reason"
        label={t('acts.approval.reason')}
        rules={[{ ...required, whitespace: true }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Field>
    </>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Approving a longer time limit: the legal grounds of this kind of case, by the head who is signed in.
import { Alert, Checkbox, Form, Input, Radio } from 'antd';
import { call } from '../../api/client';
import type { BasisKind, CaseKind, ExtensionGround } from '../../api/types';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Field } from '../../components/field';
import { StaffPicker } from '../../components/pickers';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { groundsFor, type LimitH, limitsFor, nextLimit } from '../extension-grounds';
import { type StepProps, stayOf } from './step-props';

interface Values {
  limitH: LimitH;
  grounds: ExtensionGround[];
  reason?: string;
  approver?: string;
}

export function ExtendStep({ detail, notices, onDone }: StepProps) {
  const { t, optional } = useText();
  const { me, can } = useUser();
  const stay = stayOf(detail);
  const kind = detail.tile.caseKind;
  const basis = detail.basis.kind;
  const limits = limitsFor(kind, basis);
  const current = detail.tile.clock?.limitH ?? 0;
  return (
    <ActForm<Values, Values & ActMeta>
      act={`stay.${stay.id}.extend`}
      stay={stay}
      notices={notices}
      start={can.approveExtension ? undefined : 'report'}
      initial={{ limitH: nextLimit(limits, current), grounds: [] }}
      toBody={({ limitH, grounds, reason, approver }, mode) => ({
        limitH,
        grounds: grounds.filter((ground) => groundsFor(kind, limitH, basis).includes(ground)),
        reason: reason?.trim() || undefined,
        approver: mode === 'report' ? approver : undefined,
      })}
      send={(body, key) => call('post', '/stays/{id}/extensions', { path: { id: stay.id }, body, key })}
      submit={t('stay.extend.submit')}
      onDone={onDone}
    >
      {(form, mode) => (
        <>
          {(mode === 'plan' || !can.approveExtension) && (
            <Alert
              type="info"
              style={{ gridColumn: 'span 12', marginBottom: 16 }}
              message={
                can.approveExtension ? t('stay.extend.byYou', { name: me.name }) : t('stay.extend.needRole')
              }
            />
          )}
          <Field span={4} name="limitH" label={t('stay.extend.limit')}>
            <Radio.Group
              optionType="button"
              options={limits.map((value) => ({ value, label: t('stay.clock.hours', { count: value }) }))}
              onChange={() => form.setFieldValue('grounds', [])}
            />
          </Field>
          <GroundsField kind={kind} basis={basis} />
          <Field
            span={6}
            name="reason"
            label={mode === 'report' ? optional(t('stay.extend.reason')) : t('stay.extend.reason')}
            rules={[
              { required: mode !== 'report', whitespace: true, message: t('stay.extend.reasonNeeded') },
            ]}
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Field>
          {mode === 'report' && (
            <Field span={6} name="approver" label={t('stay.extend.approver')}>
              <StaffPicker allowClear />
            </Field>
          )}
        </>
      )}
    </ActForm>
  );
}

export function GroundsField({ kind, basis }: { kind: CaseKind; basis: BasisKind }) {
  const { t } = useText();
  const limitH = Form.useWatch<LimitH | undefined>('limitH') ?? 24;
  return (
    <Field
      span={8}
      name="grounds"
      label={t('stay.extend.grounds')}
      rules={[{ required: true, type: 'array', min: 1, message: t('stay.extend.groundsNeeded') }]}
    >
      <Checkbox.Group
        options={groundsFor(kind, limitH, basis).map((value) => ({
          value,
          label: t(`domain.grounds.${value}`),
        }))}
      />
    </Field>
  );
}

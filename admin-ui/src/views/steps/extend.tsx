// SPDX-License-Identifier: Apache-2.0
// Approving a longer time limit: the legal grounds of this kind of case, by the head who is signed in.
import { Alert, Checkbox, Form, Input, Radio } from 'antd';
import { call } from '../../api/client';
import type { CaseKind } from '../../api/types';
import { ActForm, type ActMeta } from '../../components/act-form';
import { Field } from '../../components/field';
import { StaffPicker } from '../../components/pickers';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { type StepProps, stayOf } from './step-props';

type Ground =
  | 'serious_or_complex'
  | 'detain_or_arrest'
  | 'many_persons'
  | 'identity_unknown'
  | 'complex'
  | 'detention_may_apply';

interface Values {
  limitH: 12 | 24;
  grounds: Ground[];
  reason?: string;
  approver?: string;
}

export function groundsFor(kind: CaseKind, limitH: 12 | 24): readonly Ground[] {
  if (kind === 'criminal') return ['serious_or_complex', 'detain_or_arrest'];
  return limitH === 12 ? ['many_persons', 'identity_unknown'] : ['complex', 'detention_may_apply'];
}

export function ExtendStep({ detail, notices, onDone }: StepProps) {
  const { t, optional } = useText();
  const { me, can } = useUser();
  const stay = stayOf(detail);
  const kind = detail.tile.caseKind;
  const limits: (12 | 24)[] = kind === 'criminal' ? [24] : [12, 24];
  const current = detail.tile.clock?.limitH ?? 0;
  return (
    <ActForm<Values, Values & ActMeta>
      act={`stay.${stay.id}.extend`}
      stay={stay}
      notices={notices}
      start={can.approveExtension ? undefined : 'report'}
      initial={{ limitH: limits.find((limit) => limit > current) ?? 24, grounds: [] }}
      toBody={({ limitH, grounds, reason, approver }, mode) => ({
        limitH,
        grounds: grounds.filter((ground) => groundsFor(kind, limitH).includes(ground)),
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
          <Grounds kind={kind} />
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

function Grounds({ kind }: { kind: CaseKind }) {
  const { t } = useText();
  const limitH = Form.useWatch('limitH') === 12 ? 12 : 24;
  return (
    <Field
      span={8}
      name="grounds"
      label={t('stay.extend.grounds')}
      rules={[{ required: true, type: 'array', min: 1, message: t('stay.extend.groundsNeeded') }]}
    >
      <Checkbox.Group
        options={groundsFor(kind, limitH).map((value) => ({ value, label: t(`domain.grounds.${value}`) }))}
      />
    </Field>
  );
}

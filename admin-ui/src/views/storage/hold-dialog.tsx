// SPDX-License-Identifier: Apache-2.0
// Placing a hold: of a room or of a stay's way, with its size told before.
import { Form, type FormInstance, Input, Radio } from 'antd';
import { useEffect, useState } from 'react';
import { call } from '../../api/client';
import { useHoldPlan, useStay } from '../../api/queries';
import type { HoldInput } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { ErrorNote } from '../../components/error-note';
import { Field } from '../../components/field';
import { RoomPicker } from '../../components/pickers';
import { StayPicker } from '../../components/stay-picker';
import { TimeField } from '../../components/time-field';
import { ToneMark } from '../../components/tone';
import { useSettled } from '../../hooks/use-settled';
import { useText } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import { sizeText } from '../../lib/size';
import { useUser } from '../../session';
import styles from './storage.module.css';
import { goodInterval, type HoldValues, holdTerms, leastReason, mostHoldDays } from './values';

const stale = ['cameras'] as const;

export function HoldDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  return (
    <EditDialog<HoldValues, HoldInput, unknown>
      act="storage.hold"
      title={t('storage.holds.place')}
      initial={{ kind: 'room' }}
      // The form sends nothing that is not complete.
      toBody={(values) => ({ ...(holdTerms(values) as HoldInput), reason: (values.reason ?? '').trim() })}
      send={(body, key) => call('post', '/storage/holds', { body, key })}
      stale={stale}
      done={t('storage.holds.placeDone')}
      submit={t('storage.holds.place')}
      keepsDraft
      onClose={onClose}
    >
      {(form) => <HoldFields form={form} />}
    </EditDialog>
  );
}

function HoldFields({ form }: { form: FormInstance<HoldValues> }) {
  const { t } = useText();
  const { can } = useUser();
  const values = (Form.useWatch<HoldValues | undefined>([], form) ?? { kind: 'room' }) as HoldValues;
  return (
    <>
      {/* Who may not see stays has no numbers to choose from. */}
      <Field span={12} name="kind" label={t('storage.holds.what')} hidden={!can.seeStay}>
        <Radio.Group
          optionType="button"
          options={(['room', 'stay'] as const).map((value) => ({
            value,
            label: t(`storage.holds.kinds.${value}`),
          }))}
        />
      </Field>
      {values.kind === 'stay' ? <StayField form={form} stayId={values.stayId} /> : <RoomField />}
      <IntervalFields />
      <Plan terms={holdTerms(values)} />
      <Field
        span={12}
        name="reason"
        label={t('storage.holds.reason')}
        rules={[{ validator: useReasonCheck() }]}
      >
        <Input.TextArea rows={2} maxLength={500} showCount />
      </Field>
    </>
  );
}

function useReasonCheck() {
  const { t } = useText();
  return (_: unknown, value = '') =>
    String(value).trim().length >= leastReason
      ? Promise.resolve()
      : Promise.reject(t('storage.holds.reasonRule'));
}

function RoomField() {
  const { t } = useText();
  return (
    <Field
      span={12}
      name="roomId"
      label={t('storage.holds.room')}
      rules={[{ required: true, message: t('signIn.required') }]}
    >
      <RoomPicker />
    </Field>
  );
}

/** The interval of a stay that is chosen is known: from its arrival to its exit, or until now. */
function StayField({ form, stayId }: { form: FormInstance<HoldValues>; stayId: string | undefined }) {
  const { t } = useText();
  const [opened] = useState<string | undefined>(() => form.getFieldValue('stayId'));
  const chosen = stayId !== undefined && stayId !== opened;
  const stay = useStay(stayId ?? '', chosen);
  const fromUs = chosen ? stay.data?.tile.arrivedAtUs : undefined;
  const toUs = stay.data?.departedAtUs;
  useEffect(() => {
    if (fromUs !== undefined) form.setFieldsValue({ fromUs, toUs: toUs ?? Math.floor(serverNowUs()) });
  }, [form, fromUs, toUs]);
  return (
    <Field
      span={12}
      name="stayId"
      label={t('storage.holds.stay')}
      extra={fromUs !== undefined && t('storage.holds.wholeStay')}
      rules={[{ required: true, message: t('signIn.required') }]}
    >
      <StayPicker placeholder={t('storage.holds.stayTyped')} />
    </Field>
  );
}

function IntervalFields() {
  const { t } = useText();
  const required = { required: true, message: t('signIn.required') };
  return (
    <>
      <Field span={6} name="fromUs" label={t('storage.holds.from')} rules={[required]}>
        <TimeField seconds />
      </Field>
      <Field
        span={6}
        name="toUs"
        label={t('storage.holds.to')}
        dependencies={['fromUs']}
        rules={[
          required,
          ({ getFieldValue }) => ({
            validator: (_, toUs?: number) => {
              const fromUs: number | undefined = getFieldValue('fromUs');
              return fromUs === undefined || toUs === undefined || goodInterval(fromUs, toUs)
                ? Promise.resolve()
                : Promise.reject(t('storage.holds.interval', { days: mostHoldDays }));
            },
          }),
        ]}
      >
        <TimeField seconds />
      </Field>
    </>
  );
}

function Plan({ terms }: { terms: HoldInput | undefined }) {
  const { t } = useText();
  const settled = useSettled(terms);
  const plan = useHoldPlan(settled);
  return (
    <section className={styles.plan} aria-label={t('storage.holds.plan')} aria-live="polite">
      <h3>{t('storage.holds.plan')}</h3>
      {!settled && <p className="quiet">{t('storage.holds.planIncomplete')}</p>}
      {settled && plan.isPending && !plan.error && <p className="quiet">{t('storage.holds.planAsking')}</p>}
      <ErrorNote error={settled && plan.error} read retry={() => void plan.refetch()} />
      {settled && plan.data && <Size bytes={plan.data.bytes} />}
    </section>
  );
}

function Size({ bytes }: { bytes: number }) {
  const { t } = useText();
  if (bytes > 0) return <p>{t('storage.holds.planSize', { size: sizeText(bytes) })}</p>;
  return (
    <p>
      <ToneMark tone="soon">{t('storage.holds.planNothing')}</ToneMark>
    </p>
  );
}

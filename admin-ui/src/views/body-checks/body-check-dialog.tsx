// SPDX-License-Identifier: Apache-2.0
// Asking to look at the recording of a body check: of whom, which stretch, why, and who decides.
import { type FormInstance, Input, Select } from 'antd';
import { call } from '../../api/client';
import type { BodyChecks, BodyCheckViewInput, Camera } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { TimeField } from '../../components/time-field';
import { useText } from '../../i18n';
import type { Span } from '../../media/client';
import { type BodyCheckValues, bodyCheckDeciders, bodyCheckInput, startBodyCheck } from './body-check-values';

interface Props {
  camera: Camera;
  stays: BodyChecks['stays'];
  atUs: number;
  span: Span;
  onClose: () => void;
}

const stale = ['stays'] as const;

export function BodyCheckDialog({ camera, stays, atUs, span, onClose }: Props) {
  const { t } = useText();
  // Whose stay it is goes into the path; the body is the wish.
  const send = ({ stayId, ...body }: BodyCheckViewInput & { stayId: string }, key: string) =>
    call('post', '/stays/{id}/body-check-views', { path: { id: stayId }, body, key });
  return (
    <EditDialog<BodyCheckValues, BodyCheckViewInput & { stayId: string }, unknown>
      act={`camera.${camera.id}.bodyCheck`}
      title={`${t('bodyChecks.ask')} · ${camera.name}`}
      initial={startBodyCheck(stays, atUs, span)}
      toBody={(values) => ({ ...bodyCheckInput(camera.id, values), stayId: values.stayId ?? '' })}
      send={send}
      stale={stale}
      done={t('bodyChecks.form.done')}
      submit={t('bodyChecks.form.submit')}
      width={720}
      onClose={onClose}
    >
      {(form) => <BodyCheckFields stays={stays} form={form} />}
    </EditDialog>
  );
}

interface FieldsProps {
  stays: BodyChecks['stays'];
  form: FormInstance<BodyCheckValues>;
}

function BodyCheckFields({ stays, form }: FieldsProps) {
  const { t } = useText();
  /** Before the arrival there is nothing of this person. */
  const choose = (chosen: string) => {
    const arrivedUs = stays.find(({ id }) => id === chosen)?.arrivedUs ?? 0;
    form.setFieldValue('fromUs', Math.max(form.getFieldValue('fromUs') ?? 0, arrivedUs));
  };
  const required = { required: true, message: t('bodyChecks.form.choose') };
  return (
    <>
      <Field
        span={12}
        name="stayId"
        label={t('bodyChecks.form.stay')}
        rules={[required]}
        extra={t(stays.length > 0 ? 'bodyChecks.form.stayHint' : 'bodyChecks.form.noStay')}
      >
        <Select onChange={choose} options={stays.map(({ id, number }) => ({ value: id, label: number }))} />
      </Field>
      <Field span={6} name="fromUs" label={t('bodyChecks.form.from')} rules={[required]}>
        <TimeField seconds />
      </Field>
      <Field
        span={6}
        name="toUs"
        label={t('bodyChecks.form.to')}
        rules={[required]}
        extra={t('bodyChecks.form.toHint')}
      >
        <TimeField seconds />
      </Field>
      <Field span={6} name="neededRole" label={t('bodyChecks.form.neededRole')}>
        <Select
          options={bodyCheckDeciders.map((value) => ({ value, label: t(`domain.userRole.${value}`) }))}
        />
      </Field>
      <Field
        span={6}
        name="untilUs"
        label={t('optional', { label: t('bodyChecks.form.until') })}
        extra={t('bodyChecks.form.untilHint')}
      >
        <TimeField clearable />
      </Field>
      <Field
        span={12}
        name="reason"
        label={t('bodyChecks.form.reason')}
        rules={[
          {
            validator: (_, value = '') =>
              String(value).trim().length >= 5
                ? Promise.resolve()
                : Promise.reject(t('bodyChecks.form.reasonRule')),
          },
        ]}
      >
        <Input.TextArea rows={2} maxLength={500} placeholder={t('bodyChecks.form.reasonRule')} />
      </Field>
    </>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Asking for recordings to leave the centre: which, what that would be, for whom, why, and who decides.
import { Checkbox, Form, Input, Radio, Select } from 'antd';
import { useEffect } from 'react';
import { call } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { useCameras, useRecipients, useRooms } from '../../api/queries';
import type { ExportInput, StayDetail } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { TimeField } from '../../components/time-field';
import { useText } from '../../i18n';
import { choiceOf, usable } from '../recipients/values';
import { Interval } from './export-facts';
import { ExportPlan } from './export-plan';
import {
  camerasToExport,
  choosesBodyCheck,
  deciders,
  type ExportValues,
  endedOf,
  inputOf,
  mayHaveCertificate,
  mostCameras,
  needsCertificate,
  type Recorded,
  recipients,
  startValues,
  termsOf,
} from './export-values';

interface Props {
  detail: StayDetail;
  /** The questioning that is meant, where one is. */
  about?: string;
  onClose: () => void;
}

const stale = ['stays'] as const;

export function ExportDialog({ detail, about, onClose }: Props) {
  const { t } = useText();
  const cameras = useCameras();
  const rooms = useRooms();
  if (!cameras.data || !rooms.data) return null;
  const { questionings } = detail;
  const recorded: Recorded = { questionings, cameras: cameras.data.items, rooms: rooms.data.items };
  const stayId = detail.tile.stayId;
  return (
    <EditDialog<ExportValues, ExportInput, unknown>
      act={`stay.${stayId}.export.${about ?? 'any'}`}
      title={`${t('exports.ask')} · ${detail.tile.number}`}
      initial={startValues(questionings, about)}
      toBody={(values) => inputOf(values, recorded)}
      send={(body, key) => ask(stayId, body, key)}
      stale={stale}
      done={t('exports.form.done')}
      submit={t('exports.form.submit')}
      width={820}
      keepsDraft
      onClose={onClose}
    >
      {() => <ExportFields stayId={stayId} recorded={recorded} />}
    </EditDialog>
  );
}

/** What is wrong with one of the cameras is said at the field that holds them all. */
async function ask(id: string, body: ExportInput, key: string): Promise<unknown> {
  try {
    return await call('post', '/stays/{id}/exports', { path: { id }, body, key });
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.problem.field?.startsWith('cameras/')) throw error;
    throw new ProblemError({ ...error.problem, field: 'cameras' });
  }
}

function ExportFields({ stayId, recorded }: { stayId: string; recorded: Recorded }) {
  const { t } = useText();
  const values = (Form.useWatch<ExportValues | undefined>([]) ?? { kind: 'clip' }) as ExportValues;
  const required = { required: true, message: t('exports.form.choose') };
  const none = endedOf(recorded.questionings).length === 0;
  return (
    <>
      <Field
        span={12}
        name="kind"
        label={t('exports.form.kind')}
        extra={none ? t('exports.form.questioningNone') : undefined}
      >
        <Radio.Group
          optionType="button"
          options={(['questioning', 'clip'] as const).map((value) => ({
            value,
            label: t(`exports.form.kinds.${value}`),
            disabled: value === 'questioning' && none,
          }))}
        />
      </Field>
      {values.kind === 'questioning' ? (
        <QuestioningField values={values} recorded={recorded} />
      ) : (
        <ClipFields recorded={recorded} />
      )}
      <ExportPlan stayId={stayId} terms={termsOf(values, recorded)} />
      <Field
        span={12}
        name="recipient"
        label={t('exports.form.recipient')}
        rules={[required]}
        extra={t('exports.form.recipientHint')}
      >
        <Radio.Group
          options={recipients.map((value) => ({ value, label: t(`exports.recipients.${value}`) }))}
        />
      </Field>
      <OfficeFields key={values.recipient} recipient={values.recipient} />
      <WhyFields sealed={choosesBodyCheck(values, recorded)} />
    </>
  );
}

/** Whose certificate the package is encrypted to, and whether the office passes it on to the defence. */
function OfficeFields({ recipient }: { recipient: ExportValues['recipient'] }) {
  const { t } = useText();
  const form = Form.useFormInstance<ExportValues>();
  const all = useRecipients(mayHaveCertificate(recipient));
  const needed = needsCertificate(recipient);
  const offices = usable(all.data?.items ?? [], recipient);
  const chosen = Form.useWatch('recipientId', form);
  const known = offices.some(({ id }) => id === chosen);
  // An office of another kind, or one that was retired since the draft was kept, is no choice.
  useEffect(() => {
    if (!chosen || known || (mayHaveCertificate(recipient) && !all.data)) return;
    form.setFieldValue('recipientId', undefined);
  }, [form, chosen, known, recipient, all.data]);
  if (!needed && offices.length === 0) return null;
  return (
    <>
      <Field
        span={12}
        name="recipientId"
        label={needed ? t('exports.form.office') : t('optional', { label: t('exports.form.office') })}
        rules={needed ? [{ required: true, message: t('exports.form.officeRule') }] : []}
        extra={all.data && offices.length === 0 ? t('exports.form.officeNone') : t('exports.form.officeHint')}
      >
        <Select
          allowClear={!needed}
          showSearch
          optionFilterProp="label"
          loading={all.isPending}
          options={offices.map((one) => ({ value: one.id, label: choiceOf(one) }))}
        />
      </Field>
      {needed && (
        <Field span={12} name="defence" valuePropName="checked" extra={t('exports.form.defenceHint')}>
          <Checkbox>{t('exports.defence')}</Checkbox>
        </Field>
      )}
    </>
  );
}

function WhyFields({ sealed }: { sealed: boolean }) {
  const { t } = useText();
  return (
    <>
      <Field span={6} name="recipientName" label={t('optional', { label: t('exports.form.recipientName') })}>
        <Input maxLength={120} />
      </Field>
      <Field span={6} name="neededRole" label={t('exports.form.neededRole')}>
        <Select options={deciders.map((value) => ({ value, label: t(`domain.userRole.${value}`) }))} />
      </Field>
      <Field
        span={12}
        name="reason"
        label={t('exports.form.reason')}
        rules={[
          {
            validator: (_, value = '') =>
              String(value).trim().length >= 5
                ? Promise.resolve()
                : Promise.reject(t('exports.form.reasonRule')),
          },
        ]}
      >
        <Input.TextArea rows={2} maxLength={500} placeholder={t('exports.form.reasonRule')} />
      </Field>
      <Field span={12} name="withRecord" valuePropName="checked" extra={t('exports.form.withRecordHint')}>
        <Checkbox>{t('exports.form.withRecord')}</Checkbox>
      </Field>
      {sealed && (
        <Field span={12} name="withKeys" valuePropName="checked" extra={t('exports.form.withKeysHint')}>
          <Checkbox>{t('exports.form.withKeys')}</Checkbox>
        </Field>
      )}
    </>
  );
}

function QuestioningField({ values, recorded }: { values: ExportValues; recorded: Recorded }) {
  const { t } = useText();
  const chosen = recorded.questionings.find(({ id }) => id === values.questioningId);
  const cameras = camerasToExport(recorded).filter(({ room }) => room.id === chosen?.room.id);
  return (
    <Field
      span={12}
      name="questioningId"
      label={t('exports.form.questioning')}
      rules={[{ required: true, message: t('exports.form.choose') }]}
      extra={
        chosen?.endedAtUs !== undefined && (
          <>
            <Interval fromUs={chosen.startedAtUs} toUs={chosen.endedAtUs} />
            <br />
            {cameras.length > 0
              ? t('exports.form.roomCameras', {
                  room: chosen.room.name,
                  cameras: cameras.map(({ name }) => name).join(t('comma')),
                })
              : t('exports.form.noCameras')}
          </>
        )
      }
    >
      <Select
        options={endedOf(recorded.questionings).map((one) => ({
          value: one.id,
          label: `${t('stay.page.ordinal', {
            count: one.ordinal,
            kind: t(`domain.questioningKind.${one.kind}`),
          })} · ${one.room.name}`,
        }))}
      />
    </Field>
  );
}

function ClipFields({ recorded }: { recorded: Recorded }) {
  const { t } = useText();
  const required = { required: true, message: t('signIn.required') };
  const cameras = camerasToExport(recorded);
  const rooms = recorded.rooms.filter(({ id }) => cameras.some(({ room }) => room.id === id));
  return (
    <>
      <Field
        span={12}
        name="cameras"
        label={t('exports.form.cameras')}
        rules={[required]}
        extra={t('exports.form.camerasHint')}
      >
        <Select
          mode="multiple"
          maxCount={mostCameras}
          optionFilterProp="label"
          options={rooms.map(({ id, name }) => ({
            label: name,
            options: cameras
              .filter(({ room }) => room.id === id)
              .map((camera) => ({ value: camera.id, label: camera.name })),
          }))}
        />
      </Field>
      <Field span={6} name="fromUs" label={t('exports.form.from')} rules={[required]}>
        <TimeField seconds />
      </Field>
      <Field span={6} name="toUs" label={t('exports.form.to')} rules={[required]}>
        <TimeField seconds />
      </Field>
    </>
  );
}

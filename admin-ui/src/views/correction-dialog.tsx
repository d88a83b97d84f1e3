// SPDX-License-Identifier: Apache-2.0
// Correcting an entry of the timeline: its right time, its right values, and why. The entry itself stays as it is.
import { Form, type FormInstance, Input } from 'antd';
import { call } from '../api/client';
import type { Correction, StayDetail, TimelineEvent } from '../api/types';
import { EditDialog } from '../components/edit-dialog';
import { Field } from '../components/field';
import { TimeField } from '../components/time-field';
import { useOpened } from '../hooks/use-opened';
import { useText } from '../i18n';
import { ActFields, needsRoom } from './acts/act-fields';
import { type ActValues, changedValues } from './acts/act-values';

const stale = ['stays', 'questionings', 'findings', 'rooms'] as const;

interface Values {
  happenedAtUs: number;
  values?: ActValues;
  why: string;
}

interface Props {
  detail: StayDetail;
  event: TimelineEvent;
  onClose: () => void;
}

/** The correction that the address bar names. */
export function CorrectionOpened({
  detail,
  events,
}: {
  detail: StayDetail;
  events: readonly TimelineEvent[];
}) {
  const { name, about, close } = useOpened();
  const event = name === 'correct' ? events.find((one) => String(one.seq) === about) : undefined;
  return event ? <CorrectionDialog key={event.seq} detail={detail} event={event} onClose={close} /> : null;
}

export function correctionOf(event: TimelineEvent, { happenedAtUs, values, why }: Values): Correction {
  const changed = changedValues(event.correctable ?? [], event.values ?? {}, values ?? {});
  return {
    ofSeq: event.seq,
    happenedAtUs: happenedAtUs === event.happenedUs ? undefined : happenedAtUs,
    values: Object.keys(changed).length > 0 ? changed : undefined,
    why: why.trim(),
  };
}

function CorrectionDialog({ detail, event, onClose }: Props) {
  const { t, pick } = useText();
  const id = detail.tile.stayId;
  // What an entry leaves out need not be filled in now; only what is wrong is set right.
  const fields = (event.correctable ?? []).map((field) => ({ ...field, required: false }));
  return (
    <EditDialog<Values, Correction>
      act={`stay.${id}.correct.${event.seq}`}
      title={t('acts.correct.title', { seq: event.seq, label: pick(event.label, event.labelEn) })}
      initial={{ happenedAtUs: event.happenedUs, values: event.values ?? {} }}
      toBody={(values) => correctionOf(event, values)}
      send={(body, key) => call('post', '/stays/{id}/corrections', { path: { id }, body, key })}
      stale={stale}
      submit={t('acts.correct.submit')}
      width={needsRoom(fields) ? 1040 : 760}
      keepsDraft
      onClose={onClose}
    >
      {(form) => (
        <>
          <p className="quiet" style={{ gridColumn: 'span 12', marginBottom: 12 }}>
            {t('acts.correct.hint')}
          </p>
          <Field span={6} name="happenedAtUs" label={t('acts.correct.time')}>
            <TimeField seconds />
          </Field>
          <div style={{ gridColumn: 'span 6' }} />
          <ActFields fields={fields} detail={detail} plainLabels />
          <WhyField event={event} form={form} />
        </>
      )}
    </EditDialog>
  );
}

function WhyField({ event, form }: { event: TimelineEvent; form: FormInstance<Values> }) {
  const { t } = useText();
  return (
    <>
      <Field
        span={12}
        name="why"
        label={t('acts.correct.why')}
        rules={[{ required: true, whitespace: true, message: t('signIn.required') }]}
      >
        <Input.TextArea rows={2} maxLength={500} />
      </Field>
      <Form.Item
        name="changed"
        style={{ gridColumn: 'span 12', margin: 0, minHeight: 0 }}
        rules={[
          {
            validator: async () => {
              const { happenedAtUs, values } = correctionOf(event, { why: '', ...form.getFieldsValue(true) });
              if (happenedAtUs === undefined && !values) throw new Error(t('acts.correct.nothing'));
            },
          },
        ]}
      >
        <span />
      </Form.Item>
    </>
  );
}

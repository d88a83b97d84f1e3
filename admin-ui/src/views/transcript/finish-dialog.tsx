// SPDX-License-Identifier: Apache-2.0
// Reading to the end and locking: who read it, agreed or not, the person's closing sentence, and the times on paper.
import { Alert, Button, Form, Input, Radio } from 'antd';
import { call } from '../../api/client';
import type { Questioning, Transcript, TranscriptLock } from '../../api/types';
import { EditDialog } from '../../components/edit-dialog';
import { Field } from '../../components/field';
import { TimeField } from '../../components/time-field';
import { useText } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import { beijing, usPerMinute } from '../../lib/time';

const readers = ['person', 'officer', 'interpreter'] as const;
const outcomes = ['agreed', 'refused'] as const;
const stale = ['questionings', 'stays', 'findings'] as const;
const fullMinute = (us: number) => Math.floor(us / usPerMinute) * usPerMinute;

interface Props {
  questioning: Questioning;
  transcript: Transcript;
  onClose: () => void;
}

export function FinishDialog({ questioning, transcript, onClose }: Props) {
  const { t } = useText();
  const { id, startedAtUs, endedAtUs } = questioning.summary;
  const version = transcript.versions.length + 1;
  const required = { required: true, message: t('signIn.required') };
  const initial: Partial<TranscriptLock> = {
    readBy: 'person',
    outcome: 'agreed',
    startedAtUs: fullMinute(startedAtUs),
    endedAtUs: fullMinute(endedAtUs ?? serverNowUs()),
  };
  return (
    <EditDialog<TranscriptLock, TranscriptLock>
      act={`transcript.${id}.lock.${version}`}
      title={t('transcript.finish.title')}
      initial={initial}
      toBody={(values) => ({ ...values, closing: values.closing?.trim() || undefined })}
      send={(body, key) => call('post', '/questionings/{id}/transcript/lock', { path: { id }, body, key })}
      stale={stale}
      submit={t('transcript.finish.submit')}
      done={t('transcript.finish.done', { version })}
      width={720}
      keepsDraft
      onClose={onClose}
    >
      {() => (
        <>
          <Field span={12} name="readBy" label={t('transcript.finish.readBy')}>
            <Radio.Group
              options={readers.map((value) => ({ value, label: t(`transcript.finish.readers.${value}`) }))}
            />
          </Field>
          <Field span={12} name="outcome" label={t('transcript.finish.outcome')}>
            <Radio.Group
              options={outcomes.map((value) => ({ value, label: t(`transcript.finish.outcomes.${value}`) }))}
            />
          </Field>
          <Closing closings={transcript.closings} />
          <Field
            span={6}
            name="startedAtUs"
            label={t('transcript.finish.started')}
            rules={[required]}
            extra={<Differs name="startedAtUs" from={startedAtUs} />}
          >
            <TimeField />
          </Field>
          <Field
            span={6}
            name="endedAtUs"
            label={t('transcript.finish.ended')}
            dependencies={['startedAtUs']}
            rules={[
              required,
              ({ getFieldValue }) => ({
                validator: (_, value: number | undefined) =>
                  value === undefined || value >= (getFieldValue('startedAtUs') ?? 0)
                    ? Promise.resolve()
                    : Promise.reject(new Error(t('transcript.finish.endBeforeStart'))),
              }),
            ]}
            extra={<Differs name="endedAtUs" from={endedAtUs} />}
          >
            <TimeField />
          </Field>
          <Alert type="info" style={{ gridColumn: 'span 12' }} message={t('transcript.finish.effect')} />
        </>
      )}
    </EditDialog>
  );
}

/** The usual sentences are offered; which one, and every word of it, is the person's. */
function Closing({ closings }: { closings: readonly string[] }) {
  const { t } = useText();
  const form = Form.useFormInstance<TranscriptLock>();
  const agreed = Form.useWatch('outcome', form) !== 'refused';
  return (
    <Field
      span={12}
      name="closing"
      label={agreed ? t('transcript.finish.closing') : t('transcript.finish.reasonHint')}
      rules={
        agreed ? [{ required: true, whitespace: true, message: t('transcript.finish.closingMissing') }] : []
      }
      extra={
        agreed &&
        closings.length > 0 && (
          <div className="row-wrap" style={{ marginTop: 6 }}>
            <span>{t('transcript.finish.closingUsual')}</span>
            {closings.map((sentence) => (
              <Button
                key={sentence}
                size="small"
                onClick={() => {
                  form.setFieldValue('closing', sentence);
                  void form.validateFields(['closing']).catch(() => undefined);
                }}
              >
                {sentence}
              </Button>
            ))}
          </div>
        )
      }
    >
      <Input.TextArea rows={2} maxLength={400} />
    </Field>
  );
}

/** Says when a time on paper is not that of the questioning; while it runs its end is now. */
function Differs({ name, from }: { name: 'startedAtUs' | 'endedAtUs'; from: number | undefined }) {
  const { t } = useText();
  const form = Form.useFormInstance<TranscriptLock>();
  const value = Form.useWatch(name, form);
  const against = from ?? serverNowUs();
  if (value === undefined || !differs(value, against)) return null;
  const time = beijing(against).slice(0, 16);
  const words =
    from === undefined
      ? t('transcript.finish.differsNow')
      : t(name === 'startedAtUs' ? 'transcript.finish.differsStart' : 'transcript.finish.differsEnd', {
          time,
        });
  return (
    <span style={{ color: 'var(--soon)' }}>
      <span aria-hidden="true">● </span>
      {words}
    </span>
  );
}

/** By more than a minute; the field shows full minutes, so the seconds below one are no difference. */
export function differs(paperUs: number, questioningUs: number): boolean {
  return Math.abs(paperUs - fullMinute(questioningUs)) > usPerMinute;
}

// SPDX-License-Identifier: Apache-2.0
// The shift handover in the order of I-PASS: who is ill first, summary, what to do, what to know, and reading back.
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/client';
import { useHandoverDraft, useHandovers } from '../api/queries';
import type { Handover, HandoverInput, Receipt } from '../api/types';
import { Empty } from '../components/empty';
import { ErrorNote } from '../components/error-note';
import { Field } from '../components/field';
import { Loadable } from '../components/loadable';
import { Moment } from '../components/moment';
import { StaffPicker } from '../components/pickers';
import { ToneMark } from '../components/tone';
import { useAct } from '../hooks/use-act';
import { useDraft } from '../hooks/use-draft';
import { useText } from '../i18n';
import { HandedPersons } from '../views/handed-persons';
import { CallFacts } from '../views/help/call-facts';
import { ReadBack } from '../views/read-back';
import { RosterPanel } from '../views/roster/roster-panel';

export function HandoverPage() {
  const { t } = useText();
  const handovers = useHandovers();
  const waiting = handovers.data?.items.filter((one) => one.acceptedAtUs === undefined && !one.damaged) ?? [];
  const mine = waiting.find((one) => one.mayAccept);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('handover.title')}</h1>
        <span className="quiet">{t('handover.order')}</span>
      </div>
      <Loadable query={handovers}>
        {(list) => (
          <>
            <RosterPanel />
            {mine && <ReadBack key={mine.id} handover={mine} />}
            {!mine && waiting[0] && <Waiting handover={waiting[0]} />}
            {!mine && <Prepare />}
            <Earlier items={list.items.filter((one) => one.acceptedAtUs !== undefined || one.damaged)} />
          </>
        )}
      </Loadable>
    </div>
  );
}

function Waiting({ handover }: { handover: Handover }) {
  const { t } = useText();
  return (
    <p className="panel" role="status">
      <ToneMark tone="soon">{t('handover.waits')}</ToneMark> <Moment us={handover.preparedAtUs} />{' '}
      {handover.preparedBy.name}
    </p>
  );
}

function Prepare() {
  const { t, optional } = useText();
  const [form] = Form.useForm<HandoverInput>();
  const kept = useDraft('handover');
  const [onDuty, setOnDuty] = useState<string[]>((kept.restored?.onDuty as string[] | undefined) ?? []);
  const draft = useHandoverDraft(onDuty);
  const { run, pending, error } = useAct<HandoverInput, Receipt>(
    'handover',
    (body, key) => call('post', '/handovers', { body, key }),
    'all',
  );
  const submit = async (values: HandoverInput) => {
    const result = await run({ onDuty: values.onDuty, note: values.note?.trim() || undefined });
    if (!result) return;
    kept.drop();
    form.resetFields();
  };
  return (
    <Loadable query={draft}>
      {(found) => (
        <>
          {found.helpCalls.length > 0 && (
            <section className="panel" style={{ marginBottom: 16 }}>
              <h2>{t('help.handover')}</h2>
              {found.helpCalls.map((call) => (
                <CallFacts key={call.id} call={call} />
              ))}
            </section>
          )}
          <section className="panel">
            <h2>{t('handover.persons', { count: found.persons.length })}</h2>
            {found.persons.length === 0 ? (
              <Empty title={t('handover.nobody')} />
            ) : (
              <HandedPersons persons={found.persons} />
            )}
          </section>
          <section className="panel" style={{ marginTop: 16 }}>
            <h2>{t('handover.prepare')}</h2>
            <ErrorNote error={error} />
            <Form
              form={form}
              layout="vertical"
              requiredMark={false}
              initialValues={kept.restored}
              disabled={pending}
              onValuesChange={(_, all: HandoverInput) => {
                kept.keep({ ...all });
                setOnDuty(all.onDuty ?? []);
              }}
              onFinish={(values) => void submit(values)}
            >
              <div className="fields">
                <Field
                  span={6}
                  name="onDuty"
                  label={t('handover.onDuty')}
                  rules={[{ required: true, message: t('signIn.required') }]}
                >
                  <StaffPicker mode="multiple" maxCount={20} />
                </Field>
                <Field span={6} name="note" label={optional(t('handover.note'))}>
                  <Input.TextArea rows={2} maxLength={2000} />
                </Field>
              </div>
              {onDuty.length > 0 &&
                found.warnings.map((warning) => <Warning key={warning.kind} warning={warning} />)}
              <Button type="primary" htmlType="submit" loading={pending}>
                {t('handover.submit')}
              </Button>
            </Form>
          </section>
        </>
      )}
    </Loadable>
  );
}

function Warning({ warning }: { warning: { label: string; labelEn: string } }) {
  const { language } = useText();
  return (
    <p>
      <ToneMark tone="over">{language === 'zh' ? warning.label : warning.labelEn}</ToneMark>
    </p>
  );
}

function Earlier({ items }: { items: readonly Handover[] }) {
  const { t } = useText();
  if (items.length === 0) return null;
  return (
    <section className="panel" style={{ marginTop: 16 }}>
      <h2>{t('handover.earlier')}</h2>
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {items.map((one) => (
          <li key={one.id}>
            <Moment us={one.preparedAtUs} /> {one.preparedBy.name}
            {one.acceptedBy && <> → {one.acceptedBy.name}</>}{' '}
            {one.acceptedAtUs !== undefined && <Moment us={one.acceptedAtUs} form="clock" />}{' '}
            {one.damaged ? (
              <ToneMark tone="over">{t('damaged')}</ToneMark>
            ) : (
              <span className="quiet small">
                {t('handover.count', {
                  count: one.persons.length,
                  risk: one.persons.filter((person) => person.atRisk).length,
                })}
              </span>
            )}
            {one.note && <div className="quiet">{one.note}</div>}
          </li>
        ))}
      </ul>
    </section>
  );
}

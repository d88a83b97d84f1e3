// SPDX-License-Identifier: Apache-2.0
// Tonight's roster on the handover page: who is on duty, and who is missing for whom.
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import { useTonight } from '../../api/queries';
import type { Receipt, RosterInput, Tonight } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { Field } from '../../components/field';
import { Loadable } from '../../components/loadable';
import { Moment } from '../../components/moment';
import { StaffPicker } from '../../components/pickers';
import { useAct } from '../../hooks/use-act';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { NightWarnings } from './night-warnings';

export function RosterPanel() {
  const { t } = useText();
  const tonight = useTonight();
  const { can } = useUser();
  const [editing, setEditing] = useState(false);
  return (
    <section className="panel" style={{ marginBottom: 16 }}>
      <header>
        <h2 className="grow">{t('handover.roster.title')}</h2>
        {can.leadStay && !editing && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t('handover.roster.change')}
          </Button>
        )}
      </header>
      <Loadable query={tonight}>
        {(found) => (
          <>
            <NightWarnings warnings={found.warnings} />
            {editing ? (
              <RosterForm tonight={found} onDone={() => setEditing(false)} />
            ) : (
              <OnDuty tonight={found} />
            )}
          </>
        )}
      </Loadable>
    </section>
  );
}

function OnDuty({ tonight }: { tonight: Tonight }) {
  const { t } = useText();
  const { roster } = tonight;
  if (!roster) return <p className="quiet">{t('handover.roster.notSet')}</p>;
  return (
    <dl className="facts">
      <dt>{t('handover.roster.staff')}</dt>
      <dd>{roster.staff.map((one) => one.name).join(t('comma')) || t('none')}</dd>
      <dt>{t('handover.roster.doctor')}</dt>
      <dd>{roster.doctor ?? t('none')}</dd>
      <dt>{t('handover.roster.appropriateAdult')}</dt>
      <dd>{roster.appropriateAdult ?? t('none')}</dd>
      <dt>{t('handover.roster.setBy')}</dt>
      <dd>
        {roster.setBy.name} <Moment us={roster.setAtUs} />
      </dd>
    </dl>
  );
}

function RosterForm({ tonight, onDone }: { tonight: Tonight; onDone: () => void }) {
  const { t, optional } = useText();
  const [form] = Form.useForm<Omit<RosterInput, 'day'>>();
  const { run, pending, error } = useAct<RosterInput, Receipt>(
    'roster',
    (body, key) => call('post', '/rosters', { body, key }),
    'all',
  );
  const text = (value: string | undefined) => value?.trim() || undefined;
  const submit = async (values: Omit<RosterInput, 'day'>) => {
    const body = {
      day: tonight.day,
      staff: values.staff ?? [],
      doctor: text(values.doctor),
      appropriateAdult: text(values.appropriateAdult),
    };
    if (await run(body)) onDone();
  };
  return (
    <Form
      form={form}
      name="roster"
      layout="vertical"
      requiredMark={false}
      disabled={pending}
      initialValues={{ ...tonight.roster, staff: tonight.roster?.staff.map((one) => one.id) ?? [] }}
      onFinish={(values) => void submit(values)}
    >
      <ErrorNote error={error} />
      <div className="fields">
        <Field span={12} name="staff" label={t('handover.roster.staff')}>
          <StaffPicker mode="multiple" maxCount={20} />
        </Field>
        <Field
          span={6}
          name="doctor"
          label={optional(t('handover.roster.doctor'))}
          extra={t('handover.roster.reach')}
        >
          <Input maxLength={64} autoComplete="off" />
        </Field>
        <Field span={6} name="appropriateAdult" label={optional(t('handover.roster.appropriateAdult'))}>
          <Input maxLength={64} autoComplete="off" />
        </Field>
      </div>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={pending}>
          {t('handover.roster.submit')}
        </Button>
        <Button onClick={onDone} disabled={pending}>
          {t('act.cancel')}
        </Button>
      </div>
    </Form>
  );
}

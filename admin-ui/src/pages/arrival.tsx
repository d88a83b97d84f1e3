// SPDX-License-Identifier: Apache-2.0
// A person has arrived. This is a report: it is never refused, and its time starts the legal clock.
import { App, Button, Form } from 'antd';
import { useNavigate } from 'react-router';
import { call } from '../api/client';
import { outcomeUnknown } from '../api/problem';
import type { Arrival, Receipt } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { useAct } from '../hooks/use-act';
import { useDraft } from '../hooks/use-draft';
import { useFieldError } from '../hooks/use-field-error';
import { useText } from '../i18n';
import { serverNowUs } from '../lib/now';
import { usPerMinute } from '../lib/time';
import { useUser } from '../session';
import { ArrivalCaseFields } from '../views/arrival-case-fields';
import { ArrivalPersonFields } from '../views/arrival-person-fields';
import { ArrivalTimeFields } from '../views/arrival-time-fields';
import { type ArrivalValues, arrivalBody, keptArrival } from '../views/arrival-values';
import { ExpectedPersons } from '../views/expected-persons';
import { TrueIdentityFields } from '../views/pseudonym/true-identity-fields';
import styles from './arrival.module.css';
import { PageForbidden } from './page-failed';

const stale = ['stays', 'rooms'] as const;

export function ArrivalPage() {
  const { can } = useUser();
  return can.leadStay ? <ArrivalForm /> : <PageForbidden />;
}

function ArrivalForm() {
  const { t } = useText();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<ArrivalValues>();
  const draft = useDraft('arrival');
  const { run, pending, error } = useAct<Arrival, Receipt>(
    'arrival',
    (body, key) => call('post', '/stays', { body, key }),
    stale,
  );

  useFieldError(form, error);

  const submit = async (values: ArrivalValues) => {
    const result = await run(arrivalBody(values));
    if (!result) return;
    draft.drop();
    const { receipt, ofEarlier } = result;
    if (ofEarlier) void message.warning(t('act.ofEarlier'), 8);
    else void message.success(t('stay.arrival.done', { number: receipt.number ?? '' }));
    await navigate(`/stays/${receipt.id}/steps`, { replace: true });
  };

  const initial: Partial<ArrivalValues> = {
    role: 'suspect',
    idType: 'resident_id',
    arrivedAtUs: Math.floor(serverNowUs() / usPerMinute) * usPerMinute,
    flags: [],
    broughtBy: [],
  };

  return (
    <div className="page" style={{ maxWidth: 1440, margin: '0 auto' }}>
      <div className="page-head">
        <h1>{t('stay.arrival.title')}</h1>
        {draft.restored && <span className="quiet small">{t('stay.restored')}</span>}
      </div>
      <ExpectedPersons />
      <Form
        name="arrival"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...initial, ...draft.restored }}
        disabled={pending}
        scrollToFirstError={{ block: 'center' }}
        onValuesChange={() => draft.keep({ ...keptArrival(form.getFieldsValue(true)) })}
        onFinish={(values) => void submit({ ...form.getFieldsValue(true), ...values })}
      >
        <ErrorNote error={error} />
        <div className={styles.columns}>
          <ArrivalPersonFields />
          <div className="stack">
            <section className="panel">
              <ArrivalCaseFields />
              <TrueIdentityFields />
              <ArrivalTimeFields />
            </section>
            <div className="row">
              <Button type="primary" htmlType="submit" size="large" loading={pending} disabled={false}>
                {outcomeUnknown(error) ? t('act.sendAgain') : t('stay.arrival.submit')}
              </Button>
              <Button
                size="large"
                onClick={() => {
                  draft.drop();
                  void navigate('/board');
                }}
              >
                {t('act.cancel')}
              </Button>
            </div>
          </div>
        </div>
      </Form>
    </div>
  );
}

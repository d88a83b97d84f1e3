// SPDX-License-Identifier: Apache-2.0
// Booking a person: who, for which case, when, and what must be ready. Nothing of it is typed again on arrival.
import { App, Button, Checkbox, Form } from 'antd';
import { useNavigate } from 'react-router';
import { call } from '../api/client';
import { outcomeUnknown } from '../api/problem';
import type { BookingInput, Receipt } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { Field } from '../components/field';
import { TimeField } from '../components/time-field';
import { useAct } from '../hooks/use-act';
import { useDraft } from '../hooks/use-draft';
import { useFieldError } from '../hooks/use-field-error';
import { useText } from '../i18n';
import { serverNowUs } from '../lib/now';
import { usPerHour } from '../lib/time';
import { useUser } from '../session';
import { ArrivalCaseFields } from '../views/arrival-case-fields';
import { ArrivalPersonFields } from '../views/arrival-person-fields';
import { type BookingValues, bookingBody, needs, usualNeeds } from '../views/booking-values';
import styles from './arrival.module.css';
import { useNeedWords } from './bookings';
import { PageForbidden } from './page-failed';

const stale = ['stays'] as const;

export function BookingPage() {
  const { can } = useUser();
  return can.leadStay || can.question ? <BookingForm /> : <PageForbidden />;
}

function BookingForm() {
  const { t } = useText();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<BookingValues>();
  const draft = useDraft('booking');
  const { run, pending, error } = useAct<BookingInput, Receipt>(
    'booking',
    (body, key) => call('post', '/bookings', { body, key }),
    stale,
  );
  useFieldError(form, error);

  const submit = async (values: BookingValues) => {
    const result = await run(bookingBody(values));
    if (!result) return;
    draft.drop();
    if (result.ofEarlier) void message.warning(t('act.ofEarlier'), 8);
    else void message.success(t('bookings.done'));
    await navigate('/bookings', { replace: true });
  };

  const initial: Partial<BookingValues> = {
    role: 'suspect',
    idType: 'resident_id',
    expectedAtUs: Math.ceil((serverNowUs() + usPerHour) / usPerHour) * usPerHour,
    flags: [],
    needs: [],
  };

  return (
    <div className="page" style={{ maxWidth: 1440, margin: '0 auto' }}>
      <div className="page-head">
        <h1>{t('bookings.addTitle')}</h1>
        {draft.restored && <span className="quiet small">{t('stay.restored')}</span>}
      </div>
      <Form
        name="booking"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...initial, ...draft.restored }}
        disabled={pending}
        scrollToFirstError={{ block: 'center' }}
        onValuesChange={() => draft.keep(form.getFieldsValue(true))}
        onFinish={(values) => void submit({ ...form.getFieldsValue(true), ...values })}
      >
        <ErrorNote error={error} />
        <div className={styles.columns}>
          <ArrivalPersonFields />
          <div className="stack">
            <section className="panel">
              <ArrivalCaseFields />
              <BookingFields />
            </section>
            <div className="row">
              <Button type="primary" htmlType="submit" size="large" loading={pending} disabled={false}>
                {outcomeUnknown(error) ? t('act.sendAgain') : t('bookings.submit')}
              </Button>
              <Button
                size="large"
                onClick={() => {
                  draft.drop();
                  void navigate('/bookings');
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

function BookingFields() {
  const { t } = useText();
  return (
    <div className="fields">
      <Field
        span={6}
        name="expectedAtUs"
        label={t('bookings.expectedAt')}
        rules={[{ required: true, message: t('signIn.required') }]}
      >
        <TimeField />
      </Field>
      <Field span={12} name="needs" label={t('bookings.needs')} extra={<SuggestedNeeds />}>
        <Checkbox.Group options={needs.map((value) => ({ value, label: t(`domain.need.${value}`) }))} />
      </Field>
    </div>
  );
}

function SuggestedNeeds() {
  const { t } = useText();
  const words = useNeedWords();
  const form = Form.useFormInstance<BookingValues>();
  const draft = useDraft('booking');
  const person = Form.useWatch((values: BookingValues) => values, { form, preserve: true });
  const chosen = person?.needs ?? [];
  const missing = usualNeeds(person ?? {}, serverNowUs()).filter((need) => !chosen.includes(need));
  if (missing.length === 0) return null;
  return (
    <span>
      {t('bookings.suggested', { needs: words(missing) })}{' '}
      <Button
        size="small"
        onClick={() => {
          form.setFieldValue('needs', [...chosen, ...missing]);
          draft.keep(form.getFieldsValue(true));
        }}
      >
        {t('bookings.takeSuggested')}
      </Button>
    </span>
  );
}

// SPDX-License-Identifier: Apache-2.0
// A code that was read from a picture: which slot and head it proves, or that it fits none.
import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { type LivenessQuestion, useLivenessCheck } from '../api/queries';
import type { LivenessCheck } from '../api/types';
import { Empty } from '../components/empty';
import { ErrorNote } from '../components/error-note';
import { Field } from '../components/field';
import { RoomPicker } from '../components/pickers';
import { TimeField } from '../components/time-field';
import { ToneMark } from '../components/tone';
import { useText } from '../i18n';
import { beijing } from '../lib/time';

export function LivenessPage() {
  const { t } = useText();
  const [asked, setAsked] = useState<LivenessQuestion>();
  const answer = useLivenessCheck(asked);
  const required = { required: true, message: t('signIn.required') };
  return (
    <div className="page stack">
      <div className="page-head">
        <h1>{t('log.liveness.title')}</h1>
      </div>
      <p className="quiet">{t('log.liveness.about')}</p>
      <section className="panel">
        <Form<LivenessQuestion>
          name="liveness"
          layout="vertical"
          requiredMark={false}
          initialValues={{ withinMinutes: 10 }}
          onFinish={(values) => setAsked({ ...values, asked: (asked?.asked ?? 0) + 1 })}
        >
          <div className="fields">
            <Field
              span={3}
              name="code"
              label={t('log.liveness.code')}
              extra={t('log.liveness.codeHint')}
              rules={[required]}
            >
              <Input autoFocus autoComplete="off" maxLength={32} className="mono" />
            </Field>
            <Field span={3} name="room" label={t('log.liveness.room')} rules={[required]}>
              <RoomPicker />
            </Field>
            <Field span={3} name="aboutUs" label={t('log.liveness.when')} extra={t('log.liveness.whenHint')}>
              <TimeField seconds clearable />
            </Field>
            <Field span={3} name="withinMinutes" label={t('log.liveness.within')}>
              <InputNumber min={1} max={5000} addonAfter={t('log.liveness.minutes')} />
            </Field>
          </div>
          <Button type="primary" htmlType="submit" loading={answer.isFetching}>
            {t('log.liveness.check')}
          </Button>
        </Form>
      </section>
      <section className="panel" aria-live="polite">
        {answer.isError && <ErrorNote error={answer.error} />}
        {!answer.isError && answer.data && <Verdict check={answer.data} />}
        {!answer.isError && !answer.data && <Empty title={t('log.liveness.none')} />}
      </section>
    </div>
  );
}

function Verdict({ check }: { check: LivenessCheck }) {
  const { t } = useText();
  if (!check.slot || !check.head)
    return (
      <>
        <ToneMark tone="over">
          {t('log.liveness.not', {
            from: beijing(check.searchedFromUs),
            until: beijing(check.searchedUntilUs),
          })}
        </ToneMark>
        <p className="quiet">{t('log.liveness.notHint')}</p>
      </>
    );
  return (
    <>
      <ToneMark tone="ok">
        {t('log.liveness.fits', {
          room: check.roomName,
          from: beijing(check.slot.fromUs),
          until: beijing(check.slot.untilUs),
        })}
      </ToneMark>
      <p>
        {t('log.liveness.after', { counter: check.head.counter, signed: beijing(check.head.signedAtUs) })}
      </p>
      <p className="mono quiet">{check.head.hash}</p>
    </>
  );
}

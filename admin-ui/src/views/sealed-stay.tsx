// SPDX-License-Identifier: Apache-2.0
// A sealed stay: why it is, who may open it, and the opening with basis and purpose; then until when it is open.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Radio } from 'antd';
import { useSyncExternalStore } from 'react';
import { call } from '../api/client';
import { outcomeUnknown, ProblemError } from '../api/problem';
import type { Opening } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { ToneMark } from '../components/tone';
import { useAct } from '../hooks/use-act';
import { useDraft } from '../hooks/use-draft';
import { useFieldError } from '../hooks/use-field-error';
import { useText } from '../i18n';
import { useNowUs } from '../lib/now';
import { beijingClock } from '../lib/time';
import { useUser } from '../session';
import { WhyLink } from './access/why';

const bases: readonly Opening['basis'][] = [
  'case_handling',
  'supervision',
  'complaint',
  'court_or_procuratorate',
  'other_state_rule',
];

export function isSealed(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'stay.sealed';
}

/** Until when this user has opened which stay, as long as the page lives. */
const openUntil = new Map<string, number>();
const listeners = new Set<() => void>();

function note(user: string, stayId: string, untilUs: number): void {
  openUntil.set(`${user} ${stayId}`, untilUs);
  for (const listener of listeners) listener();
}

export function SealedStay({ stayId }: { stayId: string }) {
  const { t } = useText();
  const { me } = useUser();
  const client = useQueryClient();
  const [form] = Form.useForm<Opening>();
  const name = `stay.${stayId}.opening`;
  const draft = useDraft(name);
  const { run, pending, error } = useAct<Opening, { untilUs: number }>(
    name,
    (body, key) => call('post', '/stays/{id}/openings', { path: { id: stayId }, body, key }),
    'all',
  );
  useFieldError(form, error);
  const open = async ({ basis, purpose }: Opening) => {
    const done = await run({ basis, purpose: purpose.trim() });
    if (!done) return;
    draft.drop();
    note(me.id, stayId, done.receipt.untilUs);
    await client.refetchQueries({ queryKey: ['stay', stayId] });
  };
  return (
    <section className="panel" style={{ maxWidth: 720, margin: '32px auto' }} aria-label={t('sealed.title')}>
      <h1>
        <ToneMark tone="quiet" shape="▣">
          {t('sealed.title')}
        </ToneMark>
      </h1>
      <p style={{ margin: '12px 0 4px' }}>{t('sealed.why')}</p>
      <p className="quiet small">{t('error.source', { source: t('sealed.source') })}</p>
      <p style={{ margin: '12px 0' }}>
        {t('sealed.who')} <WhyLink stayId={stayId} />
      </p>
      <ErrorNote error={error} />
      <Form
        name="opening"
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={pending}
        initialValues={draft.restored}
        onValuesChange={() => draft.keep(form.getFieldsValue(true))}
        onFinish={(values) => void open(values)}
      >
        <Form.Item
          name="basis"
          label={t('sealed.basis')}
          rules={[{ required: true, message: t('signIn.required') }]}
        >
          <Radio.Group
            style={{ display: 'flex', flexDirection: 'column', gap: 8 }}
            options={bases.map((value) => ({ value, label: t(`sealed.basisOf.${value}`) }))}
          />
        </Form.Item>
        <Form.Item
          name="purpose"
          label={t('sealed.purpose')}
          rules={[
            {
              validator: (_, text: string | undefined) =>
                [...(text ?? '').trim()].length >= 5
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('sealed.purposeShort'))),
            },
          ]}
        >
          <Input.TextArea
            maxLength={500}
            showCount
            autoSize={{ minRows: 2, maxRows: 6 }}
            placeholder={t('sealed.purposeHint')}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={pending}>
          {outcomeUnknown(error) ? t('act.sendAgain') : t('sealed.open')}
        </Button>
      </Form>
      <p className="quiet small" style={{ marginTop: 16 }}>
        {t('sealed.ended')}
      </p>
    </section>
  );
}

/** On the page of a stay that was opened: until when. */
export function OpenUntil({ stayId }: { stayId: string }) {
  const { t } = useText();
  const { me } = useUser();
  const nowUs = useNowUs();
  const untilUs = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => openUntil.get(`${me.id} ${stayId}`),
  );
  if (untilUs === undefined || untilUs <= nowUs) return null;
  return (
    <ToneMark tone="soon" shape="▢">
      {t('sealed.until', { time: beijingClock(untilUs) })}
    </ToneMark>
  );
}

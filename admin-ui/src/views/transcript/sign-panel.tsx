// SPDX-License-Identifier: Apache-2.0
// Signing a locked version: officers by badge and PIN, the person on paper page by page or by refusing before a witness.
// A PIN is in its field until the press and nowhere else: it is not kept, not repeated, and gone after each try.
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, InputNumber, type InputRef, Segmented } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { call } from '../../api/client';
import { outcomeUnknown } from '../../api/problem';
import { refreshByHint } from '../../api/queries';
import type { Receipt, TranscriptSignature, TranscriptSigned, TranscriptVersion } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { TimeField } from '../../components/time-field';
import { ToneMark } from '../../components/tone';
import { useAct } from '../../hooks/use-act';
import { useText } from '../../i18n';
import { serverNowUs } from '../../lib/now';
import { pageRanges, signedAt, unsignedPages } from '../../papers/pages';
import { SignatureList } from './signature-list';
import styles from './signature-list.module.css';

const stale = ['questionings', 'stays', 'findings'] as const;

interface Props {
  /** Of the questioning. */
  id: string;
  version: TranscriptVersion;
  maySign: boolean;
}

export function SignPanel({ id, version, maySign }: Props) {
  const { t } = useText();
  return (
    <section className="panel" aria-label={t('transcript.sign.title')}>
      <header>
        <h2>
          {t('transcript.sign.title')} {version.signatures.length}
        </h2>
      </header>
      <SignatureList signatures={version.signatures} />
      <Unsigned version={version} />
      {maySign && (
        <>
          <OfficerSigns id={id} />
          <PersonSigns key={version.version} id={id} version={version} />
        </>
      )}
    </section>
  );
}

/** Pages of the print that the person has not signed; nothing once he has refused. */
function Unsigned({ version }: { version: TranscriptVersion }) {
  const { t } = useText();
  const pages = unsignedPages(version);
  if (pages.length === 0 || version.signatures.some((one) => one.how === 'refused')) return null;
  return (
    <p className={styles.unsigned}>
      <ToneMark tone="soon">
        {t('transcript.sign.unsigned', { list: pageRanges(pages, t('papers.comma')), count: version.pages })}
      </ToneMark>
    </p>
  );
}

function OfficerSigns({ id }: { id: string }) {
  const { t } = useText();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [form] = Form.useForm<{ badge: string; pin: string }>();
  const badgeField = useRef<InputRef>(null);
  const pinField = useRef<InputRef>(null);
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const required = { required: true, message: t('signIn.required') };

  const sign = async ({ badge, pin }: { badge: string; pin: string }) => {
    if (pending) return;
    setPending(true);
    setError(undefined);
    form.setFieldValue('pin', '');
    try {
      const body: TranscriptSignature = { how: 'pin', badge: badge.trim(), pin };
      const path = { id };
      const key = crypto.randomUUID();
      await call('post', '/questionings/{id}/transcript/signatures', { path, body, key });
      void message.success(t('transcript.sign.signed', { name: badge.trim() }));
      form.resetFields();
      badgeField.current?.focus();
    } catch (caught) {
      setError(caught);
      pinField.current?.focus();
    } finally {
      setPending(false);
      refreshByHint(client, new Set(stale));
    }
  };

  return (
    <Form
      name="transcript-pin"
      form={form}
      layout="vertical"
      requiredMark={false}
      autoComplete="off"
      style={{ marginTop: 16 }}
      onFinish={(values) => void sign(values)}
    >
      <h3>{t('transcript.sign.officer')}</h3>
      {outcomeUnknown(error) ? (
        <Alert type="warning" showIcon message={t('transcript.sign.unknown')} style={{ marginBottom: 8 }} />
      ) : (
        <ErrorNote error={error} />
      )}
      <div className="fields">
        <Form.Item
          name="badge"
          label={t('transcript.sign.badge')}
          rules={[required]}
          style={{ gridColumn: 'span 6' }}
        >
          <Input
            ref={badgeField}
            maxLength={32}
            placeholder={t('transcript.sign.badgeHint')}
            onKeyDown={(event) => {
              // A scanner ends with Enter: the PIN comes next.
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              pinField.current?.focus();
            }}
          />
        </Form.Item>
        <Form.Item
          name="pin"
          label={t('transcript.sign.pin')}
          rules={[required]}
          style={{ gridColumn: 'span 6' }}
        >
          <Input.Password
            ref={pinField}
            maxLength={12}
            inputMode="numeric"
            autoComplete="one-time-code"
            visibilityToggle={false}
          />
        </Form.Item>
      </div>
      <Button type="primary" htmlType="submit" loading={pending}>
        {t('transcript.sign.submit')}
      </Button>
    </Form>
  );
}

type Way = 'paper' | 'refused';

function PersonSigns({ id, version }: { id: string; version: TranscriptVersion }) {
  const { t, optional } = useText();
  const { message } = App.useApp();
  const [way, setWay] = useState<Way>('paper');
  // Kept from page to page: they are signed together.
  const [atUs, setAtUs] = useState<number>();
  const { run, pending, error } = useAct<TranscriptSignature, Receipt>(
    `transcript.${id}.sign.${version.version}`,
    (body, key) => call('post', '/questionings/{id}/transcript/signatures', { path: { id }, body, key }),
    stale,
  );
  const send = async (body: TranscriptSignature) => {
    const done = await run(atUs === undefined ? body : { ...body, signedAtUs: atUs });
    if (!done) return;
    void message.success(
      body.how === 'paper'
        ? t('transcript.sign.pageDone', { page: body.page })
        : t('transcript.sign.refuseDone'),
    );
  };
  const at = t(way === 'paper' ? 'transcript.sign.at' : 'transcript.sign.refusedAt');
  const time = (
    <Form.Item label={optional(at)}>
      <TimeField
        clearable
        label={at}
        placeholder={t('transcript.sign.now')}
        value={atUs}
        onChange={(us) => setAtUs(signedAt(us, serverNowUs()))}
      />
    </Form.Item>
  );
  return (
    <div style={{ marginTop: 16 }}>
      <div className="row" style={{ marginBottom: 8 }}>
        <h3 className="grow">{t('transcript.sign.person')}</h3>
        <Segmented<Way>
          size="small"
          value={way}
          onChange={setWay}
          options={[
            { value: 'paper', label: t('transcript.sign.onPaper') },
            { value: 'refused', label: t('transcript.sign.refuses') },
          ]}
        />
      </div>
      <ErrorNote error={error} />
      {way === 'paper' ? (
        <OnPaper
          key={nextPage(version.signatures)}
          version={version}
          time={time}
          pending={pending}
          onSign={send}
        />
      ) : (
        <Refuses time={time} pending={pending} onSign={send} />
      )}
    </div>
  );
}

/** The page after the last one that was signed. */
export function nextPage(signatures: readonly TranscriptSigned[]): number {
  return Math.max(0, ...signatures.map((one) => (one.how === 'paper' ? (one.page ?? 0) : 0))) + 1;
}

interface SignProps {
  /** The entry of when it was signed or refused. */
  time: ReactNode;
  pending: boolean;
  onSign: (body: TranscriptSignature) => void;
}

function OnPaper({ version, time, pending, onSign }: SignProps & { version: TranscriptVersion }) {
  const { t } = useText();
  const next = nextPage(version.signatures);
  const all = version.pages !== undefined && next > version.pages;
  return (
    <Form
      name="transcript-page"
      layout="vertical"
      requiredMark={false}
      initialValues={{ page: all ? version.pages : next }}
      onFinish={({ page }: { page: number }) => onSign({ how: 'paper', page })}
    >
      <div className="row" style={{ alignItems: 'start' }}>
        <Form.Item
          name="page"
          label={t('transcript.sign.page')}
          rules={[{ required: true, message: t('signIn.required') }]}
        >
          <InputNumber min={1} max={version.pages ?? 500} precision={0} style={{ width: 80 }} />
        </Form.Item>
        {time}
      </div>
      <Button htmlType="submit" loading={pending}>
        {t('transcript.sign.pageSubmit')}
      </Button>
    </Form>
  );
}

function Refuses({ time, pending, onSign }: SignProps) {
  const { t } = useText();
  const required = { required: true, whitespace: true, message: t('signIn.required') };
  return (
    <Form
      name="transcript-refusal"
      layout="vertical"
      requiredMark={false}
      onFinish={({ reason, witness }: { reason: string; witness: string }) =>
        onSign({ how: 'refused', reason: reason.trim(), witness: witness.trim() })
      }
    >
      <Form.Item name="reason" label={t('transcript.sign.reason')} rules={[required]}>
        <Input.TextArea rows={2} maxLength={400} />
      </Form.Item>
      <Form.Item name="witness" label={t('transcript.sign.witness')} rules={[required]}>
        <Input maxLength={60} />
      </Form.Item>
      {time}
      <Button htmlType="submit" loading={pending}>
        {t('transcript.sign.refuseSubmit')}
      </Button>
    </Form>
  );
}

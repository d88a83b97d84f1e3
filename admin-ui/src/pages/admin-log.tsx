// SPDX-License-Identifier: Apache-2.0
// The log of record: how old its newest head is, who witnessed it, and a proof for one stay.
import { Button, Input, Table } from 'antd';
import { useState } from 'react';
import { call } from '../api/client';
import { useLogInclusion, useRecordLog } from '../api/queries';
import type { LogHead, LogInclusion, LogWitness, RecordLog } from '../api/types';
import { EditDialog } from '../components/edit-dialog';
import { Empty } from '../components/empty';
import { ErrorNote } from '../components/error-note';
import { Field } from '../components/field';
import { Loadable } from '../components/loadable';
import { Moment } from '../components/moment';
import { ToneMark } from '../components/tone';
import { useText } from '../i18n';
import { beijing } from '../lib/time';
import { useUser } from '../session';
import { LogStateMark } from '../views/log-state';

export function LogPage() {
  const { t } = useText();
  const log = useRecordLog();
  return (
    <div className="page stack">
      <div className="page-head">
        <h1>{t('log.title')}</h1>
      </div>
      <p className="quiet" style={{ margin: 0 }}>
        {t('log.about')}
      </p>
      <Loadable query={log}>{(data) => <LogView log={data} />}</Loadable>
    </div>
  );
}

function LogView({ log }: { log: RecordLog }) {
  const { t } = useText();
  return (
    <div className="stack">
      <section className="panel">
        <h2>{t('log.newest')}</h2>
        <LogStateMark state={log.state} />
        <Timestamps timestamps={log.timestamps} />
        <dl className="facts">
          <dt>{t('log.publicKey')}</dt>
          <dd className="mono">{log.publicKey}</dd>
        </dl>
      </section>
      <Witnesses witnesses={log.witnesses} />
      <ProveStay />
      <Heads heads={log.heads} />
    </div>
  );
}

/** A foreign authority's stamps, where one is configured. */
function Timestamps({ timestamps }: { timestamps: RecordLog['timestamps'] }) {
  const { t, pick } = useText();
  const { newest } = timestamps;
  return (
    <div className="stack" style={{ gap: 4, marginTop: 8 }}>
      <div>
        {newest ? (
          <ToneMark tone="ok">
            {t('log.stamp.newest', { authority: newest.authority, counter: newest.counter })}{' '}
            <Moment us={newest.stampedAtUs} form="full" />
          </ToneMark>
        ) : (
          <span className="quiet">{t(timestamps.on ? 'log.stamp.none' : 'log.stamp.off')}</span>
        )}
      </div>
      {timestamps.troubleSinceUs !== undefined && (
        <ToneMark tone="soon">
          {t('log.stamp.trouble', { since: beijing(timestamps.troubleSinceUs) })}:{' '}
          {pick(timestamps.trouble ?? '', timestamps.troubleEn ?? '')}
        </ToneMark>
      )}
    </div>
  );
}

function Heads({ heads }: { heads: LogHead[] }) {
  const { t } = useText();
  return (
    <section className="panel" style={{ padding: 0, overflow: 'hidden' }}>
      <Table<LogHead>
        size="small"
        rowKey={(head) => head.counter}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
        dataSource={heads}
        locale={{ emptyText: <Empty title={t('log.none')} hint={t('log.noneHint')} /> }}
        columns={[
          { title: t('log.counter'), dataIndex: 'counter' },
          { title: t('log.size'), dataIndex: 'size' },
          { title: t('log.signedAt'), render: (_, head) => <Moment us={head.signedAtUs} form="full" /> },
          { title: t('log.root'), render: (_, head) => <Digits hex={head.root} /> },
          { title: t('log.hash'), render: (_, head) => <Digits hex={head.hash} /> },
        ]}
      />
    </section>
  );
}

function Digits({ hex }: { hex: string }) {
  return (
    <span className="mono" title={hex}>
      {hex.slice(0, 16)}…
    </span>
  );
}

function Witnesses({ witnesses }: { witnesses: LogWitness[] }) {
  const { t } = useText();
  const { can } = useUser();
  const [adding, setAdding] = useState(false);
  const add = can.administer && <Button onClick={() => setAdding(true)}>{t('log.addWitness')}</Button>;
  return (
    <section className="panel">
      <div className="row">
        <h2 className="grow">{t('log.witnesses')}</h2>
        {witnesses.length > 0 && add}
      </div>
      <p className="quiet">{t('log.witnessAbout')}</p>
      {witnesses.length === 0 ? (
        <Empty title={t('log.noWitness')} hint={t('log.noWitnessHint')} action={add || undefined} />
      ) : (
        <Table<LogWitness>
          size="small"
          rowKey={(witness) => witness.id}
          pagination={false}
          dataSource={witnesses}
          columns={[
            { title: t('log.witnessName'), render: (_, one) => <strong>{one.name}</strong> },
            { title: t('log.seen'), render: (_, one) => <SeenMark witness={one} /> },
            {
              title: t('log.seenAt'),
              render: (_, one) => one.countersigned && <Moment us={one.countersigned.seenAtUs} form="full" />,
            },
            { title: t('log.witnessKey'), render: (_, one) => <span className="mono">{one.publicKey}</span> },
            { title: t('log.addedBy'), render: (_, one) => one.addedBy.name },
          ]}
        />
      )}
      {adding && <WitnessDialog onClose={() => setAdding(false)} />}
    </section>
  );
}

function SeenMark({ witness }: { witness: LogWitness }) {
  const { t } = useText();
  if (!witness.countersigned) return <ToneMark tone="soon">{t('log.notSeen')}</ToneMark>;
  return <ToneMark tone="ok">{witness.countersigned.counter}</ToneMark>;
}

interface WitnessInput {
  name: string;
  publicKey: string;
}

const stale = ['staff'] as const;

function WitnessDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const required = { required: true, whitespace: true, message: t('signIn.required') };
  return (
    <EditDialog<WitnessInput, WitnessInput, { id: string }>
      act="log.witness"
      title={t('log.addWitness')}
      initial={{}}
      toBody={({ name, publicKey }) => ({ name: name.trim(), publicKey: publicKey.trim() })}
      send={(body, key) => call('post', '/log/witnesses', { body, key })}
      stale={stale}
      width={560}
      onClose={onClose}
    >
      {() => (
        <>
          <Field span={12} name="name" label={t('log.witnessName')} rules={[required]}>
            <Input autoFocus maxLength={64} autoComplete="off" />
          </Field>
          <Field
            span={12}
            name="publicKey"
            label={t('log.witnessKey')}
            extra={t('log.witnessKeyHint')}
            rules={[required]}
          >
            <Input maxLength={64} autoComplete="off" className="mono" />
          </Field>
        </>
      )}
    </EditDialog>
  );
}

function ProveStay() {
  const { t } = useText();
  const [typed, setTyped] = useState('');
  const [stay, setStay] = useState('');
  const proof = useLogInclusion(stay);
  return (
    <section className="panel">
      <h2>{t('log.prove')}</h2>
      <p className="quiet">{t('log.proveAbout')}</p>
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === stay) void proof.refetch();
          setStay(typed.trim());
        }}
      >
        <Input
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={t('log.stayNumber')}
          aria-label={t('log.stayNumber')}
          maxLength={32}
          style={{ width: 280 }}
        />
        <Button type="primary" htmlType="submit" disabled={typed.trim() === ''} loading={proof.isFetching}>
          {t('log.proveNow')}
        </Button>
      </form>
      {proof.isError && <ErrorNote error={proof.error} />}
      {proof.data && !proof.isError && <Proof proof={proof.data} name={stay} />}
    </section>
  );
}

function Proof({ proof, name }: { proof: LogInclusion; name: string }) {
  const { t } = useText();
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(proof, null, 1)], { type: 'application/json' }));
    link.download = `proof-${name}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className="stack" style={{ marginTop: 16 }}>
      <ToneMark tone={proof.holds ? 'ok' : 'over'}>
        {proof.holds
          ? t('log.holds', { position: proof.position, counter: proof.head.counter })
          : t('log.fails')}
      </ToneMark>
      <dl className="facts">
        <dt>{t('log.leaf')}</dt>
        <dd className="mono" style={{ overflowWrap: 'anywhere' }}>
          {proof.leaf}
        </dd>
        <dt>{t('log.signedAt')}</dt>
        <dd>
          <Moment us={proof.head.signedAtUs} form="full" />
        </dd>
        <dt>{t('log.root')}</dt>
        <dd className="mono" style={{ overflowWrap: 'anywhere' }}>
          {proof.head.root}
        </dd>
      </dl>
      <div>
        <Button onClick={save}>{t('log.save')}</Button>
      </div>
    </div>
  );
}

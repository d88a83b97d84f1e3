// SPDX-License-Identifier: Apache-2.0
// The parts of the system and how they are.
import { Table } from 'antd';
import { useSystem } from '../api/queries';
import type { System } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { Moment } from '../components/moment';
import { type Tone, ToneMark } from '../components/tone';
import { useText } from '../i18n';
import { LogStateMark } from '../views/log-state';

type Node = System['nodes'][number];

const tones: Record<Node['state'], Tone> = { connected: 'ok', away: 'over', never_seen: 'quiet' };
const kinds = ['recorder', 'analyst', 'devices'] as const;
const lowBytes = 50 * 2 ** 30;

export function SystemPage() {
  const { t } = useText();
  const system = useSystem();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('adminPages.system.title')}</h1>
      </div>
      <Loadable query={system}>{(data) => <SystemView system={data} />}</Loadable>
    </div>
  );
}

function SystemView({ system }: { system: System }) {
  const { t } = useText();
  return (
    <div className="stack">
      <section className="panel">
        <dl className="facts">
          <dt>{t('adminPages.system.version')}</dt>
          <dd>{system.version}</dd>
          <dt>{t('adminPages.system.time')}</dt>
          <dd>
            <Moment us={system.serverTimeUs} form="full" />
          </dd>
          <dt>{t('adminPages.system.log')}</dt>
          <dd>
            <LogStateMark state={system.log} />
          </dd>
          <dt>{t('adminPages.system.ruleWork')}</dt>
          <dd>
            {system.waitingRuleWork}{' '}
            <span className="quiet small">{t('adminPages.system.ruleWorkHint')}</span>
          </dd>
        </dl>
      </section>
      <section className="panel" style={{ padding: 0, overflow: 'hidden' }}>
        <Table<Node>
          size="small"
          rowKey={(node) => node.name}
          pagination={false}
          dataSource={system.nodes}
          locale={{ emptyText: <Empty title={t('adminPages.system.none')} /> }}
          columns={[
            { title: t('adminPages.system.node'), render: (_, node) => <strong>{node.name}</strong> },
            { title: t('adminPages.system.kind'), render: (_, node) => <NodeKind kind={node.kind} /> },
            {
              title: t('adminPages.system.state'),
              render: (_, node) => (
                <ToneMark tone={tones[node.state]}>{t(`domain.nodeState.${node.state}`)}</ToneMark>
              ),
            },
            {
              title: t('adminPages.system.lastSeen'),
              render: (_, node) => node.lastSeenUs !== undefined && <Moment us={node.lastSeenUs} seconds />,
            },
            {
              title: t('adminPages.system.free'),
              align: 'right',
              render: (_, node) => node.freeBytes !== undefined && <FreeSpace bytes={node.freeBytes} />,
            },
          ]}
        />
      </section>
    </div>
  );
}

function NodeKind({ kind }: { kind: string }) {
  const { t } = useText();
  const known = kinds.find((name) => name === kind);
  return <>{known ? t(`adminPages.system.kinds.${known}`) : kind}</>;
}

function FreeSpace({ bytes }: { bytes: number }) {
  const text = `${(bytes / 2 ** 30).toFixed(bytes < 100 * 2 ** 30 ? 1 : 0)} GiB`;
  return bytes < lowBytes ? <ToneMark tone="soon">{text}</ToneMark> : <span>{text}</span>;
}

// SPDX-License-Identifier: Apache-2.0
// The storage of each recorder, and what happens at each state.
import { Table } from 'antd';
import type { Storage } from '../../api/types';
import { Empty } from '../../components/empty';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { sizeText } from '../../lib/size';
import styles from './storage.module.css';
import { states, tones } from './values';

type Recorder = Storage['recorders'][number];

export function Recorders({ storage }: { storage: Storage }) {
  const { t } = useText();
  return (
    <section className="panel">
      <header>
        <h2>{t('storage.recorders.title')}</h2>
      </header>
      <Table<Recorder>
        size="small"
        rowKey={({ name }) => name}
        pagination={false}
        dataSource={storage.recorders}
        locale={{
          emptyText: <Empty title={t('storage.recorders.none')} hint={t('storage.recorders.noneHint')} />,
        }}
        columns={[
          { title: t('storage.recorders.name'), render: (_, one) => <strong>{one.name}</strong> },
          { title: t('storage.recorders.state'), render: (_, one) => <StateMark state={one.state} /> },
          {
            title: t('storage.recorders.free'),
            align: 'right',
            render: (_, one) => sizeText(Math.max(0, one.freeBytes)),
          },
          {
            title: t('storage.recorders.used'),
            align: 'right',
            render: (_, one) => sizeText(one.mediaBytes),
          },
          {
            title: t('storage.recorders.quota'),
            align: 'right',
            render: (_, one) =>
              one.quotaBytes > 0 ? sizeText(one.quotaBytes) : t('storage.recorders.noQuota'),
          },
        ]}
      />
      <States now={storage.state} />
    </section>
  );
}

function StateMark({ state }: { state: Storage['state'] }) {
  const { t } = useText();
  return <ToneMark tone={tones[state]}>{t(`storage.state.${state}`)}</ToneMark>;
}

function States({ now }: { now: Storage['state'] }) {
  const { t } = useText();
  return (
    <dl className={styles.states}>
      {states.map((state) => (
        <div key={state} style={{ display: 'contents' }}>
          <dt>
            <StateMark state={state} />
          </dt>
          <dd aria-current={state === now || undefined}>{t(`storage.does.${state}`)}</dd>
        </div>
      ))}
    </dl>
  );
}

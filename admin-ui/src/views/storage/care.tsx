// SPDX-License-Identifier: Apache-2.0
// How each recorder looks after what is stored: how far it has read everything again, and its second copy.
import { Table } from 'antd';
import type { Storage } from '../../api/types';
import { Empty } from '../../components/empty';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { sizeText } from '../../lib/size';
import { beijing, lengthText } from '../../lib/time';
import { checkTone, copyState, copyTone, reporting, waitingFor, withoutCopy } from './care-values';

type Recorder = Storage['recorders'][number];

export function Care({ storage }: { storage: Storage }) {
  const { t } = useText();
  return (
    <section className="panel" aria-label={t('storage.care.title')}>
      <header>
        <h2>{t('storage.care.title')}</h2>
      </header>
      <p className="quiet">{t('storage.care.about')}</p>
      {storage.recorders.some(withoutCopy) && (
        <div className="strip strip-over" role="alert">
          <ToneMark tone="over">{t('storage.care.copyDown')}</ToneMark>
          <span className="grow">
            {storage.recorders
              .filter(withoutCopy)
              .map(({ name }) => name)
              .join(' ')}
          </span>
        </div>
      )}
      <Table<Recorder>
        size="small"
        rowKey={({ name }) => name}
        pagination={false}
        dataSource={reporting(storage)}
        locale={{
          emptyText: <Empty title={t('storage.care.none')} hint={t('storage.care.noneHint')} />,
        }}
        columns={[
          { title: t('storage.recorders.name'), render: (_, one) => <strong>{one.name}</strong> },
          { title: t('storage.care.check'), render: (_, one) => <Check recorder={one} /> },
          { title: t('storage.care.copy'), render: (_, one) => <Copy recorder={one} /> },
        ]}
      />
    </section>
  );
}

function Check({ recorder: { check } }: { recorder: Recorder }) {
  const { t } = useText();
  if (!check) return null;
  const waiting = waitingFor(check);
  const last = check.lastRoundAtUs;
  return (
    <>
      <ToneMark tone={checkTone(check)}>
        {t(
          check.enabled
            ? waiting
              ? `storage.care.waiting.${waiting}`
              : 'storage.care.going'
            : 'storage.care.off',
        )}
      </ToneMark>
      <div className="quiet small">
        {last > 0 ? t('storage.care.lastRound', { time: beijing(last) }) : t('storage.care.noRound')}
        {' · '}
        {check.comparedAtUs > 0
          ? t('storage.care.compared', { time: beijing(check.comparedAtUs) })
          : t('storage.care.notCompared')}
      </div>
    </>
  );
}

function Copy({ recorder: { copy } }: { recorder: Recorder }) {
  const { t } = useText();
  if (!copy) return <span className="quiet">{t('storage.care.noCopy')}</span>;
  const state = copyState(copy);
  const settled = state === 'ok' || state === 'starting';
  return (
    <>
      <ToneMark tone={copyTone(copy)}>{t(`storage.care.copyState.${state}`)}</ToneMark>
      <div className="quiet small">
        {copy.waiting > 0
          ? t('storage.care.lag', {
              count: copy.waiting,
              size: sizeText(copy.waitingBytes),
              age: lengthText(copy.lagUs, t),
            })
          : t('storage.care.allCopied')}
        {copy.lost > 0 && <> · {t('storage.care.lost', { count: copy.lost })}</>}
        {copy.sourceDamaged > 0 && <> · {t('storage.care.sourceDamaged', { count: copy.sourceDamaged })}</>}
      </div>
      {!settled && <div className="small">{t(`storage.care.copyHint.${state}`)}</div>}
    </>
  );
}

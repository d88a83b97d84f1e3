// SPDX-License-Identifier: Apache-2.0
// One export in the list: its state, what it holds, who allowed it, how far it is, and the package itself.
import { App, Button, Progress, Typography } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import { ProblemError } from '../../api/problem';
import type { Approval, Export, StayDetail } from '../../api/types';
import { ErrorNote } from '../../components/error-note';
import { Moment } from '../../components/moment';
import { type Tone, ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { ApprovalMark, useApprovalTitle } from '../acts/stay-panels';
import { megabytes } from '../papers/file-field';
import { ExportFacts } from './export-facts';
import { percentOf } from './export-values';
import styles from './exports.module.css';
import { savePackage } from './fetch-package';
import { exportProblem } from './problem-words';

interface Props {
  detail: StayDetail;
  item: Export;
  onChanged: () => void;
}

const tones: Record<Export['state'], Tone> = {
  requested: 'soon',
  refused: 'ended',
  making: 'quiet',
  made: 'ok',
  failed: 'over',
};

export function ExportItem({ detail, item, onChanged }: Props) {
  const { t } = useText();
  const questioning = detail.questionings.find(({ id }) => id === item.questioningId);
  const title = questioning ? t('exports.whole', { count: questioning.ordinal }) : t('exports.clip');
  return (
    <li data-export={item.id} data-state={item.state}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <ToneMark tone={tones[item.state]}>{t(`exports.state.${item.state}`)}</ToneMark>
      </div>
      <ExportFacts terms={item}>
        <dt>{t('exports.approvals')}</dt>
        <dd>
          <ul className={styles.approvals}>
            {item.approvals.map((approval) => (
              <ApprovalLine key={approval.id} approval={approval} />
            ))}
          </ul>
        </dd>
        {item.bytes !== undefined && (
          <>
            <dt>{t('exports.size')}</dt>
            <dd>{t('exports.megabytes', { size: megabytes(item.bytes) })}</dd>
          </>
        )}
        {item.madeAtUs !== undefined && (
          <>
            <dt>{t('exports.madeAt')}</dt>
            <dd>
              <Moment us={item.madeAtUs} form="full" />
            </dd>
          </>
        )}
        {item.sha256 && (
          <>
            <dt>{t('exports.sha256')}</dt>
            <dd>
              <Copyable text={item.sha256} />
            </dd>
          </>
        )}
        {item.zipSha256 && (
          <>
            <dt>{t('exports.zip')}</dt>
            <dd>
              {t('exports.megabytes', { size: megabytes(item.zipBytes ?? 0) })} ·{' '}
              <Copyable text={item.zipSha256} />
            </dd>
          </>
        )}
      </ExportFacts>
      {item.state === 'making' && <Making item={item} />}
      {item.state === 'made' && <Fetch item={item} />}
      {item.state === 'failed' && <Failed item={item} onChanged={onChanged} />}
    </li>
  );
}

export function Copyable({ text }: { text: string }) {
  const { t } = useText();
  return (
    <Typography.Text className="mono" copyable={{ tooltips: [t('exports.copy'), t('exports.copied')] }}>
      {text}
    </Typography.Text>
  );
}

function ApprovalLine({ approval }: { approval: Approval }) {
  const { t } = useText();
  const title = useApprovalTitle();
  return (
    <li>
      <span>{title(approval)}</span>
      <ApprovalMark approval={approval} />
      {approval.state === 'open' ? (
        <span className="quiet">
          {t('acts.approval.waits', { role: t(`domain.userRole.${approval.neededRole}`) })}
        </span>
      ) : (
        <span className="quiet">
          {approval.decidedBy?.name}{' '}
          {approval.decidedAtUs !== undefined && <Moment us={approval.decidedAtUs} form="full" />}
          {approval.decisionReason && ` · ${approval.decisionReason}`}
        </span>
      )}
    </li>
  );
}

function Making({ item }: { item: Export }) {
  const { t } = useText();
  const { doneBytes, totalBytes } = item;
  if (doneBytes === undefined || totalBytes === undefined)
    return (
      <p className="quiet" role="status">
        {t('exports.queued')}
      </p>
    );
  return (
    <div role="status">
      <Progress percent={percentOf(item)} aria-label={t('exports.state.making')} />
      <span className="quiet small">
        {t('exports.progress', { done: megabytes(doneBytes), total: megabytes(totalBytes) })}
      </span>
    </div>
  );
}

function Fetch({ item }: { item: Export }) {
  const { t, language } = useText();
  const [state, setState] = useState<'ready' | 'asking' | 'fetching' | 'refused'>('ready');
  const [error, setError] = useState<unknown>();
  const fetchIt = async () => {
    setState('asking');
    setError(undefined);
    try {
      const { href, token } = await call('post', '/exports/{id}/downloads', { path: { id: item.id } });
      savePackage(href, token, (problem) => {
        setState(problem ? 'ready' : 'refused');
        if (problem) setError(new ProblemError(problem));
      });
      setState('fetching');
    } catch (caught) {
      setError(caught);
      setState('ready');
    }
  };
  return (
    <>
      <div className={styles.foot}>
        <Button type="primary" loading={state === 'asking'} onClick={() => void fetchIt()}>
          {t('exports.fetch')}
        </Button>
        <Button href={`/api/v1/exports/${item.id}/cover?language=${language}`} target="_blank">
          {t('exports.cover')}
        </Button>
        <span className="quiet small" role="status">
          {state === 'fetching' && t('exports.fetching')}
          {state !== 'fetching' && item.recipientFingerprint && t('exports.encryptedHint')}
        </span>
        {state === 'refused' && (
          <span role="alert">
            <ToneMark tone="over">{t('exports.fetchFailed')}</ToneMark>
          </span>
        )}
      </div>
      <ErrorNote error={error} read />
    </>
  );
}

function Failed({ item, onChanged }: { item: Export; onChanged: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const again = async () => {
    setPending(true);
    setError(undefined);
    try {
      await call('post', '/exports/{id}/retries', { path: { id: item.id } });
      void message.success(t('exports.againDone'));
      onChanged();
    } catch (caught) {
      setError(caught);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <p role="alert" className={styles.why}>
        {exportProblem(t, item.problem ?? '')}
      </p>
      <ErrorNote error={error} />
      <div className={styles.foot}>
        <Button loading={pending} onClick={() => void again()}>
          {t('exports.again')}
        </Button>
      </div>
    </>
  );
}

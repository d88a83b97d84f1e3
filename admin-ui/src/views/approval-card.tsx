// SPDX-License-Identifier: Apache-2.0
// One approval on a card that fits a hand: what is asked and why, the time left, and the decision in three presses.
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../api/client';
import { outcomeUnknown } from '../api/problem';
import type { Approval, ApprovalDecision, Receipt } from '../api/types';
import { ErrorNote } from '../components/error-note';
import { ToneMark } from '../components/tone';
import { useAct } from '../hooks/use-act';
import { useDraft } from '../hooks/use-draft';
import { useText } from '../i18n';
import { useNowUs } from '../lib/now';
import { beijingShort, duration } from '../lib/time';
import { ApprovalMark, useApprovalTitle } from './acts/stay-panels';
import styles from './approval-card.module.css';
import { needTone } from './approvals-order';
import { BodyCheckFacts, ExportFacts, OthersSeen } from './exports/export-facts';

export function ApprovalCard({ approval }: { approval: Approval }) {
  const { t } = useText();
  const title = useApprovalTitle();
  const nowUs = useNowUs();
  return (
    <article className={`panel ${styles.card}`} aria-label={`${title(approval)} ${approval.number}`}>
      <header>
        <h2>{title(approval)}</h2>
        {approval.state === 'open' && approval.urgent && (
          <ToneMark tone="over" shape="‼">
            {t('approvals.urgent')}
          </ToneMark>
        )}
        <span className="grow" />
        {approval.state === 'open' ? (
          <NeedMark neededByUs={approval.neededByUs} />
        ) : (
          <ApprovalMark approval={approval} />
        )}
      </header>
      <p>
        <Link to={`/stays/${approval.stayId}`}>{approval.number}</Link> {approval.displayName}
        <span className="quiet">
          {' · '}
          {t('approvals.asked', {
            name: approval.requestedBy.name,
            time: beijingShort(approval.requestedAtUs, nowUs),
          })}
          {' · '}
          {t('approvals.needed', { time: beijingShort(approval.neededByUs, nowUs) })}
        </span>
      </p>
      {(approval.grounds ?? []).length > 0 && (
        <p className="row-wrap">
          {approval.grounds?.map((ground) => (
            <span key={ground} className="chip">
              {t(`domain.grounds.${ground}`)}
            </span>
          ))}
        </p>
      )}
      {approval.bodyCheck && <BodyCheckFacts terms={approval.bodyCheck} />}
      {approval.export && <ExportFacts terms={approval.export} />}
      {approval.others && <OthersSeen numbers={approval.others} />}
      {approval.reason && <p className={styles.reason}>{approval.reason}</p>}
      <Outcome approval={approval} />
    </article>
  );
}

export function NeedMark({ neededByUs }: { neededByUs: number }) {
  const { t } = useText();
  const nowUs = useNowUs();
  const tone = needTone(neededByUs, nowUs);
  const time = duration(neededByUs - nowUs);
  return (
    <ToneMark tone={tone}>{tone === 'over' ? `${t('shape.over')} ${time}` : t('left', { time })}</ToneMark>
  );
}

function Outcome({ approval }: { approval: Approval }) {
  const { t } = useText();
  const nowUs = useNowUs();
  if (approval.mayDecide) return <Decide approval={approval} />;
  if (approval.state === 'open') {
    return (
      <p className="quiet">
        {t('acts.approval.waits', { role: t(`domain.userRole.${approval.neededRole}`) })}
      </p>
    );
  }
  return (
    <p>
      {t('approvals.decidedBy', {
        name: approval.decidedBy?.name ?? '',
        time: approval.decidedAtUs === undefined ? '' : beijingShort(approval.decidedAtUs, nowUs),
      })}
      {approval.late && <span className="chip chip-soon"> {t('approvals.late')}</span>}
      {approval.decisionReason && <span className="quiet">{` · ${approval.decisionReason}`}</span>}
    </p>
  );
}

interface Chosen {
  granted?: boolean;
  reason?: string;
}

const stale = ['stays'] as const;

function Decide({ approval }: { approval: Approval }) {
  const { t } = useText();
  const { message } = App.useApp();
  const name = `approval.${approval.id}`;
  const draft = useDraft(name);
  const [chosen, setChosen] = useState<Chosen>((draft.restored as Chosen | undefined) ?? {});
  const { run, pending, error } = useAct<ApprovalDecision, Receipt>(
    name,
    (body, key) => call('post', '/approvals/{id}/decision', { path: { id: approval.id }, body, key }),
    stale,
  );
  const change = (next: Chosen) => {
    setChosen(next);
    draft.keep({ ...next });
  };
  const { granted, reason = '' } = chosen;
  const decide = async () => {
    const result = await run({ mode: 'plan', granted: granted === true, reason: reason.trim() });
    if (!result) return;
    draft.drop();
    if (result.ofEarlier) void message.warning(t('act.ofEarlier'), 8);
    else void message.success(t(granted ? 'approvals.granted' : 'approvals.refused'));
  };
  if (granted === undefined) {
    return (
      <div className={styles.buttons}>
        <Button size="large" type="primary" onClick={() => change({ granted: true })}>
          {t('approvals.grant')}
        </Button>
        <Button size="large" onClick={() => change({ granted: false })}>
          {t('approvals.refuse')}
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.decide}>
      <h3>{t(granted ? 'approvals.grantTitle' : 'approvals.refuseTitle')}</h3>
      {granted && approval.about === 'extension' && approval.limitH && (
        <p>{t('approvals.willExtend', { count: approval.limitH })}</p>
      )}
      <ErrorNote error={error} />
      <Phrases granted={granted} reason={reason} onChoose={(text) => change({ granted, reason: text })} />
      <Input.TextArea
        rows={2}
        maxLength={500}
        value={reason}
        aria-label={t('approvals.own')}
        placeholder={t('approvals.own')}
        onChange={(event) => change({ granted, reason: event.target.value })}
      />
      <div className={styles.buttons}>
        <Button
          size="large"
          type="primary"
          danger={!granted}
          loading={pending}
          disabled={reason.trim() === ''}
          title={reason.trim() === '' ? t('approvals.reasonNeeded') : undefined}
          onClick={() => void decide()}
        >
          {outcomeUnknown(error)
            ? t('act.sendAgain')
            : t(granted ? 'approvals.confirmGrant' : 'approvals.confirmRefuse')}
        </Button>
        <Button
          size="large"
          disabled={pending}
          onClick={() => {
            setChosen({});
            draft.drop();
          }}
        >
          {t('act.back')}
        </Button>
      </div>
    </div>
  );
}

interface PhrasesProps {
  granted: boolean;
  reason: string;
  onChoose: (text: string) => void;
}

function Phrases({ granted, reason, onChoose }: PhrasesProps) {
  const { t } = useText();
  const phrases = t(granted ? 'approvals.grantPhrases' : 'approvals.refusePhrases').split('|');
  return (
    <div className={styles.phrases}>
      {phrases.map((phrase) => (
        <Button key={phrase} aria-pressed={reason === phrase} onClick={() => onChoose(phrase)}>
          {reason === phrase ? '✓ ' : ''}
          {phrase}
        </Button>
      ))}
    </div>
  );
}

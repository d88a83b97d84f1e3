// SPDX-License-Identifier: Apache-2.0
// Beside the timeline: approvals with their state, and the legal bases in their order.
import { Button } from 'antd';
import type { Approval, StayDetail } from '../../api/types';
import { Moment } from '../../components/moment';
import { type Tone, ToneMark } from '../../components/tone';
import { useOpened } from '../../hooks/use-opened';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { beijingShort } from '../../lib/time';
import { useUser } from '../../session';
import styles from './records.module.css';

const tones: Record<Approval['state'], Tone> = { open: 'soon', granted: 'ok', refused: 'ended' };

export function ApprovalMark({ approval }: { approval: Approval }) {
  const { t } = useText();
  return <ToneMark tone={tones[approval.state]}>{t(`domain.approvalState.${approval.state}`)}</ToneMark>;
}

/** "延长时限 24 小时" */
export function useApprovalTitle() {
  const { t } = useText();
  return (approval: Pick<Approval, 'about' | 'limitH'>) =>
    [
      t(`domain.approvalAbout.${approval.about}`),
      approval.limitH && t('stay.clock.hours', { count: approval.limitH }),
    ]
      .filter(Boolean)
      .join(' ');
}

export function StayApprovals({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const { can } = useUser();
  const { open } = useOpened();
  const approvals = detail.approvals ?? [];
  return (
    <section className="panel">
      <header>
        <h3 className="grow">{t('acts.approval.title')}</h3>
        {can.leadStay && (
          <Button size="small" onClick={() => open('approval')}>
            {t('acts.approval.ask')}
          </Button>
        )}
      </header>
      {approvals.length === 0 && <p className="quiet">{t('acts.approval.none')}</p>}
      <ul className={styles.small}>
        {approvals.map((approval) => (
          <ApprovalItem key={approval.id} approval={approval} />
        ))}
      </ul>
    </section>
  );
}

function ApprovalItem({ approval }: { approval: Approval }) {
  const { t } = useText();
  const { can } = useUser();
  const { open } = useOpened();
  const title = useApprovalTitle();
  const nowUs = useNowUs();
  return (
    <li>
      <div className="row">
        <strong className="grow">{title(approval)}</strong>
        <ApprovalMark approval={approval} />
      </div>
      <div className="quiet small">
        {approval.state === 'open'
          ? `${waitsFor(t, approval)} · ${beijingShort(approval.neededByUs, nowUs)}`
          : t('acts.approval.decidedBy', {
              name: approval.decidedBy?.name ?? '',
              time: approval.decidedAtUs === undefined ? '' : beijingShort(approval.decidedAtUs, nowUs),
            })}
        {approval.late && (
          <span className="chip chip-soon" style={{ marginLeft: 8 }}>
            {t('acts.approval.late')}
          </span>
        )}
      </div>
      {approval.decisionReason && <div className="small">{approval.decisionReason}</div>}
      {approval.state === 'open' && can.leadStay && (
        <Button size="small" onClick={() => open('paper', approval.id)}>
          {t('approvals.paper.action')}
        </Button>
      )}
    </li>
  );
}

function waitsFor(t: ReturnType<typeof useText>['t'], approval: Approval): string {
  return t('acts.approval.waits', { role: t(`domain.userRole.${approval.neededRole}`) });
}

export function StayBases({ detail }: { detail: StayDetail }) {
  const { t, paren } = useText();
  const { can } = useUser();
  const { open } = useOpened();
  const bases = detail.bases ?? [];
  return (
    <section className="panel">
      <header>
        <h3 className="grow">{t('acts.bases.title')}</h3>
        {can.leadStay && (
          <Button size="small" onClick={() => open('basis')}>
            {t('acts.bases.change')}
          </Button>
        )}
      </header>
      <ol className={styles.small}>
        {bases.map(({ basis, sinceUs }, index) => (
          <li key={sinceUs}>
            <div className="row">
              <strong className="grow">
                {t(`domain.basis.${basis.kind}`)}
                {basis.oral && paren(t('stay.person.oral'))}
              </strong>
              {index === bases.length - 1 && (
                <span className="chip chip-accent">{t('acts.bases.current')}</span>
              )}
              <Moment us={sinceUs} />
            </div>
            {basis.documentNumber && <div className="quiet small">{basis.documentNumber}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}

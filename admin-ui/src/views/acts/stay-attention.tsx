// SPDX-License-Identifier: Apache-2.0
// What lasts now and what the person still waits for, above everything else of the stay, each with its answer one press away.
import { Button } from 'antd';
import { useActs } from '../../api/queries';
import type { OpenRequest, StayDetail } from '../../api/types';
import { ToneMark } from '../../components/tone';
import { useOpened } from '../../hooks/use-opened';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { beijingShort } from '../../lib/time';
import { useUser } from '../../session';
import { type Running, runningSpells } from './record-list';
import styles from './records.module.css';

export function StayAttention({ detail }: { detail: StayDetail }) {
  const { t } = useText();
  const requests = detail.openRequests ?? [];
  const running = detail.tile.running ?? [];
  const acts = useActs(running.length > 0 || requests.length > 0);
  if (requests.length === 0 && running.length === 0) return null;
  return (
    <section className={`panel ${styles.attention}`} aria-label={t('acts.requests.title')}>
      {runningSpells(acts.data?.acts ?? [], detail).map((spell) => (
        <SpellLine key={spell.spell} running={spell} />
      ))}
      {requests.map((request) => (
        <RequestLine key={request.requestId} request={request} />
      ))}
    </section>
  );
}

function SpellLine({ running }: { running: Running }) {
  const { t, pick } = useText();
  const { me } = useUser();
  const { open } = useOpened();
  const nowUs = useNowUs();
  const { spell, began, acts } = running;
  const mine = acts.filter((act) => me.abilities.includes(act.ability));
  return (
    <div className={styles.line}>
      <span className={styles.what}>
        <ToneMark tone="soon">{t(`domain.spell.${spell}`)}</ToneMark>
      </span>
      {began && (
        <>
          <span className="nowrap">{t('acts.since', { time: beijingShort(began.atUs, nowUs) })}</span>
          <span className="quiet ellipsis">
            {began.said.map((said) => pick(said.value, said.valueEn)).join(' · ')}
          </span>
        </>
      )}
      <span className="grow" />
      {mine.map((act) => (
        <Button
          key={act.name}
          onClick={() => open(`act.${act.name}`)}
          type={act.effect === 'end' ? 'primary' : 'default'}
        >
          {pick(act.label, act.labelEn)}
        </Button>
      ))}
    </div>
  );
}

function RequestLine({ request }: { request: OpenRequest }) {
  const { t, pick } = useText();
  const { can } = useUser();
  const { open } = useOpened();
  const nowUs = useNowUs();
  const over = request.dueUs !== undefined && request.dueUs < nowUs;
  return (
    <div className={styles.line}>
      <span className={styles.what}>
        <ToneMark tone={over ? 'over' : 'soon'} shape={over ? undefined : '◆'}>
          {pick(request.label, request.labelEn)}
        </ToneMark>
      </span>
      <span className="nowrap">{t('acts.requests.asked', { time: beijingShort(request.atUs, nowUs) })}</span>
      {request.dueUs !== undefined && (
        <span className="nowrap">
          {over && `${t('shape.over')} · `}
          {t('acts.requests.due', { time: beijingShort(request.dueUs, nowUs) })}
        </span>
      )}
      <span className="nowrap">
        <span className="quiet">{t('acts.requests.receipt')}</span>{' '}
        <span className="mono">{request.receipt}</span>
      </span>
      {request.text && <span className="quiet ellipsis">{request.text}</span>}
      <span className="grow" />
      <Button onClick={() => open('slip', request.requestId)}>{t('acts.requests.print')}</Button>
      {(can.care || can.leadStay) && (
        <Button type="primary" onClick={() => open('act.answer_request', request.requestId)}>
          {t('acts.requests.answer')}
        </Button>
      )}
    </div>
  );
}

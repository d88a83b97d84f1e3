// SPDX-License-Identifier: Apache-2.0
// The timeline of a stay: what happened and when it was entered, late entries marked, and whether the chain holds.
import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useTimeline } from '../api/queries';
import type { StayDetail, Timeline, TimelineEvent } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { Moment } from '../components/moment';
import { ToneMark } from '../components/tone';
import { useOpened } from '../hooks/use-opened';
import { useText } from '../i18n';
import { beijingDay, duration } from '../lib/time';
import { useUser } from '../session';
import { entryId, showEntry } from './axis/show-entry';
import { CorrectionOpened } from './correction-dialog';
import styles from './timeline-view.module.css';
import { wordsOfDetail } from './timeline-words';

type Order = 'happened' | 'entered';

export function TimelineView({ detail }: { detail: StayDetail }) {
  const id = detail.tile.stayId;
  const timeline = useTimeline(id);
  return (
    <Loadable query={timeline}>
      {(data) => (
        <>
          <Events timeline={data} />
          <CorrectionOpened detail={detail} events={data.events} />
        </>
      )}
    </Loadable>
  );
}

function Events({ timeline }: { timeline: Timeline }) {
  const { t } = useText();
  const [order, setOrder] = useState<Order>('happened');
  const events = useMemo(() => inOrder(timeline.events, order), [timeline.events, order]);
  if (events.length === 0) return <Empty title={t('stay.page.noEvents')} />;
  return (
    <>
      <div className="row-wrap" style={{ marginBottom: 8 }}>
        {timeline.chainIntact ? (
          <ToneMark tone="ok">{t('stay.page.chainIntact', { count: timeline.events.length })}</ToneMark>
        ) : (
          <ToneMark tone="over">{t('stay.page.chainBroken')}</ToneMark>
        )}
        <span className="grow" />
        <Segmented<Order>
          size="small"
          value={order}
          onChange={setOrder}
          options={(['happened', 'entered'] as const).map((value) => ({
            value,
            label: t(`stay.page.order.${value}`),
          }))}
        />
      </div>
      <ol className={styles.events}>
        {events.map((event, index) => (
          <EventRow key={event.seq} event={event} newDay={dayChanges(events[index - 1], event)} />
        ))}
      </ol>
    </>
  );
}

export function inOrder(events: readonly TimelineEvent[], order: Order): TimelineEvent[] {
  return [...events].sort((a, b) =>
    order === 'entered'
      ? b.seq - a.seq
      : b.happenedUs - a.happenedUs || b.enteredUs - a.enteredUs || b.seq - a.seq,
  );
}

function dayChanges(before: TimelineEvent | undefined, event: TimelineEvent): boolean {
  return !before || beijingDay(before.happenedUs) !== beijingDay(event.happenedUs);
}

function EventRow({ event, newDay }: { event: TimelineEvent; newDay: boolean }) {
  const { t, pick } = useText();
  const { open } = useOpened();
  const mayCorrect = useMayCorrect(event);
  const label = pick(event.label, event.labelEn);
  return (
    <>
      {newDay && <li className={styles.day}>{beijingDay(event.happenedUs)}</li>}
      <li className={styles.event} id={entryId(event.seq)} tabIndex={-1}>
        <Moment us={event.happenedUs} form="clock" seconds className={styles.time} />
        <div className={styles.what}>
          <div className="row-wrap">
            {event.questioningId ? (
              <Link to={`/questionings/${event.questioningId}`}>
                <strong>{label}</strong>
              </Link>
            ) : (
              <strong>{label}</strong>
            )}
            <CorrectedBy event={event} />
            {event.room && <span>{event.room.name}</span>}
            {event.late && <LateMark event={event} />}
            {event.reported && !event.late && <span className="chip">{t('stay.page.reported')}</span>}
          </div>
          {event.details.length > 0 && (
            <div className={styles.details}>
              {event.details.map((detail) => (
                <DetailView key={`${detail.label}${detail.value}`} detail={detail} />
              ))}
            </div>
          )}
          {event.overrideReason && (
            <div className={styles.override}>{t('stay.page.override', { reason: event.overrideReason })}</div>
          )}
        </div>
        <div className={styles.proof}>
          <span>
            {mayCorrect && (
              <Button
                size="small"
                type="text"
                aria-label={t('acts.correct.title', { seq: event.seq, label })}
                onClick={() => open('correct', String(event.seq))}
              >
                {t('acts.correct.action')}
              </Button>
            )}{' '}
            {event.actor.name}
          </span>
          {event.late && (
            <span className="quiet small">
              <EnteredAt us={event.enteredUs} />
            </span>
          )}
          <span className="quiet mono" title={t('stay.page.hash', { hash: event.hash })}>
            #{event.seq} {event.hash.slice(0, 10)}
          </span>
        </div>
      </li>
    </>
  );
}

/** Entered late while the centre could have taken it: that stands out. While it was away, or nobody knows, it is quiet. */
export function LateMark({ event }: { event: TimelineEvent }) {
  const { t } = useText();
  const by = t('stay.page.lateBy', { time: duration(event.enteredUs - event.happenedUs) });
  if (event.systemUp === true)
    return (
      <span className="chip chip-over" data-late="up">
        ▲ {t('stay.page.late')} · {t('stay.page.lateUp')} · {by}
      </span>
    );
  return (
    <span className="chip" data-late={event.systemUp === false ? 'away' : 'unknown'}>
      {t('stay.page.late')} · {event.systemUp === false && `${t('stay.page.lateAway')} · `}
      {by}
    </span>
  );
}

/** The time of any entry, and what some say, can be corrected; a correction itself cannot. */
function useMayCorrect(event: TimelineEvent): boolean {
  const { me, can } = useUser();
  if (event.type === 'EntryCorrected') return false;
  return can.leadStay || (can.care && event.actor.id === me.id);
}

/** Leads to the corrections of an entry; each tells both values in its own entry. */
function CorrectedBy({ event }: { event: TimelineEvent }) {
  const { t } = useText();
  return (event.correctedBy ?? []).map((seq) => (
    <button
      key={seq}
      type="button"
      className={`chip chip-soon ${styles.corrected}`}
      title={t('acts.correct.show', { seq })}
      onClick={() => showEntry(seq)}
    >
      ✎ {t('acts.correct.by', { seq })}
    </button>
  ));
}

function DetailView({ detail }: { detail: TimelineEvent['details'][number] }) {
  const { label, value } = wordsOfDetail(detail, useText());
  return (
    <span>
      {label && <span className="quiet">{label} </span>}
      {value}
    </span>
  );
}

function EnteredAt({ us }: { us: number }) {
  const { t } = useText();
  const [before, after] = t('stay.page.enteredAt', { time: '\u0000' }).split('\u0000');
  return (
    <>
      {before}
      <Moment us={us} seconds />
      {after}
    </>
  );
}

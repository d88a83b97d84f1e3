// SPDX-License-Identifier: Apache-2.0
// A legal clock, and the pop-over in which it explains itself: rule, source, the fact that started it, and its end.
import { Popover } from 'antd';
import type { Clock } from '../api/types';
import { useText } from '../i18n';
import { type ClockView, viewClock } from '../lib/clock';
import { useNowUs } from '../lib/now';
import { duration } from '../lib/time';
import { Moment } from './moment';
import { ToneMark } from './tone';

/** How a clock stands, in words. */
export function useClockWords(): (view: ClockView, seconds?: boolean) => string {
  const { t } = useText();
  return (view, seconds = false) => {
    const time = duration(view.leftUs, seconds);
    if (view.state === 'ended') return t('shape.ended');
    return view.state === 'over' ? `${t('shape.over')} ${time}` : t('left', { time });
  };
}

export function ClockMark({ view, seconds = false }: { view: ClockView; seconds?: boolean }) {
  const { t } = useText();
  const words = useClockWords()(view, seconds);
  return (
    <ToneMark tone={view.state} title={t(`shape.${view.state}`)}>
      {words}
    </ToneMark>
  );
}

export function ClockBadge({ clock, seconds = false }: { clock: Clock; seconds?: boolean }) {
  const { t } = useText();
  const view = viewClock(clock, useNowUs());
  return (
    <Popover content={<ClockExplained clock={clock} />} trigger={['hover', 'focus']} placement="bottomRight">
      <button type="button" className="clock-button" aria-label={t('stay.clockExplain')}>
        <ClockMark view={view} seconds={seconds} />
      </button>
    </Popover>
  );
}

export function ClockExplained({ clock }: { clock: Clock }) {
  const { t, pick } = useText();
  return (
    <div style={{ maxWidth: 420 }}>
      <p style={{ marginBottom: 8 }}>{pick(clock.explanation, clock.explanationEn)}</p>
      <dl className="facts small">
        <dt>{t('stay.clock.limit')}</dt>
        <dd>
          {t('stay.clock.hours', { count: clock.limitH })}
          {clock.extendableToH && clock.extendableToH > clock.limitH
            ? ` · ${t('stay.clock.extendable', { count: clock.extendableToH })}`
            : ''}
        </dd>
        <dt>{t('stay.clock.start')}</dt>
        <dd>
          <Moment us={clock.startedAtUs} form="full" /> · {t(`domain.startFact.${clock.startFact}`)}
        </dd>
        {(clock.competing ?? []).map((other) => (
          <CompetingFact key={other.fact} fact={other.fact} atUs={other.atUs} />
        ))}
        <dt>{t('stay.clock.end')}</dt>
        <dd>
          <Moment us={clock.endsAtUs} form="full" />
        </dd>
        {clock.endedAtUs !== undefined && (
          <>
            <dt>{t('stay.clock.endedAt')}</dt>
            <dd>
              <Moment us={clock.endedAtUs} form="full" />
            </dd>
          </>
        )}
        <dt>{t('stay.clock.rule')}</dt>
        <dd>
          {clock.rule} · {pick(clock.source, clock.sourceEn)}
        </dd>
      </dl>
    </div>
  );
}

const knownFacts = ['arrival_report', 'arrival_paper', 'arrival_door'] as const;

function CompetingFact({ fact, atUs }: { fact: string; atUs: number }) {
  const { t } = useText();
  const known = knownFacts.find((name) => name === fact);
  return (
    <>
      <dt>{t('stay.clock.competing')}</dt>
      <dd>
        <Moment us={atUs} form="full" /> · {known ? t(`domain.startFact.${known}`) : fact}
      </dd>
    </>
  );
}

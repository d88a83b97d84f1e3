// SPDX-License-Identifier: Apache-2.0
// How the log of record is: the age of its newest head in a shape, a word and a colour.
import type { LogState } from '../api/types';
import { Moment } from '../components/moment';
import { type Tone, ToneMark } from '../components/tone';
import { useText } from '../i18n';
import { useNowUs } from '../lib/now';
import { beijing, lengthText, usPerMinute } from '../lib/time';

const tones: Record<LogState['state'], Tone> = { ok: 'ok', late: 'over', never: 'over' };

export function LogStateMark({ state }: { state: LogState }) {
  const { t, pick } = useText();
  const nowUs = useNowUs();
  const ageUs = nowUs - (state.signedAtUs ?? nowUs);
  return (
    <div className="stack" style={{ gap: 4 }}>
      <div>
        <ToneMark tone={tones[state.state]}>{t(`log.state.${state.state}`)}</ToneMark>{' '}
        {state.signedAtUs !== undefined && (
          <span>
            {t('log.counter')} {state.counter} · {t('log.size')} {state.size} ·{' '}
            <Moment us={state.signedAtUs} form="full" /> ·{' '}
            {ageUs < -usPerMinute
              ? t('log.ahead')
              : t('log.age', { time: lengthText(Math.max(0, ageUs), t) })}
          </span>
        )}
      </div>
      {state.troubleSinceUs !== undefined && (
        <ToneMark tone="over">
          {t('log.cannot', { since: beijing(state.troubleSinceUs) })}:{' '}
          {pick(state.trouble ?? '', state.troubleEn ?? '')}
        </ToneMark>
      )}
    </div>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Where help is needed, who called and when, and who goes.
import type { TFunction } from 'i18next';
import type { HelpCall } from '../../api/types';
import { Moment } from '../../components/moment';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { beijingShort, duration, usPerMinute, usPerSecond } from '../../lib/time';
import styles from './help.module.css';

const lateUs = 5 * usPerMinute;

function agoText(us: number, t: TFunction): string {
  if (us < 2 * usPerMinute) return t('help.agoSeconds', { count: Math.floor(us / usPerSecond) });
  return t('help.agoMinutes', { count: Math.floor(us / usPerMinute) });
}

export function CallFacts({ call }: { call: HelpCall }) {
  const { t } = useText();
  const nowUs = useNowUs();
  const late = call.enteredAtUs - call.calledAtUs;
  const names = call.callers.map(({ name }) => name).join(t('comma'));
  return (
    <div className={styles.facts}>
      <ToneMark tone={call.answers.length > 0 ? 'soon' : 'over'}>
        <strong className={styles.title}>
          {t('help.title')} · {call.room?.name ?? t('help.unknownRoom')}
        </strong>
      </ToneMark>
      <span>{names || t('help.someone')}</span>
      <span>
        <Moment us={call.calledAtUs} seconds /> {agoText(Math.max(0, nowUs - call.calledAtUs), t)}
      </span>
      {call.presses > 1 && <span>{t('help.presses', { count: call.presses })}</span>}
      {late > lateUs && <span>{t('help.late', { time: duration(late, true) })}</span>}
      {call.answers.length === 0 && <strong>{t('help.nobodyGoes')}</strong>}
      {call.answers.map((answer) => (
        <strong key={answer.enteredAtUs}>
          {t('help.goes', {
            names: answer.goes.map(({ name }) => name).join(t('comma')),
            time: beijingShort(answer.atUs, nowUs),
          })}
        </strong>
      ))}
    </div>
  );
}

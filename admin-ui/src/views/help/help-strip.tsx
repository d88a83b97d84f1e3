// SPDX-License-Identifier: Apache-2.0
// Who calls for help, above every page until it is over; and of one's own press, whether anybody has heard of it.
import { Button } from 'antd';
import { useState } from 'react';
import { useHelpCalls } from '../../api/queries';
import type { HelpCall } from '../../api/types';
import { ToneMark } from '../../components/tone';
import { useAlarm } from '../../help/alarm';
import { isLoud, openOf, type Press, pressesOf, withdrawnLately } from '../../help/calls';
import type { Help } from '../../hooks/use-help';
import { useUnsent } from '../../hooks/use-unsent';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { beijingShort } from '../../lib/time';
import { CallActs } from './call-acts';
import { CallFacts } from './call-facts';
import styles from './help.module.css';

export function HelpStrip({ help }: { help: Help }) {
  const { t } = useText();
  const nowUs = useNowUs();
  const items = useHelpCalls().data?.items ?? [];
  const presses = pressesOf(useUnsent());
  const [silenced, setSilenced] = useState<ReadonlySet<string>>(new Set());
  const open = openOf(items);
  const loud = open.filter((call) => isLoud(call, silenced));
  const held = useAlarm(loud.length > 0);
  const withdrawn = withdrawnLately(items, nowUs);
  const sending = help.sending && presses.length === 0;
  if (open.length + presses.length + withdrawn.length === 0 && !sending) return null;
  return (
    <section className={styles.strip} aria-label={t('help.region')}>
      {sending && (
        <p className={styles.line} role="status">
          <ToneMark tone="soon">{t('help.sending')}</ToneMark>
        </p>
      )}
      {presses.map((press) => (
        <Untold key={press.entry.key} press={press} onMistake={() => help.withdrawPress(press.entry)} />
      ))}
      {open.map((call) => (
        <Call
          key={call.id}
          call={call}
          onMistake={() => help.withdraw(call.id)}
          onSilence={
            loud.includes(call) ? () => setSilenced((before) => new Set(before).add(call.id)) : undefined
          }
        />
      ))}
      {held && loud.length > 0 && (
        <p className={styles.line}>
          <ToneMark tone="soon">{t('help.soundOff')}</ToneMark>
        </p>
      )}
      {withdrawn.map((call) => (
        <Withdrawn key={call.id} call={call} />
      ))}
    </section>
  );
}

/** A press that is still on this device: nobody may be left to believe that somebody is on the way. */
function Untold({ press: { entry, withdrawn }, onMistake }: { press: Press; onMistake: () => void }) {
  const { t, language } = useText();
  const nowUs = useNowUs();
  if (withdrawn && !entry.refused)
    return (
      <p className={styles.line} role="status">
        <ToneMark tone="soon" shape="⇡">
          {t('help.untoldWithdrawn')}
        </ToneMark>
      </p>
    );
  return (
    <div className={`${styles.line} ${styles.over}`} role="alert">
      <ToneMark tone="over">
        <strong className={styles.title}>
          {entry.refused ? t('help.refused', { why: entry.refused[language] }) : t('help.untold')}
        </strong>
      </ToneMark>
      <span className={styles.hint}>
        {entry.refused
          ? t('help.refusedHint')
          : t('help.untoldHint', { time: beijingShort(entry.atUs, nowUs, true) })}
      </span>
      {!entry.refused && <Button onClick={onMistake}>{t('help.mistake')}</Button>}
    </div>
  );
}

interface CallProps {
  call: HelpCall;
  onMistake: () => void;
  onSilence?: () => void;
}

function Call({ call, onMistake, onSilence }: CallProps) {
  const { t } = useText();
  return (
    <div className={`${styles.line} ${call.answers.length > 0 ? styles.soon : styles.over}`} role="alert">
      <CallFacts call={call} />
      {call.own && <ToneMark tone="ok">{t('help.told')}</ToneMark>}
      <span className={styles.acts}>
        <CallActs call={call} />
        {call.own && <Button onClick={onMistake}>{t('help.mistake')}</Button>}
        {onSilence && <Button onClick={onSilence}>{t('help.quiet')}</Button>}
      </span>
    </div>
  );
}

function Withdrawn({ call }: { call: HelpCall }) {
  const { t } = useText();
  const nowUs = useNowUs();
  const { withdrawn } = call;
  if (!withdrawn) return null;
  const who = [
    call.room?.name ?? t('help.unknownRoom'),
    withdrawn.by.name,
    beijingShort(withdrawn.atUs, nowUs, true),
  ];
  return (
    <p className={styles.line} role="status">
      <ToneMark tone="quiet">{t('help.withdrawn', { who: who.join(' · ') })}</ToneMark>
    </p>
  );
}

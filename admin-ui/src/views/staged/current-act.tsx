// SPDX-License-Identifier: Apache-2.0
// The act that is under way: do it, say so, wait for the checks, undo it. One large button at a time, Space presses it.
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/client';
import type { StagedAct } from '../../api/watching-types';
import { ErrorNote } from '../../components/error-note';
import { ToneMark } from '../../components/tone';
import { useAct } from '../../hooks/use-act';
import { useKeys } from '../../hooks/use-keys';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { seconds } from '../../lib/time';
import { kindText } from '../observations/words';
import { actText, backText, howText, type Phase, phaseOf, secondsLeft } from './acts';
import styles from './staged.module.css';

const stale = ['observations'] as const;
type Say = 'done' | 'ended' | 'cancel';
/** How many of the steps are behind. */
const past: Record<Phase, number> = { announced: 1, waiting: 2, over: 3, lapsed: 3 };

function useSay(act: StagedAct, say: Say) {
  return useAct<Record<string, never>, StagedAct>(
    `staged.${act.id}.${say}`,
    (body, key) => call('post', `/staged-acts/{id}/${say}`, { path: { id: act.id }, body, key }),
    stale,
  );
}

export function CurrentAct({ act }: { act: StagedAct }) {
  const { t, paren } = useText();
  const done = useSay(act, 'done');
  const ended = useSay(act, 'ended');
  const cancel = useSay(act, 'cancel');
  const phase = phaseOf(act, useNowUs());
  const next = phase === 'announced' ? done : phase === 'waiting' ? undefined : ended;
  const large = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each phase has its button, ready for the next press
  useEffect(() => large.current?.focus(), [phase]);
  useKeys((key, event) => {
    if (key !== ' ' || !next) return false;
    // A button that has the focus is pressed by Space itself.
    if (event.target instanceof HTMLElement && event.target.closest('a, button')) return false;
    if (!event.repeat) void next.run({});
    return true;
  });
  return (
    <section className={`panel stack-tight ${styles.current}`}>
      <h2>{t('staged.current', { act: actText(t, act.act) })}</h2>
      <Steps phase={phase} />
      <p className="quiet">
        {t('staged.expects', { kinds: act.expects.map((kind) => kindText(t, kind)).join(t('comma')) })}
      </p>
      <Instruction act={act} phase={phase} />
      <ErrorNote error={done.error ?? ended.error ?? cancel.error} />
      {next && (
        <Button
          ref={large}
          type="primary"
          className={styles.big}
          loading={next.pending}
          onClick={() => void next.run({})}
        >
          {t(phase === 'announced' ? 'staged.isSo' : 'staged.undone')}
          {paren(t('staged.isSoKey'))}
        </Button>
      )}
      {phase !== 'over' && (
        <Button className={styles.big} loading={cancel.pending} onClick={() => void cancel.run({})}>
          {t('staged.cancel')}
        </Button>
      )}
    </section>
  );
}

function Steps({ phase }: { phase: Phase }) {
  const { t } = useText();
  const at = past[phase];
  return (
    <ol className={styles.steps}>
      {(['announced', 'done', 'result', 'ended'] as const).map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined} data-past={index < at || undefined}>
          {index < at && <span aria-hidden="true">✓ </span>}
          {t(`staged.steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}

function Instruction({ act, phase }: { act: StagedAct; phase: Phase }) {
  const { t } = useText();
  const nowUs = useNowUs();
  if (phase === 'announced')
    return (
      <div>
        <p>{t('staged.doIt')}</p>
        <p className={styles.how}>{howText(t, act.act)}</p>
        {act.result === 'seen' && <ToneMark tone="ok">{t('staged.seenAlready')}</ToneMark>}
      </div>
    );
  if (phase === 'waiting' && act.doneUs !== null)
    return (
      <div role="status">
        <p className={styles.count}>{t('staged.waiting', { secs: secondsLeft(act.doneUs, nowUs) })}</p>
        <p>{t('staged.waitingHint')}</p>
      </div>
    );
  return (
    <div role="status">
      <p className={styles.count}>
        {phase === 'lapsed' ? (
          <ToneMark tone="quiet">{t('staged.lapsedSeen')}</ToneMark>
        ) : (
          <Result act={act} />
        )}
      </p>
      {phase === 'lapsed' && <p>{t('staged.lapsedHint')}</p>}
      {act.result === 'missed' && <p>{t('staged.missedHint')}</p>}
      {act.observation && (
        <p>
          <Link to={`/observations?id=${act.observation}`}>{t('staged.toObservation')}</Link>
        </p>
      )}
      <p>{t('staged.undo')}</p>
      <p className={styles.how}>{backText(t, act.act)}</p>
    </div>
  );
}

function Result({ act }: { act: StagedAct }) {
  const { t } = useText();
  if (act.result !== 'seen') return <ToneMark tone="over">{t('staged.missed')}</ToneMark>;
  // Told before the person had said that it is so.
  const early = act.delayUs === null || act.delayUs <= 0;
  return (
    <ToneMark tone="ok">
      {early ? t('staged.seenAlready') : t('staged.seen', { secs: seconds(act.delayUs ?? 0) })}
    </ToneMark>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Above every page of the practice centre, also before signing in: that it is one, and the exercise that runs, with the
// minutes left and the way back. Behind the lock only the words that tell of the centre.
import { useEffect, useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useCentre, usePractice } from '../../api/queries';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { useLock } from '../../lock';
import { learnPractice, usePracticeHere } from '../../practice';
import { useSessionState } from '../../session';
import styles from './practice.module.css';
import { minutesLeft, nameOf, runningOf } from './runs';

export function PracticeStrip() {
  const { me } = useSessionState();
  const here = usePracticeHere();
  const centre = useCentre();
  const said = centre.data?.practice ?? (me ? me.practice === true : undefined);
  useEffect(() => {
    if (said !== undefined) learnPractice(said);
  }, [said]);
  return here ? <Strip /> : null;
}

/** Before everything else of the page, and outside of what the lock hides. */
function usePlaceAbove(): HTMLElement {
  const [place] = useState(() => {
    const element = document.createElement('div');
    element.id = 'practice';
    return element;
  });
  useLayoutEffect(() => {
    document.body.prepend(place);
    return () => place.remove();
  }, [place]);
  return place;
}

function Strip() {
  const { t } = useText();
  const { me } = useSessionState();
  const locked = useLock() !== undefined;
  return createPortal(
    <aside className={styles.strip} aria-label={t('practice.here')}>
      <strong className="nowrap">{t('practice.here')}</strong>
      <span className="grow ellipsis">{t('practice.madeUp')}</span>
      {me && !locked && <Running key={me.id} />}
    </aside>,
    usePlaceAbove(),
  );
}

function Running() {
  const { t, pick } = useText();
  const nowUs = useNowUs();
  const practice = usePractice();
  const [run] = runningOf(practice.data?.runs ?? [], nowUs);
  if (!practice.data || !run) return null;
  const minutes = minutesLeft(run, nowUs);
  return (
    <span className="row nowrap">
      {nameOf(run, practice.data.exercises, pick)}
      <ToneMark tone={minutes > 5 ? 'quiet' : 'soon'}>
        {minutes > 0 ? t('practice.minutesLeft', { count: minutes }) : t('practice.lastMinute')}
      </ToneMark>
      <a href="#/practice">{t('practice.back')}</a>
    </span>
  );
}

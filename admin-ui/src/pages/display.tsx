// SPDX-License-Identifier: Apache-2.0
// The screen that stands in the camera's view: room, clock, and the code that shows when the picture was taken.
import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { ProblemError } from '../api/problem';
import { useRoomDisplay } from '../api/queries';
import { useText } from '../i18n';
import { type Heard, type Shown, shownAt, spaced } from '../lib/display';
import { beijing } from '../lib/time';
import styles from './display.module.css';

const lookEveryMs = 100;
const steadyUs = () => performance.now() * 1000;

export function DisplayPage() {
  const { t, language } = useText();
  const { room = '' } = useParams();
  const [search] = useSearchParams();
  const query = useRoomDisplay(room, steadyUs);
  const shown = useShown(query.data);
  return (
    <main
      className={`${styles.display} ${search.get('look') === 'light' ? styles.light : ''}`}
      lang={language === 'zh' ? 'zh-CN' : 'en'}
    >
      {query.data && shown ? (
        <DisplayView heard={query.data} shown={shown} />
      ) : (
        <p className={styles.words}>
          {isUnknown(query.error)
            ? t('log.display.unknown', { room })
            : t(query.isError ? 'log.display.lost' : 'log.display.waiting')}
        </p>
      )}
    </main>
  );
}

/** Anything else than "no such room" is asked again and again, so that a screen comes back by itself. */
function isUnknown(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'room.unknown';
}

function DisplayView({ heard, shown }: { heard: Heard; shown: Shown }) {
  const { t } = useText();
  const [day = '', clock = ''] = beijing(shown.nowUs).split(' ');
  return (
    <>
      <header className={styles.head}>
        <span>{heard.display.roomName}</span>
        <span>{day}</span>
      </header>
      <time className={styles.clock}>{clock}</time>
      {shown.code ? (
        <p className={styles.code} title={t('log.display.code')}>
          {spaced(shown.code)}
        </p>
      ) : (
        <p className={styles.words}>{t('log.display.noCode')}</p>
      )}
      <footer className={styles.foot} role="status">
        {shown.lost
          ? t('log.display.lost')
          : shown.code
            ? heard.display.centreName
            : t('log.display.noCodeHint')}
      </footer>
    </>
  );
}

/** Drawn anew only when something on the screen changes: a second, a code, a lost link. */
function useShown(heard: Heard | undefined): Shown | undefined {
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    if (!heard) return;
    const look = () => {
      const next = shownAt(heard, steadyUs());
      const second = Math.floor(next.nowUs / 1_000_000) * 1_000_000;
      setShown((last) =>
        last?.nowUs === second && last.code === next.code && last.lost === next.lost
          ? last
          : { ...next, nowUs: second },
      );
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [heard]);
  return shown;
}

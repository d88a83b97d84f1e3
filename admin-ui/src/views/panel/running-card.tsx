// SPDX-License-Identifier: Apache-2.0
// The questioning that runs in this room: how long, marks by one tap or key, and its end.
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Mark } from '../../api/types';
import { Moment } from '../../components/moment';
import { ToneMark } from '../../components/tone';
import { useKeys } from '../../hooks/use-keys';
import { aboutRunning } from '../../hooks/use-panel-act';
import { useText } from '../../i18n';
import { useNowUs } from '../../lib/now';
import { beijingClock, duration } from '../../lib/time';
import type { Running } from '../../panel/memory';
import { isOnBreak, knownMark, marksByKey } from '../questioning/marks-by-key';
import { EndDialog } from './end-dialog';
import styles from './panel.module.css';
import { type PanelDesk, shortNumber } from './panel-desk';

interface Props {
  desk: PanelDesk;
  running: Running;
}

export function RunningCard({ desk, running }: Props) {
  const { t } = useText();
  const [ending, setEnding] = useState(false);
  const nowUs = useNowUs();
  const number = shortNumber(running.number);
  const byKey = marksByKey(isOnBreak(running.marks));
  const mark = (kind: Mark['kind']) =>
    void desk.enter({
      kind: 'mark',
      ...aboutRunning(running),
      what: t('panel.what.mark', { number, mark: t(`domain.mark.${kind}`) }),
      body: { kind },
    });
  useKeys((key) => {
    const kind = byKey[key];
    if (!kind) return false;
    mark(kind);
    return true;
  });
  return (
    <section className={`panel ${styles.card}`} aria-label={t('panel.running')}>
      <div className={styles.running}>
        <span className={styles.number} title={running.number}>
          {running.number.split('-').at(-1)}
        </span>
        <div className="grow">
          <h2>
            ● {t('panel.running')}
            {running.id === undefined && (
              <ToneMark tone="soon" shape=" ⇡">
                {t('panel.waitsMark')}
              </ToneMark>
            )}
          </h2>
          <span className="quiet">
            {running.number} · {t('panel.since', { time: beijingClock(running.startedAtUs, true) })}
          </span>
        </div>
        <span className={styles.elapsed} role="timer" aria-label={t('panel.elapsed')}>
          {duration(Math.max(0, nowUs - running.startedAtUs), true)}
        </span>
      </div>
      <fieldset className={styles.marks}>
        <legend>{t('panel.mark')}</legend>
        {Object.entries(byKey).map(([key, kind]) => (
          <button key={key} type="button" onClick={() => mark(kind)}>
            {t(`domain.mark.${kind}`)} <kbd>{key}</kbd>
          </button>
        ))}
      </fieldset>
      <MarkList running={running} />
      <div className={styles.foot}>
        {running.id !== undefined && !desk.away && desk.owner?.signedIn && (
          <Link to={`/questionings/${running.id}/transcript`}>
            <Button className={styles.big} tabIndex={-1}>
              {t('panel.transcript')}
            </Button>
          </Link>
        )}
        <span className="grow" />
        <Button type="primary" className={styles.big} onClick={() => setEnding(true)}>
          {t('panel.end')}
        </Button>
      </div>
      {ending && <EndDialog desk={desk} running={running} onClose={() => setEnding(false)} />}
    </section>
  );
}

function MarkList({ running }: { running: Running }) {
  const { t } = useText();
  const marks = [...running.marks].sort((a, b) => b.atUs - a.atUs);
  if (marks.length === 0) return <p className="quiet">{t('questioning.noMarks')}</p>;
  return (
    <ul className={styles.log}>
      {marks.map((mark) => {
        const known = knownMark(mark.kind);
        return (
          <li key={`${mark.kind}${mark.atUs}`}>
            <Moment us={mark.atUs} seconds />
            <strong className="grow">{known ? t(`domain.mark.${known}`) : mark.kind}</strong>
            {mark.waits && (
              <ToneMark tone="soon" shape="⇡">
                {t('panel.waitsMark')}
              </ToneMark>
            )}
          </li>
        );
      })}
    </ul>
  );
}

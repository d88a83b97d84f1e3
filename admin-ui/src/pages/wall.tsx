// SPDX-License-Identifier: Apache-2.0
// The wall: numbers, places and clocks, read from four metres; no names, no offences.
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useLinkState } from '../api/events';
import { useWall } from '../api/queries';
import type { Wall } from '../api/types';
import { shapes } from '../components/tone';
import { useText } from '../i18n';
import { viewClock } from '../lib/clock';
import { useNowUs } from '../lib/now';
import { beijing, duration } from '../lib/time';
import { useUser } from '../session';
import { DayOfNumber } from '../views/person-tile';
import styles from './wall.module.css';

type WallTile = Wall['tiles'][number];

/** One line of a call for help, with its distance to the next: as tall as wall.module.css makes it. */
const helpLinePx = 88;

export function WallPage() {
  const { t, language } = useText();
  const { can } = useUser();
  const navigate = useNavigate();
  const wall = useWall();
  const link = useLinkState();
  const nowUs = useNowUs();
  const tiles = useMemo(() => [...(wall.data?.tiles ?? [])].sort(worstFirst), [wall.data]);
  const calls = wall.data?.helpCalls ?? [];
  const columns = columnsFor(tiles.length);
  const rows = Math.max(1, Math.ceil(tiles.length / columns));
  const old = link === 'lost' || wall.isError;
  return (
    <div className={styles.wall} lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <header className={styles.head}>
        <strong className="ellipsis">{wall.data?.centreName}</strong>
        <span>{t('board.wall.people', { count: tiles.length })}</span>
        {old && (
          <span className={styles.old}>
            {shapes.soon} {t('link.lost')}
          </span>
        )}
        <time>{beijing(nowUs)}</time>
        {can.seeBoard && (
          <button type="button" onClick={() => void navigate('/board')}>
            {t('act.close')}
          </button>
        )}
      </header>
      {calls.length > 0 && <WallCalls calls={calls} nowUs={nowUs} />}
      {wall.data && tiles.length === 0 && <p className={styles.empty}>{t('board.wall.empty')}</p>}
      <ul
        className={styles.tiles}
        style={{
          gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
          // The height of a row, from which the figures take their size: nobody may end up below the screen.
          ['--row' as string]: `calc((100vh - var(--strip) - 104px - ${calls.length * helpLinePx}px) / ${rows} - 16px)`,
        }}
      >
        {tiles.map((tile) => (
          <WallTileView key={tile.number} tile={tile} nowUs={nowUs} />
        ))}
      </ul>
    </div>
  );
}

/** Where help is needed, above everything else; who called is not for the wall. */
function WallCalls({ calls, nowUs }: { calls: Wall['helpCalls']; nowUs: number }) {
  const { t } = useText();
  return (
    <ul className={styles.calls} aria-live="assertive">
      {calls.map((call) => (
        <li
          key={`${call.calledAtUs}${call.roomName ?? ''}`}
          className={call.answered ? styles.answered : undefined}
        >
          <strong>
            <i aria-hidden="true">{call.answered ? shapes.soon : shapes.over}</i> {t('help.wall')}
          </strong>
          <span className="grow ellipsis">{call.roomName ?? t('help.unknownRoom')}</span>
          <span>{t(call.answered ? 'help.wallGoes' : 'help.nobodyGoes')}</span>
          <time>{duration(Math.max(0, nowUs - call.calledAtUs), true)}</time>
        </li>
      ))}
    </ul>
  );
}

function WallTileView({ tile, nowUs }: { tile: WallTile; nowUs: number }) {
  const { t } = useText();
  const view = clockOf(tile, nowUs);
  return (
    <li className={`${styles.tile} ${styles[tile.damaged ? 'over' : (view?.state ?? 'free')] ?? ''}`}>
      <div className={styles.line}>
        <span className={styles.number}>
          {tile.number.split('-').at(-1)}
          <DayOfNumber number={tile.number} />
        </span>
        <span className={`${styles.room} ellipsis`}>{tile.roomName ?? t(`domain.state.${tile.state}`)}</span>
      </div>
      <div className={styles.line}>
        <span className={styles.clock}>
          {view && view.state !== 'ended' ? (
            <>
              <i>{shapes[view.state]}</i> {view.state === 'over' ? '+' : ''}
              {duration(view.leftUs)}
            </>
          ) : (
            <span className={styles.noClock}>
              {tile.damaged
                ? `${shapes.over} ${t('clockUnknown')}`
                : view
                  ? `${shapes.ended} ${t('shape.ended')}`
                  : t('board.wall.noClock')}
            </span>
          )}
        </span>
        <span className={styles.attention}>
          {view && view.state !== 'ended' && <em>{t(`shape.${view.state}`)}</em>}
          {tile.attention.map((what) => (
            <span key={what}>
              {what === 'no_recording' ? shapes.over : shapes.soon} {t(`domain.attention.${what}`)}
            </span>
          ))}
        </span>
      </div>
    </li>
  );
}

function clockOf(tile: WallTile, nowUs: number) {
  if (tile.clockEndsAtUs === undefined) return undefined;
  return viewClock(
    { endsAtUs: tile.clockEndsAtUs, limitH: 0, state: tile.clockState ?? 'ok', endedAtUs: undefined },
    nowUs,
  );
}

function worstFirst(a: WallTile, b: WallTile): number {
  const end = (tile: WallTile) => {
    if (tile.damaged) return 0;
    return tile.clockState === 'ended'
      ? Number.MAX_SAFE_INTEGER
      : (tile.clockEndsAtUs ?? Number.MAX_SAFE_INTEGER);
  };
  return end(a) - end(b) || a.number.localeCompare(b.number);
}

/** As few columns as let everybody fit on one screen without scrolling. */
export function columnsFor(count: number): number {
  if (count <= 8) return 2;
  if (count <= 15) return 3;
  if (count <= 28) return 4;
  return 6;
}

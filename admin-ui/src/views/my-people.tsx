// SPDX-License-Identifier: Apache-2.0
// An officer's people on the first page: where they are, how their clocks stand, and the way to question them.
import { Button } from 'antd';
import { Link } from 'react-router';
import { useBoard } from '../api/queries';
import type { Tile } from '../api/types';
import { ClockBadge } from '../components/clock-badge';
import { useText } from '../i18n';
import { byWorstClock } from '../lib/clock';
import { useUser } from '../session';
import styles from './my-people.module.css';
import { PersonName } from './person-tile';

export function MyPeople() {
  const { t } = useText();
  const { can } = useUser();
  const board = useBoard(can.question && can.seeBoard);
  const tiles = board.data?.tiles ?? [];
  if (!can.question || tiles.length === 0) return null;
  return (
    <section className={`panel ${styles.panel}`} aria-label={t('questioning.myPeople')}>
      <header>
        <h2>{t('questioning.myPeople')}</h2>
      </header>
      <ul className={styles.list}>
        {[...tiles].sort(byWorstClock).map((tile) => (
          <Person key={tile.stayId} tile={tile} />
        ))}
      </ul>
    </section>
  );
}

function Person({ tile }: { tile: Tile }) {
  const { t } = useText();
  const number = tile.number.split('-').at(-1) ?? '';
  return (
    <li data-person={tile.number}>
      <Link to={`/stays/${tile.stayId}`}>
        <strong>{number}</strong>
      </Link>
      <PersonName tile={tile} />
      <span className="grow ellipsis quiet">{tile.room?.name ?? t('board.notPlaced')}</span>
      {tile.clock && <ClockBadge clock={tile.clock} />}
      {tile.questioningId ? (
        <Link to={`/questionings/${tile.questioningId}`}>● {t('board.nowQuestioning')}</Link>
      ) : (
        !tile.damaged &&
        tile.nextSteps.includes('question') && (
          <Link
            to={`/stays/${tile.stayId}/steps/question`}
            aria-label={`${t('questioning.begin')} ${number}`}
          >
            <Button size="small" tabIndex={-1}>
              {t('questioning.begin')}
            </Button>
          </Link>
        )
      )}
    </li>
  );
}

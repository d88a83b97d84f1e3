// SPDX-License-Identifier: Apache-2.0
// The desk's board: who is here, worst clock first, and everything about them one key away.
import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useBoard } from '../api/queries';
import type { Board, CareKind, Tile } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { ToneMark } from '../components/tone';
import { useNoteCare } from '../hooks/use-note-care';
import { useText } from '../i18n';
import { byWorstClock } from '../lib/clock';
import { useUser } from '../session';
import { useBoardKeys } from '../views/board-keys';
import { PersonTile } from '../views/person-tile';
import { PlaceDialog } from '../views/place-dialog';
import { RoomList } from '../views/room-list';
import styles from './board.module.css';

export function BoardPage() {
  const board = useBoard();
  return (
    <div className={styles.page}>
      <Loadable query={board} rows={10}>
        {(data) => <BoardView board={data} />}
      </Loadable>
    </div>
  );
}

function BoardView({ board }: { board: Board }) {
  const { t } = useText();
  const { can } = useUser();
  const navigate = useNavigate();
  const tiles = useMemo(() => [...board.tiles].sort(byWorstClock), [board.tiles]);
  const [selectedId, setSelectedId] = useState<string>();
  const [armed, setArmed] = useState<CareKind>();
  const [placing, setPlacing] = useState<Tile>();
  const selected = tiles.find((tile) => tile.stayId === selectedId);
  const noteCare = useNoteCare();

  const select = useCallback((id: string | undefined) => {
    setSelectedId(id);
    setArmed(undefined);
  }, []);

  useBoardKeys({
    tiles,
    selectedId,
    select,
    armed,
    arm: setArmed,
    canLead: can.leadStay,
    canCare: can.leadStay || can.care,
    confirm: () => {
      if (!selected) return;
      if (armed) {
        void noteCare(selected, armed);
        setArmed(undefined);
      } else {
        void navigate(`/stays/${selected.stayId}`);
      }
    },
    place: () => selected && setPlacing(selected),
    newArrival: () => void navigate('/stays/new'),
  });

  return (
    <>
      <section className={styles.people}>
        <div className="page-head">
          <h1>{t('board.people', { count: tiles.length })}</h1>
          {board.findingsToReview > 0 && can.review && (
            <Link to="/reviews">⚑ {t('board.toReview', { count: board.findingsToReview })}</Link>
          )}
          <span className="grow" />
          {can.leadStay && (
            <Link to="/stays/new">
              <Button type="primary" tabIndex={-1}>
                {t('board.newArrival')} <kbd className={styles.buttonKey}>N</kbd>
              </Button>
            </Link>
          )}
        </div>
        {board.recordersDown.length > 0 && (
          <div className="strip strip-over" role="alert">
            <ToneMark tone="over">
              {t('board.recordersDown', { names: board.recordersDown.join(t('comma')) })}
            </ToneMark>
            <span>{t('board.recordersHint')}</span>
          </div>
        )}
        {tiles.length === 0 ? (
          <div className="panel">
            <Empty
              title={t('board.empty')}
              hint={can.leadStay ? t('board.emptyHint') : undefined}
              action={
                can.leadStay && (
                  <Link to="/stays/new">
                    <Button type="primary">{t('board.newArrival')}</Button>
                  </Link>
                )
              }
            />
          </div>
        ) : (
          <ul className={styles.tiles}>
            {tiles.map((tile) => (
              <PersonTile
                key={tile.stayId}
                tile={tile}
                selected={tile.stayId === selectedId}
                armed={tile.stayId === selectedId ? armed : undefined}
                onSelect={() => select(tile.stayId)}
                onArm={setArmed}
                onCare={(kind) => void noteCare(tile, kind)}
                onPlace={() => setPlacing(tile)}
              />
            ))}
          </ul>
        )}
      </section>
      <RoomList rooms={board.rooms} tiles={tiles} onStay={select} />
      {placing && <PlaceDialog tile={placing} onClose={() => setPlacing(undefined)} />}
    </>
  );
}

// SPDX-License-Identifier: Apache-2.0
// The desk's board: who is here, worst clock first, and everything about them one key away.
import { Button } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useBoard } from '../api/queries';
import type { Board, Tile } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { ToneMark } from '../components/tone';
import { useSingleKeys } from '../hooks/use-keys';
import { useOpened } from '../hooks/use-opened';
import { type QuickEntry, useNoteQuick, useQuickEntries } from '../hooks/use-quick';
import { useText } from '../i18n';
import { byWorstClock } from '../lib/clock';
import { useNowUs } from '../lib/now';
import { useUser } from '../session';
import { useMayRecord } from '../views/acts/stay-dialogs';
import { useBoardKeys } from '../views/board-keys';
import { GroupMoveDialog } from '../views/group-move-dialog';
import { HealthStrip } from '../views/observations/health-strip';
import { PersonTile } from '../views/person-tile';
import { PlaceDialog } from '../views/place-dialog';
import { QuickDialog } from '../views/quick-dialog';
import { fitsTile } from '../views/quick-entries';
import { QuickHelp } from '../views/quick-help';
import { RoomList } from '../views/room-list';
import { NightWarnings } from '../views/roster/night-warnings';
import { warnsNow } from '../views/roster/tonight';
import { StorageStrip } from '../views/storage/storage-strip';
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
  const [armed, setArmed] = useState<QuickEntry>();
  const [placing, setPlacing] = useState<Tile>();
  const selected = tiles.find((tile) => tile.stayId === selectedId);
  const mayRecord = useMayRecord();
  const keysOn = useSingleKeys();
  const nowUs = useNowUs();
  const entries = useQuickEntries();
  const opened = useOpened();
  const openForm = (entry: QuickEntry, { stayId }: Tile) => opened.open(`quick.${entry.quick.key}`, stayId);
  const note = useNoteQuick(openForm);
  const inForm = entries.find((entry) => opened.name === `quick.${entry.quick.key}`);

  const select = useCallback((id: string | undefined) => {
    setSelectedId(id);
    setArmed(undefined);
  }, []);

  useBoardKeys({
    tiles,
    selectedId,
    select,
    armed: armed !== undefined,
    disarm: () => setArmed(undefined),
    canLead: can.leadStay,
    letter: (key) => {
      if (!selected) return false;
      if (key === 'A' && mayRecord) {
        void navigate(`/stays/${selected.stayId}?do=records`);
        return true;
      }
      const entry = entries.find((one) => one.quick.key === key && fitsTile(one, selected));
      if (!entry) return false;
      if (entry.quick.kind === 'form') openForm(entry, selected);
      else setArmed(entry);
      return true;
    },
    confirm: () => {
      if (!selected) return;
      if (armed) {
        void note(selected, armed);
        setArmed(undefined);
      } else {
        void navigate(`/stays/${selected.stayId}`);
      }
    },
    place: () => selected && setPlacing(selected),
    moveSeveral: () => opened.open('group'),
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
          {can.leadStay && tiles.length > 1 && (
            <Button onClick={() => opened.open('group')}>
              {t('board.group.open')} <kbd className={styles.buttonKey}>G</kbd>
            </Button>
          )}
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
        <StorageStrip state={board.storage} copies={board.copiesDown} />
        <HealthStrip />
        <NightWarnings warnings={warnsNow(board.tonight, nowUs)} />
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
                entries={entries}
                armed={tile.stayId === selectedId ? armed?.words : undefined}
                onSelect={() => select(tile.stayId)}
                onDisarm={() => setArmed(undefined)}
                onEntry={(entry) => void note(tile, entry)}
                onPlace={() => setPlacing(tile)}
              />
            ))}
          </ul>
        )}
        {keysOn && tiles.length > 0 && (
          <QuickHelp entries={entries} selected={selected} canLead={can.leadStay} />
        )}
      </section>
      <RoomList
        rooms={board.rooms}
        tiles={tiles}
        onStay={select}
        onMove={can.leadStay ? (roomId) => opened.open('group', roomId) : undefined}
      />
      {opened.name === 'group' && can.leadStay && (
        <GroupMoveDialog board={board} fromRoom={opened.about} onClose={opened.close} />
      )}
      {inForm && opened.about && (
        <QuickDialog
          key={`${inForm.quick.key}.${opened.about}`}
          entry={inForm}
          stayId={opened.about}
          onClose={opened.close}
        />
      )}
      {placing && <PlaceDialog tile={placing} onClose={() => setPlacing(undefined)} />}
    </>
  );
}

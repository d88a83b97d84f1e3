// SPDX-License-Identifier: Apache-2.0
// The guard's round: rooms with the persons in them, the most overdue first; a check is a room, a phrase, and send.
import { useEffect, useState } from 'react';
import { outcomeUnknown } from '../api/problem';
import { useBoard } from '../api/queries';
import type { Board, Tile } from '../api/types';
import { Empty } from '../components/empty';
import { Loadable } from '../components/loadable';
import { ToneMark } from '../components/tone';
import { useFilter } from '../hooks/use-filter';
import { useUnsent } from '../hooks/use-unsent';
import { useText } from '../i18n';
import { roundMemory } from '../round/memory';
import { useUser } from '../session';
import { PersonLine } from '../views/round/person-line';
import { PersonNote } from '../views/round/person-note';
import { RoomCheck } from '../views/round/room-check';
import styles from '../views/round/round.module.css';
import { type RoundRoom, roundRooms } from '../views/round/round-rooms';
import { WatchList } from '../views/round/watch-list';
import { PageForbidden } from './page-failed';

export function RoundPage() {
  const { t } = useText();
  const { me, can } = useUser();
  const board = useBoard(can.care);
  const { data, error } = board;
  useEffect(() => {
    if (data) roundMemory.keep(me, data, Date.now());
  }, [me, data]);
  const away = !data && error !== null && outcomeUnknown(error);
  const [kept, setKept] = useState<RoundBoard>();
  useEffect(() => {
    if (away) setKept(roundMemory.board(me.id));
  }, [away, me.id]);
  if (!can.care) return <PageForbidden />;
  return (
    <div className={`page ${styles.page}`}>
      {!data && kept ? (
        <>
          <p style={{ marginBottom: 12 }}>
            <ToneMark tone="soon">{t('round.away')}</ToneMark>
          </p>
          <Round board={kept} />
        </>
      ) : (
        <Loadable query={board}>{(read) => <Round board={read} />}</Loadable>
      )}
    </div>
  );
}

type RoundBoard = Pick<Board, 'tiles'>;

/** Which room and which person are open lives in the address bar: the way back is the browser's own, too. */
function Round({ board }: { board: RoundBoard }) {
  const { t } = useText();
  const filter = useFilter();
  const rooms = roundRooms(board, useUnsent());
  const roomId = filter.get('room');
  const room = rooms.find((one) => one.id === roomId && one.id !== '');
  const home = roomId === 'none' ? rooms.find((one) => one.id === '') : room;
  const person = home?.persons.find((one) => one.tile.stayId === filter.get('person'));
  const back = () => filter.set('person', '');
  if (home && person)
    return (
      <PersonNote
        key={person.tile.stayId}
        person={person}
        roomName={home.name || t('round.nowhere')}
        onBack={home.id === '' ? () => filter.set('room', '') : back}
      />
    );
  if (room)
    return (
      <RoomCheck
        key={room.id}
        room={room}
        onPerson={(id) => filter.set('person', id)}
        onBack={() => filter.set('room', '')}
      />
    );
  return <Rooms rooms={rooms} tiles={board.tiles} />;
}

function Rooms({ rooms, tiles }: { rooms: readonly RoundRoom[]; tiles: readonly Tile[] }) {
  const { t } = useText();
  const count = rooms.reduce((sum, room) => sum + room.persons.length, 0);
  return (
    <>
      <div className="page-head">
        <h1>{t('round.title')}</h1>
        <span className="quiet">{t('board.people', { count })}</span>
        <span className="quiet small">{t('round.hint')}</span>
      </div>
      <WatchList tiles={tiles} />
      {rooms.length === 0 && (
        <div className="panel">
          <Empty title={t('round.none')} hint={t('round.noneHint')} />
        </div>
      )}
      <ul className={styles.rooms}>
        {rooms.map((room) => (
          <li key={room.id}>
            <RoomCard room={room} />
          </li>
        ))}
      </ul>
    </>
  );
}

function RoomCard({ room }: { room: RoundRoom }) {
  const { t } = useText();
  const filter = useFilter();
  const persons = room.persons.map((person) => <PersonLine key={person.tile.stayId} person={person} />);
  if (room.id !== '')
    return (
      <button type="button" className={styles.room} onClick={() => filter.set('room', room.id)}>
        <span className={styles.roomName}>
          <strong className="grow">{room.name}</strong>
          <span className="quiet">{t('round.people', { count: room.persons.length })}</span>
        </span>
        {persons}
      </button>
    );
  // Who is in no room cannot be checked as a room; each person opens by themselves.
  return (
    <div className={styles.room}>
      <span className={styles.roomName}>
        <strong>{t('round.nowhere')}</strong>
      </span>
      {room.persons.map((person) => (
        <button
          key={person.tile.stayId}
          type="button"
          className={styles.lone}
          onClick={() => filter.setAll({ room: 'none', person: person.tile.stayId })}
        >
          <PersonLine person={person} />
        </button>
      ))}
    </div>
  );
}

// SPDX-License-Identifier: Apache-2.0
// The rooms beside the board: who is inside, and whether the room records.
import { Button } from 'antd';
import { useState } from 'react';
import type { Room, Tile } from '../api/types';
import { RecordingMark } from '../components/recording-mark';
import { useText } from '../i18n';
import styles from './room-list.module.css';

interface Props {
  rooms: readonly Room[];
  tiles: readonly Tile[];
  onStay: (id: string) => void;
  /** Moves those who are inside together; nothing where the user may not. */
  onMove?: (roomId: string) => void;
}

const heldKinds = [
  'waiting',
  'interrogation',
  'questioning',
  'minor_questioning',
  'sobering',
  'medical',
  'remote_interrogation',
];

export function RoomList({ rooms, tiles, onStay, onMove }: Props) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const shown = rooms.filter((room) => all || room.occupants.length > 0 || heldKinds.includes(room.kind));
  const nameOf = (stayId: string) => tiles.find((tile) => tile.stayId === stayId)?.displayName ?? '';
  return (
    <aside className={`panel ${styles.panel}`}>
      <header>
        <h2>{t('board.rooms')}</h2>
        <Button size="small" type="text" onClick={() => setAll(!all)}>
          {all ? t('board.fewerRooms') : t('board.allRooms')}
        </Button>
      </header>
      <ul className={styles.rooms}>
        {shown.map((room) => (
          <li key={room.id}>
            <span
              className={`grow ellipsis ${room.active ? '' : 'quiet'}`}
              title={t(`domain.roomKind.${room.kind}`)}
            >
              {room.name}
              {room.capacity > 0 && (
                <span className="quiet small">
                  {' '}
                  {room.occupants.length}/{room.capacity}
                </span>
              )}
            </span>
            {room.active ? (
              <RecordingMark state={room.recording ?? 'none'} short />
            ) : (
              <span className="quiet small" title={room.outOfServiceReason}>
                {t('board.outOfService')}
              </span>
            )}
            {room.occupants.length > 0 && (
              <span className={styles.occupants}>
                {room.occupants.map((occupant) => (
                  <button
                    type="button"
                    key={occupant.stayId}
                    onClick={() => onStay(occupant.stayId)}
                    title={occupant.number}
                  >
                    <strong>{occupant.number.split('-').at(-1)}</strong> {nameOf(occupant.stayId)}
                  </button>
                ))}
                {onMove && room.occupants.length > 1 && (
                  <Button size="small" type="text" onClick={() => onMove(room.id)}>
                    {t('board.group.ofRoom')}
                  </Button>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
    </aside>
  );
}

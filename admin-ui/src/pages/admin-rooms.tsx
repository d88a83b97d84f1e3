// SPDX-License-Identifier: Apache-2.0
// The rooms: kind, capacity, for whom, privacy class, and whether they are in service.
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { Link } from 'react-router';
import { useRooms } from '../api/queries';
import type { Room } from '../api/types';
import { type Column, DataTable } from '../components/data-table';
import { RecordingMark } from '../components/recording-mark';
import { SearchBox } from '../components/search-box';
import { ToneMark } from '../components/tone';
import { useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { RoomDialog } from '../views/admin/room-dialog';
import { TerminalButton } from '../views/admin/terminal-dialog';

export function RoomsPage() {
  const { t } = useText();
  const filter = useFilter();
  const { set } = filter;
  const rooms = useRooms();
  const [open, setOpen] = useState<{ room?: Room }>();
  const q = filter.get('q');
  const rows = rooms.data?.items.filter((room) => `${room.name} ${room.code}`.includes(q));
  const onSearch = useCallback((text: string) => set('q', text), [set]);
  return (
    <>
      <DataTable<Room>
        name="rooms"
        title={t('adminPages.rooms.title')}
        rows={rows}
        total={rooms.data?.items.length}
        rowKey={(room) => room.id}
        columns={useColumns((room) => setOpen({ room }))}
        query={rooms}
        onRow={(room) => setOpen({ room })}
        filters={<SearchBox value={q} onSearch={onSearch} placeholder={t('adminPages.rooms.search')} />}
        action={
          <>
            <TerminalButton />
            <Button type="primary" onClick={() => setOpen({})}>
              {t('adminPages.rooms.add')}
            </Button>
          </>
        }
        empty={{ title: t('list.none'), hint: t('list.noneHint') }}
      />
      {open && <RoomDialog room={open.room} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function useColumns(edit: (room: Room) => void): Column<Room>[] {
  const { t } = useText();
  return [
    {
      key: 'code',
      title: t('adminPages.rooms.code'),
      render: (_, room) => room.code,
      text: (room) => room.code,
    },
    {
      key: 'name',
      title: t('adminPages.rooms.name'),
      render: (_, room) => <strong>{room.name}</strong>,
      text: (room) => room.name,
    },
    {
      key: 'kind',
      title: t('adminPages.rooms.kind'),
      render: (_, room) => t(`domain.roomKind.${room.kind}`),
      text: (room) => t(`domain.roomKind.${room.kind}`),
    },
    {
      key: 'capacity',
      title: t('adminPages.rooms.capacity'),
      align: 'right',
      render: (_, room) => room.capacity,
      text: (room) => String(room.capacity),
    },
    {
      key: 'privacy',
      title: t('adminPages.rooms.privacy'),
      render: (_, room) => (
        <span title={t(`adminPages.rooms.privacyHint.${room.privacy}`)}>
          {t(`domain.privacy.${room.privacy}`)}
        </span>
      ),
      text: (room) => t(`domain.privacy.${room.privacy}`),
    },
    {
      key: 'sexUse',
      title: t('adminPages.rooms.sexUse'),
      render: (_, room) => t(`domain.sexUse.${room.sexUse}`),
      text: (room) => t(`domain.sexUse.${room.sexUse}`),
    },
    {
      key: 'minorUse',
      title: t('adminPages.rooms.minorUse'),
      render: (_, room) => (room.minorUse ? t('yes') : <span className="quiet">{t('no')}</span>),
      text: (room) => t(room.minorUse ? 'yes' : 'no'),
    },
    {
      key: 'inside',
      title: t('adminPages.rooms.inside'),
      render: (_, room) =>
        room.occupants.map((occupant) => (
          <Link key={occupant.stayId} to={`/stays/${occupant.stayId}`} style={{ marginRight: 8 }}>
            {occupant.number.split('-').at(-1)}
          </Link>
        )),
      text: (room) => room.occupants.map((occupant) => occupant.number).join(' '),
    },
    {
      key: 'recording',
      title: t('adminPages.rooms.recording'),
      render: (_, room) => <RecordingMark state={room.recording ?? 'none'} />,
      text: (room) => t(`domain.recording.${room.recording ?? 'none'}`),
    },
    {
      key: 'active',
      title: t('adminPages.rooms.active'),
      render: (_, room) =>
        room.active ? (
          <ToneMark tone="ok">{t('adminPages.rooms.inUse')}</ToneMark>
        ) : (
          <ToneMark tone="ended" title={room.outOfServiceReason}>
            {t('adminPages.rooms.outOfService')}
          </ToneMark>
        ),
      text: (room) => t(room.active ? 'adminPages.rooms.inUse' : 'adminPages.rooms.outOfService'),
    },
    {
      key: 'acts',
      align: 'right',
      render: (_, room) => (
        <Button size="small" onClick={() => edit(room)}>
          {t('act.edit')}
        </Button>
      ),
    },
  ];
}

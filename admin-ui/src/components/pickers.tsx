// SPDX-License-Identifier: Apache-2.0
// Choosing a person of the staff, a room, or a unit: by typing a part of the name, badge or code.
import { Select, type SelectProps } from 'antd';
import { useMemo } from 'react';
import { useRooms, useStaff, useUnits } from '../api/queries';
import type { RoomKind, Sex, Staff, StaffFunction } from '../api/types';
import { useText } from '../i18n';
import { useUser } from '../session';

type PickerProps = Omit<SelectProps, 'options' | 'filterOption'>;

interface StaffPickerProps extends PickerProps {
  functions?: readonly StaffFunction[];
  /** Members of this sex are listed first. */
  preferSex?: Sex;
}

export function StaffPicker({ functions, preferSex, ...rest }: StaffPickerProps) {
  const { t, paren } = useText();
  const { me } = useUser();
  const staff = useStaff();
  const options = useMemo(() => {
    const rank = (person: Staff) => (preferSex && person.sex !== preferSex ? 1 : 0);
    return (staff.data?.items ?? [])
      .filter((person) => person.active && (!functions || functions.includes(person.function)))
      .sort((a, b) => rank(a) - rank(b) || a.badge.localeCompare(b.badge))
      .map((person) => ({
        value: person.id,
        label: `${person.name} ${person.badge}${person.id === me.id ? paren(t('you')) : ''}`,
        search: `${person.name} ${person.badge} ${person.login}`.toLowerCase(),
        about: `${t(`domain.sex.${person.sex}`)} · ${t(`domain.staffFunction.${person.function}`)} · ${person.unit.name}`,
      }));
  }, [staff.data, functions, preferSex, me.id, t, paren]);
  return (
    <Select
      showSearch
      loading={staff.isPending}
      options={options}
      filterOption={(text, option) => (option?.search ?? '').includes(text.trim().toLowerCase())}
      optionRender={(option) => (
        <div className="row">
          <span className="grow ellipsis">{option.data.label}</span>
          <span className="quiet small">{option.data.about}</span>
        </div>
      )}
      {...rest}
    />
  );
}

export function RoomPicker({ kinds, ...rest }: PickerProps & { kinds?: readonly RoomKind[] }) {
  const { t } = useText();
  const rooms = useRooms();
  const options = (rooms.data?.items ?? [])
    .filter((room) => room.active && (!kinds || kinds.includes(room.kind)))
    .map((room) => ({
      value: room.id,
      label: room.name,
      search: `${room.name} ${room.code}`.toLowerCase(),
      about: t(`domain.roomKind.${room.kind}`),
    }));
  return (
    <Select
      showSearch
      loading={rooms.isPending}
      options={options}
      filterOption={(text, option) => (option?.search ?? '').includes(text.trim().toLowerCase())}
      optionRender={(option) => (
        <div className="row">
          <span className="grow ellipsis">{option.data.label}</span>
          <span className="quiet small">{option.data.about}</span>
        </div>
      )}
      {...rest}
    />
  );
}

export function UnitPicker(props: PickerProps) {
  const units = useUnits();
  const options = (units.data?.items ?? [])
    .filter((unit) => unit.active)
    .map((unit) => ({ value: unit.id, label: unit.name, search: `${unit.name} ${unit.code}`.toLowerCase() }));
  return (
    <Select
      showSearch
      loading={units.isPending}
      options={options}
      filterOption={(text, option) => (option?.search ?? '').includes(text.trim().toLowerCase())}
      {...props}
    />
  );
}

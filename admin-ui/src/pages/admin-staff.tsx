// SPDX-License-Identifier: Apache-2.0
// The staff: who works here, in which unit and roles; a change takes effect at once.
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { useStaff } from '../api/queries';
import type { Staff } from '../api/types';
import { ActiveMark } from '../components/active-mark';
import { type Column, DataTable } from '../components/data-table';
import { Moment } from '../components/moment';
import { SearchBox } from '../components/search-box';
import { useFilter } from '../hooks/use-filter';
import { useText } from '../i18n';
import { beijing } from '../lib/time';
import { StaffDialog } from '../views/admin/staff-dialog';
import { StaffPasswordDialog } from '../views/admin/staff-password-dialog';

type Open = { kind: 'edit'; staff?: Staff } | { kind: 'password'; staff: Staff };

export function StaffPage() {
  const { t } = useText();
  const filter = useFilter();
  const { set } = filter;
  const staff = useStaff();
  const [open, setOpen] = useState<Open>();
  const q = filter.get('q');
  const rows = staff.data?.items.filter((person) =>
    `${person.name} ${person.login} ${person.badge}`.includes(q),
  );
  const onSearch = useCallback((text: string) => set('q', text), [set]);
  return (
    <>
      <DataTable<Staff>
        name="staff"
        title={t('adminPages.staff.title')}
        rows={rows}
        total={staff.data?.items.length}
        rowKey={(person) => person.id}
        columns={useColumns(setOpen)}
        query={staff}
        onRow={(person) => setOpen({ kind: 'edit', staff: person })}
        filters={<SearchBox value={q} onSearch={onSearch} placeholder={t('adminPages.staff.search')} />}
        action={
          <Button type="primary" onClick={() => setOpen({ kind: 'edit' })}>
            {t('adminPages.staff.add')}
          </Button>
        }
        empty={{ title: t('list.none'), hint: t('list.noneHint') }}
      />
      {open?.kind === 'edit' && <StaffDialog staff={open.staff} onClose={() => setOpen(undefined)} />}
      {open?.kind === 'password' && (
        <StaffPasswordDialog staff={open.staff} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}

function useColumns(open: (what: Open) => void): Column<Staff>[] {
  const { t } = useText();
  const roles = (person: Staff) => person.roles.map((role) => t(`domain.userRole.${role}`)).join(t('comma'));
  return [
    {
      key: 'name',
      title: t('adminPages.staff.name'),
      render: (_, person) => <strong>{person.name}</strong>,
      text: (person) => person.name,
    },
    {
      key: 'badge',
      title: t('adminPages.staff.badge'),
      render: (_, person) => person.badge,
      text: (person) => person.badge,
    },
    {
      key: 'login',
      title: t('adminPages.staff.login'),
      render: (_, person) => person.login,
      text: (person) => person.login,
    },
    {
      key: 'sex',
      title: t('adminPages.staff.sex'),
      render: (_, person) => t(`domain.sex.${person.sex}`),
      text: (person) => t(`domain.sex.${person.sex}`),
    },
    {
      key: 'function',
      title: t('adminPages.staff.function'),
      render: (_, person) => t(`domain.staffFunction.${person.function}`),
      text: (person) => t(`domain.staffFunction.${person.function}`),
    },
    {
      key: 'unit',
      title: t('adminPages.staff.unit'),
      render: (_, person) => person.unit.name,
      text: (person) => person.unit.name,
    },
    { key: 'roles', title: t('adminPages.staff.roles'), render: (_, person) => roles(person), text: roles },
    {
      key: 'lastSignIn',
      title: t('adminPages.staff.lastSignIn'),
      render: (_, person) =>
        person.lastSignInUs === undefined ? (
          <span className="quiet">{t('adminPages.staff.never')}</span>
        ) : (
          <Moment us={person.lastSignInUs} />
        ),
      text: (person) => (person.lastSignInUs === undefined ? '' : beijing(person.lastSignInUs)),
    },
    {
      key: 'active',
      title: t('adminPages.units.active'),
      render: (_, person) => <ActiveMark active={person.active} />,
      text: (person) => t(person.active ? 'adminPages.staff.active' : 'adminPages.staff.inactive'),
    },
    {
      key: 'acts',
      align: 'right',
      render: (_, person) => (
        <span className="row" style={{ justifyContent: 'flex-end' }}>
          <Button size="small" onClick={() => open({ kind: 'edit', staff: person })}>
            {t('act.edit')}
          </Button>
          <Button size="small" onClick={() => open({ kind: 'password', staff: person })}>
            {t('adminPages.staff.setPassword')}
          </Button>
        </span>
      ),
    },
  ];
}

// SPDX-License-Identifier: Apache-2.0
// The units whose officers bring their cases here.
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { call } from '../api/client';
import { useUnits } from '../api/queries';
import type { Unit, UnitInput } from '../api/types';
import { ActiveMark } from '../components/active-mark';
import { DataTable } from '../components/data-table';
import { EditDialog } from '../components/edit-dialog';
import { Field } from '../components/field';
import { useText } from '../i18n';

const stale = ['staff'] as const;

export function UnitsPage() {
  const { t } = useText();
  const units = useUnits();
  const [open, setOpen] = useState<{ unit?: Unit }>();
  return (
    <>
      <DataTable<Unit>
        name="units"
        title={t('adminPages.units.title')}
        rows={units.data?.items}
        rowKey={(unit) => unit.id}
        query={units}
        onRow={(unit) => setOpen({ unit })}
        columns={[
          {
            key: 'code',
            title: t('adminPages.units.code'),
            render: (_, unit) => unit.code,
            text: (unit) => unit.code,
          },
          {
            key: 'name',
            title: t('adminPages.units.name'),
            render: (_, unit) => <strong>{unit.name}</strong>,
            text: (unit) => unit.name,
          },
          {
            key: 'active',
            title: t('adminPages.units.active'),
            render: (_, unit) => <ActiveMark active={unit.active} />,
            text: (unit) => t(unit.active ? 'adminPages.staff.active' : 'adminPages.staff.inactive'),
          },
          {
            key: 'acts',
            align: 'right',
            render: (_, unit) => (
              <Button size="small" onClick={() => setOpen({ unit })}>
                {t('act.edit')}
              </Button>
            ),
          },
        ]}
        action={
          <Button type="primary" onClick={() => setOpen({})}>
            {t('adminPages.units.add')}
          </Button>
        }
        empty={{ title: t('list.none') }}
      />
      {open && <UnitDialog unit={open.unit} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function UnitDialog({ unit, onClose }: { unit: Unit | undefined; onClose: () => void }) {
  const { t } = useText();
  const required = { required: true, whitespace: true, message: t('signIn.required') };
  return (
    <EditDialog<UnitInput, UnitInput>
      act={`unit.${unit?.id ?? 'new'}`}
      title={t(unit ? 'adminPages.units.edit' : 'adminPages.units.add')}
      initial={unit ?? { active: true }}
      toBody={({ code, name, active }) => ({ code: code.trim(), name: name.trim(), active: active ?? true })}
      send={(body, key) =>
        unit
          ? call('put', '/units/{id}', { path: { id: unit.id }, body, key })
          : call('post', '/units', { body, key })
      }
      stale={stale}
      width={440}
      onClose={onClose}
    >
      {() => (
        <>
          <Field span={5} name="code" label={t('adminPages.units.code')} rules={[required]}>
            <Input autoFocus maxLength={32} autoComplete="off" />
          </Field>
          <Field span={7} name="name" label={t('adminPages.units.name')} rules={[required]}>
            <Input maxLength={64} autoComplete="off" />
          </Field>
          <Field span={12} name="active" valuePropName="checked">
            <Checkbox>{t('adminPages.staff.active')}</Checkbox>
          </Field>
        </>
      )}
    </EditDialog>
  );
}

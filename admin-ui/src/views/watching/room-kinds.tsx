// SPDX-License-Identifier: Apache-2.0
// Which checks run in which kind of room: what waits for a second person, a table, and a change with its reason.
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { call } from '../../api/client';
import { useRoomKindChecks } from '../../api/watching';
import type { RoomKindChecks } from '../../api/watching-types';
import { EditDialog } from '../../components/edit-dialog';
import { Empty } from '../../components/empty';
import { Field } from '../../components/field';
import { Loadable } from '../../components/loadable';
import { useText } from '../../i18n';
import { useUser } from '../../session';
import { groupText } from '../observations/words';
import { CellMark, cellOf, groupsOf } from './checks';
import { Proposals } from './proposals';
import styles from './watching.module.css';

const stale = ['cameras'] as const;

export function RoomKinds() {
  const { t } = useText();
  const kinds = useRoomKindChecks();
  const [changing, setChanging] = useState<RoomKindChecks>();
  return (
    <>
      {/* What waits for somebody stands above what is so. */}
      <Proposals />
      <section className="panel">
        <p className="quiet" style={{ marginBottom: 8 }}>
          {t('watching.checks.about')}
        </p>
        <Loadable query={kinds} rows={8}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('watching.checks.none')} hint={t('watching.checks.noneHint')} />
            ) : (
              <Switches items={items} onChange={setChanging} />
            )
          }
        </Loadable>
      </section>
      {changing && (
        <ChangeDialog
          item={changing}
          groups={groupsOf(kinds.data?.items ?? [])}
          onClose={() => setChanging(undefined)}
        />
      )}
    </>
  );
}

interface SwitchesProps {
  items: readonly RoomKindChecks[];
  onChange: (item: RoomKindChecks) => void;
}

function Switches({ items, onChange }: SwitchesProps) {
  const { t } = useText();
  const { me } = useUser();
  const groups = groupsOf(items);
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className={`${styles.table} ${styles.switches}`}>
        <thead>
          <tr>
            <th>{t('watching.checks.room')}</th>
            {groups.map((group) => (
              <th key={group}>{groupText(t, group)}</th>
            ))}
            <th>{t('watching.checks.version')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.kind}>
              <td className="nowrap">{t(`domain.roomKind.${item.kind}`)}</td>
              {groups.map((group) => (
                <td key={group} className="nowrap">
                  <CellMark cell={cellOf(item, group)} />
                </td>
              ))}
              <td>{item.version || t('watching.compare.default')}</td>
              <td>
                <Button
                  size="small"
                  disabled={item.proposed !== null && item.proposed.by.id !== me.id}
                  onClick={() => onChange(item)}
                  aria-label={`${t('watching.checks.change')} ${t(`domain.roomKind.${item.kind}`)}`}
                >
                  {t('watching.checks.change')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Values {
  checks: string[];
  reason: string;
}

function ChangeDialog({
  item,
  groups,
  onClose,
}: {
  item: RoomKindChecks;
  groups: readonly string[];
  onClose: () => void;
}) {
  const { t } = useText();
  const path = { kind: item.kind };
  const proposed = item.proposed?.damaged ? undefined : item.proposed;
  const room = t(`domain.roomKind.${item.kind}`);
  return (
    <EditDialog<Values, Values, unknown>
      act={`watching.kind.${item.kind}`}
      title={t('watching.checks.dialog', { room })}
      initial={{ checks: proposed?.checks ?? item.checks, reason: proposed?.reason }}
      toBody={({ checks, reason }) => ({
        checks: groups.filter((group) => checks.includes(group)),
        reason: reason.trim(),
      })}
      send={(body, key) => call('post', '/watching/room-kinds/{kind}', { path, body, key })}
      stale={stale}
      done={t('watching.checks.done')}
      submit={t('watching.checks.submit')}
      keepsDraft
      onClose={onClose}
    >
      {() => (
        <>
          <Field span={12} name="checks" label={room}>
            <Checkbox.Group options={groups.map((group) => ({ value: group, label: groupText(t, group) }))} />
          </Field>
          <Field
            span={12}
            name="reason"
            label={t('watching.checks.reason')}
            rules={[{ required: true, whitespace: true, min: 5, message: t('watching.propose.reasonRule') }]}
          >
            <Input.TextArea rows={2} maxLength={500} />
          </Field>
        </>
      )}
    </EditDialog>
  );
}

// SPDX-License-Identifier: Apache-2.0
// Which checks run in which kind of room: a table, a change with its reason, and the second person's decision.
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/client';
import { useOpenProposals, useRoomKindChecks } from '../../api/watching';
import type { RoomKindChecks, WatchingHead } from '../../api/watching-types';
import { EditDialog } from '../../components/edit-dialog';
import { Empty } from '../../components/empty';
import { Field } from '../../components/field';
import { Loadable } from '../../components/loadable';
import { ToneMark } from '../../components/tone';
import { useText } from '../../i18n';
import { beijing } from '../../lib/time';
import { useUser } from '../../session';
import { groupsInOrder, groupText } from '../observations/words';
import { Decision } from './decision';
import styles from './watching.module.css';

const stale = ['cameras'] as const;

/** In the pages' own order, and those that only the centre knows behind. */
export function groupsOf(items: readonly RoomKindChecks[]): string[] {
  const told = items.flatMap(({ checks, proposed }) => [...checks, ...(proposed?.checks ?? [])]);
  const known: readonly string[] = groupsInOrder;
  return [...new Set([...known, ...told])];
}

export type Cell = 'on' | 'off' | 'toOn' | 'toOff';

export function cellOf({ checks, proposed }: RoomKindChecks, group: string): Cell {
  const now = checks.includes(group);
  const then = proposed ? proposed.checks.includes(group) : now;
  if (now === then) return now ? 'on' : 'off';
  return then ? 'toOn' : 'toOff';
}

export function RoomKinds({ cameras }: { cameras: readonly string[] }) {
  const { t } = useText();
  const kinds = useRoomKindChecks();
  const [changing, setChanging] = useState<RoomKindChecks>();
  return (
    <>
      {/* What waits for somebody stands above what is so. */}
      <Proposals items={kinds.data?.items ?? []} cameras={cameras} />
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

function CellMark({ cell }: { cell: Cell }) {
  const { t } = useText();
  if (cell === 'off') return <span className="quiet">{t('watching.checks.off')}</span>;
  const tone = cell === 'on' ? 'ok' : 'soon';
  return <ToneMark tone={tone}>{t(`watching.checks.${cell}`)}</ToneMark>;
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
  const room = t(`domain.roomKind.${item.kind}`);
  return (
    <EditDialog<Values, Values, unknown>
      act={`watching.kind.${item.kind}`}
      title={t('watching.checks.dialog', { room })}
      initial={{ checks: item.proposed?.checks ?? item.checks, reason: item.proposed?.reason }}
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

interface ProposalsProps {
  items: readonly RoomKindChecks[];
  /** Ids. */
  cameras: readonly string[];
}

function Proposals({ items, cameras }: ProposalsProps) {
  const { t } = useText();
  const waiting = items.filter(({ proposed }) => proposed !== null);
  const open = useOpenProposals(cameras);
  const none = waiting.length === 0 && open.proposals.length === 0;
  return (
    <section className="panel" aria-label={t('watching.checks.proposals')}>
      <header>
        <h2>{t('watching.checks.proposals')}</h2>
      </header>
      {none && !open.unread && (
        <p className="quiet">{t(open.loading ? 'act.loading' : 'watching.checks.proposalsNone')}</p>
      )}
      {open.unread && (
        <p>
          <ToneMark tone="over">{t('watching.checks.proposalsUnread')}</ToneMark>
        </p>
      )}
      <div className="stack">
        {waiting.map((item) => (
          <Proposal key={item.kind} item={item} />
        ))}
        {open.proposals.map((one) => (
          <CameraProposal key={one.camera.id} {...one} />
        ))}
      </div>
    </section>
  );
}

type OpenProposal = ReturnType<typeof useOpenProposals>['proposals'][number];

/** Zones and thresholds are decided before their pictures. */
function CameraProposal({ camera, room, proposed }: OpenProposal) {
  const { t } = useText();
  return (
    <div className="stack-tight">
      <div className="row-wrap">
        <strong>{camera.name}</strong>
        <span className="quiet">{room.name}</span>
        <ToneMark tone="soon">{t('watching.waiting', { count: proposed.version })}</ToneMark>
        <Link to={`/admin/cameras/${camera.id}/watching?view=compare`}>{t('watching.checks.compare')}</Link>
      </div>
      <ProposedBy proposed={proposed} />
    </div>
  );
}

function ProposedBy({ proposed }: { proposed: Pick<WatchingHead, 'by' | 'atUs' | 'reason'> }) {
  const { t } = useText();
  const { name, unit } = proposed.by;
  return (
    <div className="quiet">
      {t('watching.compare.by', { name, unit: unit || t('unknown'), time: beijing(proposed.atUs) })} ·{' '}
      {t('watching.history.reason', { text: proposed.reason })}
    </div>
  );
}

function Proposal({ item }: { item: RoomKindChecks }) {
  const { t } = useText();
  const { proposed } = item;
  if (!proposed) return null;
  const path = { kind: item.kind, version: String(proposed.version) };
  const changed = groupsOf([item]).filter((group) => cellOf(item, group).startsWith('to'));
  return (
    <div className="stack-tight">
      <div className="row-wrap">
        <strong>{t(`domain.roomKind.${item.kind}`)}</strong>
        {changed.map((group) => (
          <span key={group} className="nowrap">
            {groupText(t, group)} <CellMark cell={cellOf(item, group)} />
          </span>
        ))}
      </div>
      <ProposedBy proposed={proposed} />
      <Decision
        name={`watching.kind.${item.kind}`}
        version={proposed.version}
        by={proposed.by}
        approve={(key) =>
          call('post', '/watching/room-kinds/{kind}/{version}/approve', { path, body: {}, key })
        }
        reject={(reason, key) =>
          call('post', '/watching/room-kinds/{kind}/{version}/reject', { path, body: { reason }, key })
        }
      />
    </div>
  );
}

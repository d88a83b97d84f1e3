// SPDX-License-Identifier: Apache-2.0
// Who may see what: the table of role, material and class of room by which every look is checked, and what it says of
// one member of staff.
import { useAccessTable } from '../api/queries';
import type { AccessCell, Role } from '../api/types';
import { type Column, DataTable } from '../components/data-table';
import { useText } from '../i18n';
import { zh } from '../messages/zh';
import { useUser } from '../session';
import styles from '../views/access/access.module.css';
import { AskWhy } from '../views/access/ask-why';
import { PageForbidden } from './page-failed';

const roles = Object.keys(zh.domain.userRole) as Role[];

export function AccessPage() {
  const { can } = useUser();
  if (!can.administer && !can.seeAudit) return <PageForbidden />;
  return <AccessTablePage />;
}

function AccessTablePage() {
  const { t } = useText();
  const table = useAccessTable();
  const rows = table.data?.items;
  return (
    <DataTable<AccessCell>
      name="access"
      title={t('access.title')}
      rows={rows}
      rowKey={(cell) => `${cell.material} ${cell.room}`}
      columns={useColumns(rows ?? [])}
      query={table}
      note={
        <>
          <AskWhy />
          <p className="quiet" style={{ marginBottom: 12 }}>
            {t('access.explain')}
          </p>
        </>
      }
      empty={{ title: t('list.none') }}
    />
  );
}

/** The first line of a material spans all of its lines. */
export function linesOf(cells: readonly AccessCell[], at: number): number {
  const material = cells[at]?.material;
  if (cells[at - 1]?.material === material) return 0;
  const end = cells.findIndex((cell, index) => index > at && cell.material !== material);
  return (end < 0 ? cells.length : end) - at;
}

function useColumns(cells: readonly AccessCell[]): Column<AccessCell>[] {
  const { t, pick } = useText();
  return [
    {
      key: 'material',
      title: t('access.material'),
      onCell: (_, at) => ({ rowSpan: linesOf(cells, at ?? 0), style: { verticalAlign: 'top' } }),
      render: (_, cell) => (
        <div className={styles.material}>
          <strong>{pick(cell.label, cell.labelEn)}</strong>
        </div>
      ),
      text: (cell) => pick(cell.label, cell.labelEn),
    },
    {
      key: 'room',
      title: t('access.room'),
      render: (_, cell) => <div className={styles.material}>{pick(cell.roomLabel, cell.roomLabelEn)}</div>,
      text: (cell) => pick(cell.roomLabel, cell.roomLabelEn),
    },
    ...roles.map((role): Column<AccessCell> => {
      const found = (cell: AccessCell) => cell.reaches.find((one) => one.role === role);
      return {
        key: role,
        title: t(`domain.userRole.${role}`),
        onHeaderCell: () => ({ style: { whiteSpace: 'normal', width: 88 } }),
        render: (_, cell) => <Reach of={found(cell)} />,
        text: (cell) => {
          const one = found(cell);
          return one ? pick(one.reachLabel, one.reachLabelEn) : t('access.no');
        },
      };
    }),
  ];
}

const shapes = { all: '●', own_unit: '◐', own_questioning: '◔' } as const;

function Reach({ of }: { of: AccessCell['reaches'][number] | undefined }) {
  const { t, pick } = useText();
  if (!of) return <span className="quiet">{t('access.no')}</span>;
  return (
    <div className={styles.role} title={pick(of.reachLabel, of.reachLabelEn)}>
      <span aria-hidden="true">{shapes[of.reach]}</span> {t(`access.reach.${of.reach}`)}
    </div>
  );
}

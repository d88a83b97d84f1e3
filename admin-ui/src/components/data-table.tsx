// SPDX-License-Identifier: Apache-2.0
// A list as every list here must be: skeleton, error with retry, count, filters, columns of one's own, export, and an
// empty state that helps.
import { Button, Table, type TableColumnType } from 'antd';
import type { ReactNode } from 'react';
import { shownColumns } from '../columns';
import { useColumnChoice } from '../hooks/use-columns';
import { useText } from '../i18n';
import { saveFile, toCsv } from '../lib/csv';
import { serverNowUs } from '../lib/now';
import { beijing } from '../lib/time';
import { ColumnPicker } from './column-picker';
import { Empty } from './empty';
import { ErrorNote } from './error-note';

export interface Column<T> extends TableColumnType<T> {
  /** What the export writes for this column; columns without it are not exported. */
  text?: (row: T) => string;
}

interface Props<T> {
  /** Under this name the user's choice of columns is kept; their keys are as lasting. Without it there is no choice. */
  name?: string;
  title: string;
  rows: readonly T[] | undefined;
  rowKey: (row: T) => string;
  columns: Column<T>[];
  query: { error: unknown; refetch: () => unknown; isFetching?: boolean };
  /** Known total, when it is more than what is shown. */
  total?: number;
  more?: { has: boolean; load: () => void; loading: boolean };
  filters?: ReactNode;
  action?: ReactNode;
  note?: ReactNode;
  empty: { title: string; hint?: string; action?: ReactNode };
  onRow?: (row: T) => void;
}

export function DataTable<T extends object>(props: Props<T>) {
  const { t } = useText();
  const { rows, title } = props;
  const shown = rows?.length ?? 0;
  const [choice, choose] = useColumnChoice(props.name);
  const columns = props.name ? shownColumns(props.columns, choice) : props.columns;
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
        {rows && <CountText shown={shown} total={props.total} more={props.more?.has ?? false} />}
        <span className="grow" />
        {props.filters}
        {props.name && <ColumnPicker columns={props.columns} choice={choice} onChoice={choose} />}
        <Button
          disabled={shown === 0}
          title={t('list.exportHint')}
          onClick={() => rows && exportRows(title, columns, rows)}
        >
          {t('list.export')}
        </Button>
        {props.action}
      </div>
      {props.note}
      {rows === undefined && props.query.error ? (
        <ErrorNote error={props.query.error} read retry={() => void props.query.refetch()} />
      ) : (
        <div className="panel" style={{ padding: 0, overflow: 'hidden' }}>
          <Table<T>
            size="small"
            rowKey={props.rowKey}
            columns={columns}
            dataSource={rows ?? []}
            loading={rows === undefined}
            pagination={false}
            scroll={{ x: 'max-content' }}
            locale={{ emptyText: rows ? <Empty {...props.empty} /> : ' ' }}
            onRow={props.onRow ? (row) => ({ onDoubleClick: () => props.onRow?.(row) }) : undefined}
          />
          {props.more?.has && (
            <div style={{ padding: 12, textAlign: 'center', borderTop: '1px solid var(--line)' }}>
              <Button loading={props.more.loading} onClick={props.more.load}>
                {t('list.more')}
              </Button>
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function CountText({ shown, total, more }: { shown: number; total: number | undefined; more: boolean }) {
  const { t } = useText();
  const text =
    total !== undefined && total !== shown
      ? t('list.shown', { shown, count: total })
      : more
        ? t('list.loaded', { shown })
        : t('list.count', { count: shown });
  return (
    <span className="quiet" aria-live="polite">
      {text}
    </span>
  );
}

function exportRows<T>(title: string, columns: Column<T>[], rows: readonly T[]): void {
  const exported = columns.filter((column) => column.text);
  const head = exported.map((column) => String(column.title ?? ''));
  const body = rows.map((row) => exported.map((column) => column.text?.(row) ?? ''));
  const at = beijing(serverNowUs()).replace(/[-: ]/g, '');
  saveFile(`${title}-${at}.csv`, toCsv([head, ...body]));
}

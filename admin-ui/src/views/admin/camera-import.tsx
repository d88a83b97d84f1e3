// SPDX-License-Identifier: Apache-2.0
// A hundred cameras by table: each row is one camera, saved by itself, with its own word where it is refused.

import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Modal, Progress, Table, Typography } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { call } from '../../api/client';
import { refreshByHint, useRooms } from '../../api/queries';
import { describeError } from '../../errors';
import { useText } from '../../i18n';
import { type CameraRow, MissingColumns, readCameraTable, tableHeadings } from './camera-table';

type Outcome = 'saved' | { refused: string };

export function CameraImport({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const rooms = useRooms();
  const [text, setText] = useState(`${tableHeadings}\n`);
  const { outcomes, running, save } = useSaving();
  const read = useMemo(() => rowsOf(text, rooms.data?.items ?? []), [text, rooms.data]);
  const ready = read.rows.filter((row) => row.input && outcomes.get(row.code) !== 'saved');
  return (
    <Modal
      open
      width={900}
      title={t('adminPages.cameras.table')}
      onCancel={onClose}
      maskClosable={false}
      footer={
        <Button
          type="primary"
          disabled={ready.length === 0}
          loading={running}
          onClick={() => void save(ready)}
        >
          {t('adminPages.cameras.tableSave', { count: ready.length })}
        </Button>
      }
    >
      <p className="quiet">{t('adminPages.cameras.tableHint')}</p>
      <Input.TextArea
        className="mono"
        rows={8}
        value={text}
        spellCheck={false}
        aria-label={t('adminPages.cameras.table')}
        onChange={(event) => setText(event.target.value)}
      />
      {read.missing && (
        <Alert
          type="error"
          role="alert"
          message={t('adminPages.cameras.tableColumns', { columns: tableHeadings })}
        />
      )}
      {running && <Progress percent={share(read.rows, outcomes)} showInfo={false} status="active" />}
      <Rows rows={read.rows} outcomes={outcomes} />
    </Modal>
  );
}

function rowsOf(text: string, rooms: Parameters<typeof readCameraTable>[1]) {
  try {
    return { rows: readCameraTable(text, rooms), missing: false };
  } catch (error) {
    if (error instanceof MissingColumns) return { rows: [], missing: true };
    throw error;
  }
}

function share(rows: CameraRow[], outcomes: Map<string, Outcome>): number {
  return rows.length === 0 ? 0 : (100 * outcomes.size) / rows.length;
}

/** One after the other, so that the centre is never flooded and the table fills from the top. */
function useSaving() {
  const { t, language } = useText();
  const client = useQueryClient();
  const [outcomes, setOutcomes] = useState(new Map<string, Outcome>());
  const [running, setRunning] = useState(false);
  const keys = useRef(new Map<string, string>());

  const saveOne = async (row: CameraRow): Promise<Outcome> => {
    // The same row again is the same act; a row that was changed is another one.
    const content = JSON.stringify(row.input);
    const key = keys.current.get(content) ?? crypto.randomUUID();
    keys.current.set(content, key);
    try {
      await call('post', '/cameras', { body: row.input, key });
      return 'saved';
    } catch (error) {
      return { refused: describeError(error, t, language).detail };
    }
  };
  const save = async (rows: CameraRow[]) => {
    setRunning(true);
    for (const row of rows) {
      const outcome = await saveOne(row);
      setOutcomes((before) => new Map(before).set(row.code, outcome));
    }
    refreshByHint(client, new Set(['cameras']));
    setRunning(false);
  };
  return { outcomes, running, save };
}

function Rows({ rows, outcomes }: { rows: CameraRow[]; outcomes: Map<string, Outcome> }) {
  const { t } = useText();
  const word = (row: CameraRow) => {
    if (row.mistake)
      return (
        <Typography.Text type="danger">
          {t(`adminPages.cameras.tableMistakes.${row.mistake}`)}
        </Typography.Text>
      );
    const outcome = outcomes.get(row.code);
    if (outcome === 'saved') return t('act.saved');
    return outcome ? <Typography.Text type="danger">{outcome.refused}</Typography.Text> : '';
  };
  if (rows.length === 0) return null;
  return (
    <Table<CameraRow>
      size="small"
      style={{ marginTop: 12 }}
      rowKey="line"
      dataSource={rows}
      pagination={false}
      scroll={{ y: 320 }}
      columns={[
        { key: 'line', title: t('adminPages.cameras.tableLine'), width: 60, dataIndex: 'line' },
        { key: 'code', title: t('adminPages.cameras.code'), width: 140, dataIndex: 'code' },
        { key: 'name', title: t('adminPages.cameras.name'), width: 180, dataIndex: 'name' },
        { key: 'outcome', render: (_, row) => word(row) },
      ]}
    />
  );
}

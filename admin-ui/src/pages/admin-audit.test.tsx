// SPDX-License-Identifier: Apache-2.0
// The audit log shows what was written with an entry, beside its reason, and exports it.
import { fireEvent, screen } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { centre, prepare, show, user } from '../../tests/render';
import type { AuditEntry } from '../api/types';
import * as csv from '../lib/csv';
import { AuditPage } from './admin-audit';

beforeAll(prepare);
vi.setConfig({ testTimeout: 40_000 });

const entry = (id: string, note?: string): AuditEntry => ({
  id,
  atUs: 0,
  actor: { id: 'u2', name: '演示法制员辛' },
  action: 'seal_opened',
  label: '启封已封存记录',
  labelEn: 'Sealed stay opened',
  allowed: true,
  reason: '处理投诉',
  note,
});

test('a note stands in a column of its own; without one it is empty', async () => {
  const saved = vi.spyOn(csv, 'saveFile').mockImplementation(() => undefined);
  centre({
    'GET /audit': { items: [entry('a', '复议机关调取，案号 12'), entry('b')] },
    'GET /staff': { items: [] },
  });
  show(<AuditPage />, user({ abilities: ['see_audit'] }));
  expect(await screen.findByText('复议机关调取，案号 12')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: '导出表格' }));
  const [head = '', first = '', second = ''] = (saved.mock.calls[0]?.[1] ?? '').split('\r\n');
  const at = head.split(',').indexOf('内容');
  expect([first, second].map((line) => line.split(',')[at])).toEqual(['复议机关调取，案号 12', '']);
});

test('orders, holds and removals are told in words', async () => {
  const object = '01936d2c-0000-7000-8000-000000000001';
  const of = (action: string, reason?: string): AuditEntry => ({
    ...entry(action),
    action,
    label: action,
    object,
    reason,
  });
  centre({
    'GET /audit': {
      items: [
        of('removal_order_granted', '180'),
        of('hold_lifted'),
        { ...of('segment_removed', object), objectName: '全景' },
      ],
    },
    'GET /staff': { items: [] },
  });
  show(<AuditPage />, user({ abilities: ['see_audit'] }));
  expect(await screen.findByText('清除申请 01936d2c')).toBeDefined();
  expect(screen.getByText('180 天')).toBeDefined();
  expect(screen.getByText('保全 01936d2c')).toBeDefined();
  expect(screen.getByText('全景')).toBeDefined();
  expect(screen.getByText(`录像段 ${object}`)).toBeDefined();
});

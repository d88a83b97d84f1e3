// SPDX-License-Identifier: Apache-2.0
// A handover whose record is damaged stands in the list, and stops nobody from handing over or taking over.
import { screen } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { centre, prepare, show, user } from '../../tests/render';
import { HandoverPage } from './handover';

beforeAll(prepare);
vi.setConfig({ testTimeout: 60_000 });

const at = 1_795_000_000_000_000;
const damaged = {
  id: 'h1',
  preparedAtUs: at,
  preparedBy: { id: 'u8', name: '演示民警乙' },
  onDuty: [],
  persons: [],
  mayAccept: false,
  damaged: true,
};

test('it is shown as damaged, and the next one can be prepared', async () => {
  centre({
    'GET /handovers': { items: [damaged] },
    'GET /handovers/draft': { helpCalls: [], persons: [], serverTimeUs: at, warnings: [] },
    'GET /rosters/tonight': { date: '2026-11-30', members: [], warnings: [] },
    'GET /staff': { items: [] },
  });
  show(<HandoverPage />, user());
  const row = (await screen.findByText('记录受损')).closest('li');
  expect(row?.textContent).toContain('演示民警乙');
  expect(row?.textContent).not.toContain('→');
  expect(screen.queryByText('已交班，等待接班人复述')).toBeNull();
  expect(await screen.findByRole('button', { name: '交班' })).toBeTruthy();
});

// SPDX-License-Identifier: Apache-2.0
// The log of record: nothing there yet, a head that is missed, a witness to register, a proof that holds or does not.
import { fireEvent, screen, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { type Answers, centre, prepare, show, user } from '../../tests/render';
import type { LogHead, RecordLog } from '../api/types';
import { serverNowUs } from '../lib/now';
import { LogPage } from './admin-log';
import { LivenessPage } from './liveness';

beforeAll(prepare);
vi.setConfig({ testTimeout: 40_000 });

const head: LogHead = {
  head: '{}',
  signature: 's',
  counter: 41,
  size: 700,
  signedAtUs: 1_764_400_000_000_000,
  root: 'ab'.repeat(32),
  hash: 'cd'.repeat(32),
};
const empty: RecordLog = {
  heads: [],
  publicKey: 'K'.repeat(43),
  serverTimeUs: 0,
  state: { state: 'never' },
  timestamps: { on: false },
  witnesses: [],
};

function page(
  log: Partial<RecordLog>,
  more: Answers = {},
  abilities: string[] = ['see_audit', 'administer'],
) {
  const asked = centre({ 'GET /log': { ...empty, ...log }, ...more });
  show(<LogPage />, user({ abilities: abilities as never }), '/admin/log');
  return asked;
}

test('with nothing there the page says what to do', async () => {
  page({});
  expect(await screen.findAllByText('还没有链头')).not.toHaveLength(0);
  expect(screen.getByText('还没有见证机构')).toBeTruthy();
  expect(screen.getByRole('button', { name: '登记见证机构' })).toBeTruthy();
});

test('who only looks registers nobody', async () => {
  page({}, {}, ['see_audit']);
  await screen.findByText('还没有见证机构');
  expect(screen.queryByRole('button', { name: '登记见证机构' })).toBeNull();
});

test('missed heads and the reason are told', async () => {
  const signedAtUs = serverNowUs() - 600_000_000;
  page({
    heads: [{ ...head, signedAtUs }],
    state: {
      state: 'late',
      counter: 41,
      size: 700,
      signedAtUs,
      trouble: '磁盘已满',
      troubleEn: 'full',
      troubleSinceUs: signedAtUs,
    },
  });
  await screen.findByText('链头缺失');
  expect(screen.getByText(/磁盘已满/)).toBeTruthy();
  expect(screen.getByText(/00:(09:5|10:)/)).toBeTruthy();
});

test('a witness is registered by name and key', async () => {
  const asked = page({}, { 'POST /log/witnesses': { id: 'w' } });
  fireEvent.click(await screen.findByRole('button', { name: '登记见证机构' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText('机构名称'), { target: { value: '区检察院' } });
  fireEvent.change(within(dialog).getByLabelText('公钥'), { target: { value: ' abc ' } });
  fireEvent.click(within(dialog).getByRole('button', { name: /保/ }));
  await vi.waitFor(() =>
    expect(asked.find((one) => one.method === 'POST')?.body).toEqual({ name: '区检察院', publicKey: 'abc' }),
  );
});

test('a proof is shown as it is', async () => {
  const proof = { head, leaf: '{"kind":"timeline"}', leafHash: '00', path: [], position: 12 };
  const asked = page(
    {},
    { 'GET /log/inclusion': ({ path }: { path: string }) => ({ ...proof, holds: path.includes('07') }) },
  );
  const field = await screen.findByLabelText(/在区编号/);
  fireEvent.change(field, { target: { value: '20261129-07' } });
  fireEvent.click(screen.getByRole('button', { name: /^证\s*明$/ }));
  await screen.findByText('成立：第 12 项在第 41 号链头之下');
  expect(asked.some((one) => one.path === '/log/inclusion?stay=20261129-07')).toBe(true);
  fireEvent.change(field, { target: { value: '20261129-08' } });
  fireEvent.click(screen.getByRole('button', { name: /^证\s*明$/ }));
  await screen.findByText(/^不成立/);
});

test('a code that is checked fits a slot and a head', async () => {
  centre({
    'GET /rooms': {
      items: [{ id: 'r1', code: 'IT-01', name: '讯问室1', kind: 'interrogation', active: true }],
    },
    'GET /liveness': {
      code: 'KW7Q37YJ',
      fits: true,
      roomName: '讯问室1',
      searchedFromUs: 0,
      searchedUntilUs: 1,
      slot: { code: 'KW7Q37YJ', fromUs: 1_764_400_020_000_000, untilUs: 1_764_400_050_000_000 },
      head,
    },
  });
  show(<LivenessPage />, user({ abilities: ['review_findings'] }), '/liveness');
  await screen.findByText('填入画面码和房间后核对');
  fireEvent.change(screen.getByLabelText('画面码'), { target: { value: 'kw7q 37yj' } });
  fireEvent.mouseDown(screen.getByLabelText('房间'));
  fireEvent.click(await screen.findByText('讯问室1'));
  fireEvent.click(screen.getByRole('button', { name: /核\s*对/ }));
  await screen.findByText(/符合：讯问室1/);
  expect(screen.getByText(/晚于第 41 号链头/)).toBeTruthy();
});

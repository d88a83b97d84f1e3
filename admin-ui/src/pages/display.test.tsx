// SPDX-License-Identifier: Apache-2.0
// The screen of a questioning room over a minute in which the centre goes away, and of a room that is none.
import { act, screen, waitFor } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { centre, prepare, show, user } from '../../tests/render';
import { DisplayPage } from './display';

beforeAll(prepare);
afterEach(() => void vi.useRealTimers());
vi.setConfig({ testTimeout: 40_000 });

const begin = 1_764_400_020_000_000;
const answer = {
  centreName: '示范中心',
  roomName: '讯问室1',
  roomCode: 'IT-01',
  serverTimeUs: begin + 1_000_000,
  codes: [{ code: 'KW7Q37YJ', fromUs: begin, untilUs: begin + 30_000_000 }],
};

function page(room: string) {
  show(
    <Routes>
      <Route path="/display/:room" element={<DisplayPage />} />
    </Routes>,
    user({ abilities: ['see_wall'], roles: ['kiosk'] }),
    `/display/${room}`,
  );
}

test('the code goes with its slot, and big words stand in its place', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let away = false;
  centre({
    'GET /displays/IT-01': () =>
      away ? { refused: { status: 503, code: 'db.unreachable', detail: '数据库暂时不可用' } } : answer,
  });
  page('IT-01');
  await screen.findByText('KW7Q 37YJ');
  expect(screen.getByText('讯问室1')).toBeTruthy();
  expect(screen.getByText('示范中心')).toBeTruthy();
  away = true;
  await act(() => vi.advanceTimersByTimeAsync(20_000));
  expect(screen.getByText('KW7Q 37YJ')).toBeTruthy();
  expect(screen.getByText('与中心失联')).toBeTruthy();
  await act(() => vi.advanceTimersByTimeAsync(12_000));
  expect(screen.queryByText('KW7Q 37YJ')).toBeNull();
  expect(screen.getByText('暂无画面码')).toBeTruthy();
  away = false;
  await act(() => vi.advanceTimersByTimeAsync(6_000));
  await waitFor(() => expect(screen.getByText('KW7Q 37YJ')).toBeTruthy());
});

test('a room that is none is named', async () => {
  centre({
    'GET /displays/XX-9': { refused: { status: 404, code: 'room.unknown', detail: '没有这个房间' } },
  });
  page('XX-9');
  await screen.findByText('没有这个房间：XX-9');
});

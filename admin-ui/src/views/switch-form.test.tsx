// SPDX-License-Identifier: Apache-2.0
// Badge and PIN: a scanner's Enter goes on to the PIN, what the centre says stands there, and no PIN stays anywhere.
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { onUnauthenticated } from '../api/client';
import { startI18n } from '../i18n';
import { SwitchForm } from './switch-form';

beforeAll(async () => {
  await startI18n();
  vi.stubGlobal('matchMedia', (media: string) => ({ media, matches: false, addListener: () => undefined }));
});
afterEach(cleanup);

const field = (name: string) =>
  document.querySelector<HTMLInputElement>(`#switch_${name}`) as HTMLInputElement;
const type = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });

function show(status: number, answer: object) {
  const sent: { url: string; body: string }[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    sent.push({ url: String(url), body: String(init?.body) });
    return new Response(JSON.stringify(answer), { status });
  });
  const switched = vi.fn().mockResolvedValue(undefined);
  render(
    <App>
      <SwitchForm onSwitched={switched} />
    </App>,
  );
  return { sent, switched };
}

const problem = (status: number, code: string, detail: string) => ({
  type: '',
  title: '',
  status,
  code,
  detail,
  detailEn: detail,
  traceId: '',
});

test('a scanned badge leads to the PIN, and both go to the centre', async () => {
  const { sent, switched } = show(201, { id: 'u2' });
  await vi.waitFor(() => expect(document.activeElement).toBe(field('badge')));
  type('badge', ' D10004 ');
  fireEvent.keyDown(field('badge'), { key: 'Enter' });
  expect(document.activeElement).toBe(field('pin'));
  expect(sent).toEqual([]);
  type('pin', '246810');
  fireEvent.submit(field('pin'));
  await vi.waitFor(() => expect(switched).toHaveBeenCalledWith({ id: 'u2' }));
  expect(sent).toEqual([
    { url: '/api/v1/session/switch', body: JSON.stringify({ badge: 'D10004', pin: '246810' }) },
  ]);
  expect(field('pin').value).toBe('');
  expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain('246810');
});

test.each([
  [400, 'pin.wrong', '警号或签名密码不对'],
  [412, 'switch.not_here', '本终端未设置所在房间'],
  [412, 'switch.password_first', '请先用登录密码登录一次'],
  [403, 'switch.administrator', '系统管理员须用登录密码'],
  [401, 'sign_in.ended', '登录已结束'],
])('%i %s is said in its place, and the PIN is asked for again', async (status, code, words) => {
  const { switched } = show(status, problem(status, code, words));
  const signedOut = vi.fn();
  const stop = onUnauthenticated(signedOut);
  type('badge', 'D10004');
  type('pin', '000000');
  fireEvent.submit(field('pin'));
  expect(await screen.findByText(words)).toBeDefined();
  expect(switched).not.toHaveBeenCalled();
  expect(field('badge').value).toBe('D10004');
  expect(field('pin').value).toBe('');
  expect(document.activeElement).toBe(field('pin'));
  // Who is signed in behind the lock is still signed in.
  expect(signedOut).not.toHaveBeenCalled();
  stop();
});

test('nothing is sent without both', async () => {
  const { sent } = show(201, {});
  type('badge', 'D10004');
  fireEvent.submit(field('pin'));
  expect(await screen.findByText('请填写')).toBeDefined();
  expect(sent).toEqual([]);
});

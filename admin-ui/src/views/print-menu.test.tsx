// SPDX-License-Identifier: Apache-2.0
// One key prints what the person takes along, in the language of the page; the key help names it.
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { centre, prepare, show, user } from '../../tests/render';
import { setLanguage } from '../i18n';
import { KeyHelp } from './key-help';
import { PrintMenu } from './print-menu';

beforeAll(prepare);
vi.setConfig({ testTimeout: 40_000 });
afterEach(() => setLanguage('zh'));

function page(print: unknown = { id: 's1', stream: 's1', seq: 7, hash: '' }) {
  const asked = centre({ 'POST /stays/s1/prints': print });
  const tab = { location: { href: '' }, close: vi.fn() };
  const opened = vi.spyOn(window, 'open').mockReturnValue(tab as unknown as Window);
  show(<PrintMenu stayId="s1" />, user());
  return { tab, opened, prints: () => asked.filter((one) => one.method === 'POST') };
}

test('the PDF opens beside the page', async () => {
  const { tab, prints } = page();
  fireEvent.keyDown(window, { key: 'o' });
  await waitFor(() => expect(tab.location.href).toBe('/api/v1/stays/s1/prints?seq=7'));
  expect(prints().map((one) => one.body)).toEqual([{ form: 'own_record', language: 'zh' }]);
});

test('in English where the page is English', async () => {
  const { tab, prints } = page();
  act(() => setLanguage('en'));
  fireEvent.keyDown(window, { key: 'o' });
  await waitFor(() => expect(tab.location.href).not.toBe(''));
  expect(prints().map((one) => one.body)).toEqual([{ form: 'own_record', language: 'en' }]);
});

test('a key that is held prints one, one that is typed or part of a chord none', async () => {
  const { tab, opened, prints } = page();
  fireEvent.keyDown(window, { key: 'o' });
  fireEvent.keyDown(window, { key: 'o', repeat: true });
  fireEvent.keyDown(window, { key: 'o', ctrlKey: true });
  const input = document.body.appendChild(document.createElement('input'));
  fireEvent.keyDown(input, { key: 'o' });
  input.remove();
  await waitFor(() => expect(tab.location.href).not.toBe(''));
  expect(opened).toHaveBeenCalledTimes(1);
  expect(prints()).toHaveLength(1);
});

test('what is refused is said, and no empty page is left', async () => {
  const { tab } = page({ refused: { status: 403, code: 'access.denied', detail: '您的账号没有此项权限。' } });
  fireEvent.keyDown(window, { key: 'o' });
  expect(await screen.findByText('您的账号没有此项权限。')).toBeDefined();
  expect(tab.close).toHaveBeenCalled();
});

test('the key help names it', () => {
  centre({});
  show(<KeyHelp onClose={() => undefined} />, user());
  const line = screen.getByText('打印在区情况告知单（交本人）');
  expect(line.previousElementSibling?.textContent).toBe('O');
});

// SPDX-License-Identifier: Apache-2.0
// Certificates of recipients: who may do what, what is sent, and what the centre says at its field.
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, expect, test, vi } from 'vitest';
import { centre, prepare, show, user } from '../../../tests/render';
import type { Recipient } from '../../api/types';
import { zh } from '../../messages/zh';
import { RecipientsPage } from '../../pages/admin-recipients';
import { choiceOf, grouped, usable } from './values';

beforeAll(prepare);
vi.setConfig({ testTimeout: 40_000 });

const one = (more: Partial<Recipient> = {}): Recipient => ({
  id: 'r1',
  kind: 'court',
  name: '演示法院',
  fingerprint: '0123abcd'.repeat(8),
  state: 'waiting',
  key: 'RSA 3072',
  subject: 'CN=演示法院',
  validFromUs: 1_795_000_000_000_000,
  validToUs: 1_796_000_000_000_000,
  addedAtUs: 1_795_516_286_000_000,
  addedBy: { id: 'other', name: '管理员甲' },
  ...more,
});
const words = zh.recipients;

test('fingerprints are read in groups; only what is confirmed and of the kind is a choice', () => {
  expect(grouped('0123abcd'.repeat(2))).toBe('0123abcd 0123abcd');
  const all = [one(), one({ id: 'r2', state: 'confirmed' }), one({ id: 'r3', state: 'expired' })];
  expect(usable(all, 'court').map(({ id }) => id)).toEqual(['r2']);
  expect([usable(all, 'procuratorate'), usable(all, undefined)]).toEqual([[], []]);
  expect(choiceOf(one())).toBe('演示法院 · 0123abcd');
});

test('the administrator adds one, and what is wrong with the certificate stands at it', async () => {
  const asked = centre({
    'GET /recipients': { items: [] },
    'POST /recipients': {
      refused: { status: 400, code: 'certificate.expired', detail: '证书已过有效期', field: 'certificate' },
    },
  });
  show(<RecipientsPage />, user({ abilities: ['administer'] }));
  expect(await screen.findByText(words.noneHint)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: words.add }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByRole('radio', { name: zh.exports.recipients.court }));
  fireEvent.change(within(dialog).getByLabelText(words.name), { target: { value: ' 演示法院 ' } });
  fireEvent.change(within(dialog).getByLabelText(words.certificate), { target: { value: 'PEM\n' } });
  fireEvent.click(within(dialog).getByRole('button', { name: words.add }));
  await waitFor(() =>
    expect(document.querySelector('#edit_certificate_help')?.textContent).toContain('证书已过有效期'),
  );
  expect(asked.find(({ path, method }) => path === '/recipients' && method === 'POST')?.body).toEqual({
    kind: 'court',
    name: '演示法院',
    certificate: 'PEM',
  });
});

test('the legal head types the fingerprint that was told', async () => {
  const asked = centre({ 'GET /recipients': { items: [one()] }, 'POST /recipients/r1/confirmation': null });
  show(<RecipientsPage />, user({ abilities: ['confirm_rules'] }));
  expect(await screen.findByText(words.state.waiting)).toBeDefined();
  expect(screen.queryByRole('button', { name: words.add })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: words.confirm }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText(words.told), { target: { value: ' 01:23 ' } });
  fireEvent.click(within(dialog).getByRole('button', { name: words.confirm }));
  await waitFor(() =>
    expect(asked.find(({ path }) => path === '/recipients/r1/confirmation')?.body).toEqual({
      fingerprint: '01:23',
    }),
  );
});

test('nobody is offered what the centre would refuse', async () => {
  centre({
    'GET /recipients': {
      items: [
        one({ id: 'a', addedBy: { id: 'u1', name: '我' } }),
        one({ id: 'b', state: 'retired', retiredAtUs: 1, retiredBy: { id: 'u2', name: '乙' } }),
      ],
    },
  });
  show(<RecipientsPage />, user({ abilities: ['confirm_rules'] }));
  expect(await screen.findByText(words.own)).toBeDefined();
  expect(screen.queryByRole('button', { name: words.confirm })).toBeNull();
  expect(screen.getAllByRole('button', { name: /^停\s*用$/ })).toHaveLength(1);
});

test('either retires one, told what that means', async () => {
  const asked = centre({
    'GET /recipients': { items: [one({ state: 'confirmed' })] },
    'POST /recipients/r1/retirement': null,
  });
  show(<RecipientsPage />, user({ abilities: ['administer'] }));
  fireEvent.click(await screen.findByRole('button', { name: /^停\s*用$/ }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(words.retireExplain)).toBeDefined();
  fireEvent.click(within(dialog).getByRole('button', { name: /^停\s*用$/ }));
  await waitFor(() => expect(asked.some(({ path }) => path === '/recipients/r1/retirement')).toBe(true));
});

test('who neither adds nor confirms sees no list', () => {
  centre({});
  show(<RecipientsPage />, user({ abilities: ['see_audit'] }));
  expect(screen.getByText(zh.error.notAllowed)).toBeDefined();
});

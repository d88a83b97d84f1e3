// SPDX-License-Identifier: Apache-2.0
// The court's own key: the administrator adds its certificate, the legal head compares the fingerprint, an investigator
// chooses it for a copy that the court passes on to the defence, and only the court opens what comes out.
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { account } from './accounts';
import { pick, press, read, signIn, signOut, tabTo, tick, type } from './steps';

test.describe.configure({ mode: 'serial' });

const address = '/admin/recipients';
const office = `测试法院${Date.now() % 1_000_000}`;
let folder = '';

const inFolder = (name: string) => join(folder, name);
const openssl = (...args: string[]) => spawnSync('openssl', args, { encoding: 'utf8' }).status;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-recipient-'));
  const made = openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', '/CN=court'],
    ...['-keyout', inFolder('key.pem'), '-out', inFolder('cert.pem')],
  );
  expect(made).toBe(0);
});
test.afterAll(() => rm(folder, { recursive: true }));

const row = '[data-recipient]';

test('the administrator adds a certificate; a wrong one is named at its field', async ({ page }) => {
  await signIn(page, account('administrator'), address);
  await press(page, '添加证书');
  await pick(page, '法院');
  await type(page, '机关名称', office);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('证书（PEM）').fill('不是证书');
  await dialog.getByRole('button', { name: '添加证书' }).click();
  await expect(page.locator('#edit_certificate_help')).toContainText('这不是 PEM 格式的证书');
  await dialog.getByLabel('证书（PEM）').fill(await readFile(inFolder('cert.pem'), 'utf8'));
  await dialog.getByRole('button', { name: '添加证书' }).click();
  const item = page.locator(row).filter({ hasText: office });
  await expect(item).toHaveAttribute('data-state', 'waiting');
  await expect(item.getByRole('button', { name: '确认指纹' })).toHaveCount(0);
});

test('the legal head compares the fingerprint that the court told', async ({ page }) => {
  const { fingerprint256 } = new X509Certificate(await readFile(inFolder('cert.pem')));
  await signIn(page, account('legal_head'), address);
  const item = page.locator(row).filter({ hasText: office });
  await item.getByRole('button', { name: '确认指纹' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('该机关告知的指纹').fill('00'.repeat(32));
  await dialog.getByRole('button', { name: '确认指纹' }).click();
  await expect(page.locator('#edit_fingerprint_help')).toContainText('指纹与这份证书不符');
  await dialog.getByLabel('该机关告知的指纹').fill(fingerprint256);
  await dialog.getByRole('button', { name: '确认指纹' }).click();
  await expect(item).toHaveAttribute('data-state', 'confirmed');
});

interface QuestioningItem {
  id: string;
  stayId: string;
  endedAtUs?: number;
}

test('a copy for the defence is asked for through the court, allowed, fetched, and opened by the court alone', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await signIn(page, account('investigator'));
  const { items } = await read<{ items: QuestioningItem[] }>(page, '/questionings');
  // The first one ever: nobody else was in its room, so that one approval is enough.
  const ended = items.filter((one) => one.endedAtUs !== undefined).at(-1);
  await page.goto(`/#/questionings/${ended?.id}`);
  await press(page, '导出本次录音录像');
  const dialog = page.getByRole('dialog', { name: /申请导出/ });
  await expect(dialog.getByLabel('为辩护人提供的副本')).toHaveCount(0);
  await pick(page, '法院');
  // Not `choose`: its Escape would close the dialog as well.
  await tabTo(page, dialog.getByLabel('接收机关', { exact: true }));
  await page.keyboard.type(office);
  await page.locator('.ant-select-item-option', { hasText: office }).waitFor();
  await page.keyboard.press('Enter');
  await tick(page, '为辩护人提供的副本');
  await type(page, '用途和理由', '经法院转交辩护人查阅');
  await press(page, '提出申请');
  await expect(page.getByText('已提出申请，等待批准')).toBeVisible();
  await signOut(page);

  await signIn(page, account('unit_head'), '/approvals');
  const card = page.getByRole('article', { name: /录音录像导出/ }).filter({ hasText: office });
  await expect(card).toContainText('为辩护人提供的副本');
  await card.getByRole('button', { name: '批准', exact: true }).click();
  await card.getByRole('button', { name: '确有必要，同意' }).click();
  await card.getByRole('button', { name: '确认批准' }).click();
  await expect(page.getByText('已批准').first()).toBeVisible();
  await signOut(page);

  await signIn(page, account('investigator'), `/stays/${ended?.stayId}?tab=exports`);
  const item = page.locator('[data-export]').filter({ hasText: office });
  await expect(item).toHaveAttribute('data-state', 'made', { timeout: 60_000 });
  const coming = page.waitForEvent('download');
  await item.getByRole('button', { name: '下载资料包' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^recording-.*\.zip\.p7m$/);
  await download.saveAs(inFolder('file.p7m'));
  const opened = openssl(
    ...['cms', '-decrypt', '-inform', 'DER', '-in', inFolder('file.p7m'), '-recip', inFolder('cert.pem')],
    ...['-inkey', inFolder('key.pem'), '-out', inFolder('file.zip')],
  );
  expect(opened).toBe(0);
  const verifier = join(process.env.MINGJING_BIN ?? '', 'evidence-verify');
  expect(spawnSync(verifier, [inFolder('file.zip')]).status).toBe(0);
});

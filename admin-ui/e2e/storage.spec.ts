// SPDX-License-Identifier: Apache-2.0
// Keeping recordings: two persons for a removal order, two for a hold, and both in the audit log.
import { expect, type Page, test } from '@playwright/test';
import { type Account, account } from './accounts';
import { press, read, send, showCamera, signIn, signOut, type } from './steps';

const address = '/admin/storage';

/** Another head of the legal unit, whom the administrator adds. */
async function secondHead(page: Page): Promise<Account> {
  const { items } = await read<{ items: { id: string }[] }>(page, '/units');
  const mark = String(Date.now() % 1_000_000);
  const who = { login: `fazhi${mark}`, name: `测试法制${mark}`, password: account('legal_head').password };
  const { status } = await send(page, '/staff', {
    ...who,
    badge: `T${mark}`,
    sex: 'F',
    function: 'officer',
    unitId: items[0]?.id,
    roles: ['supervisor', 'legal_head'],
  });
  expect(status).toBe(201);
  return who;
}

const row = (page: Page, list: string, text: string | RegExp) =>
  page.getByRole('region', { name: list }).getByRole('listitem').filter({ hasText: text });

/** What a hold keeps is known of closed segments only: a camera that stops for a moment closes its own. */
async function closedSegment(page: Page, code: string): Promise<void> {
  const { items } = await read<{ items: { id: string; code: string }[] }>(page, '/rooms');
  const roomId = items.find((room) => room.code === code)?.id;
  const bytes = async () => {
    const nowUs = Date.now() * 1_000;
    const span = { roomId, fromUs: nowUs - 3_600e6, toUs: nowUs };
    return (await send<{ bytes: number }>(page, '/storage/holds/plan', span)).answer.bytes;
  };
  if ((await bytes()) > 0) return;
  await showCamera(code, 'stalled');
  await expect.poll(bytes, { timeout: 40_000 }).toBeGreaterThan(0);
  await showCamera(code, 'live');
}

test('the administrator asks for removal, the legal head decides', async ({ page }) => {
  await signIn(page, account('administrator'), address);
  await expect(page.getByText(/监控录像保存 \d+ 天/)).toBeVisible();
  await expect(page.getByRole('cell', { name: /正常/ })).toBeVisible();
  await press(page, '申请到期清除');
  await type(page, '保存天数', '89');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/监控录像至少保存 90 天/)).toBeVisible();
  await type(page, '保存天数', '200');
  await page.keyboard.press('Enter');
  const asked = row(page, '到期清除的批准', '保存 200 天').first();
  await expect(asked).toContainText('待决定');
  await expect(asked.getByRole('button')).toHaveCount(0);
  await signOut(page);

  await signIn(page, account('legal_head'), address);
  await row(page, '到期清除的批准', '保存 200 天')
    .first()
    .getByRole('button', { name: /^批\s*准$/ })
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('不能恢复');
  await dialog.getByRole('button', { name: /^批\s*准$/ }).click();
  await expect(row(page, '到期清除的批准', '保存 200 天').first()).toContainText('有效');
  await expect(page.getByText('监控录像保存 200 天')).toBeVisible();
});

test('a supervisor places a hold, another person lifts it', async ({ page }) => {
  await signIn(page, account('administrator'));
  const other = await secondHead(page);
  await signOut(page);

  const reason = `测试保全${Date.now()}`;
  await signIn(page, account('supervisor'), address);
  const { items } = await read<{ items: { code: string; name: string }[] }>(page, '/rooms');
  const room = items.find(({ code }) => code === 'IT-01')?.name ?? '';
  await closedSegment(page, 'IT-01');
  const now = Date.now() + 8 * 3_600_000;
  const clock = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
  await press(page, '保全录像');
  await type(page, '房间', room);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: room })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await type(page, '开始', clock(now - 3_600_000));
  await page.keyboard.press('Enter');
  await type(page, '结束', clock(now + 3_600_000));
  await page.keyboard.press('Enter');
  // Something of the room is stored.
  await expect(page.getByText(/^约 [\d.]+ [KMG]iB$/)).toBeVisible();
  await type(page, '理由', reason);
  await page.getByRole('dialog').getByRole('button', { name: '保全录像' }).click();
  const held = row(page, '录像保全', reason);
  await expect(held).toContainText('保全中');
  await expect(held).toContainText('须由他人解除');
  await expect(held.getByRole('button')).toHaveCount(0);
  await signOut(page);

  await signIn(page, other, address);
  await row(page, '录像保全', reason).getByRole('button', { name: '解除保全' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '解除保全' }).click();
  await expect(row(page, '录像保全', reason)).toContainText(`${other.name} 于`);
  await expect(row(page, '录像保全', reason)).toContainText('已解除');
  await signOut(page);

  await signIn(page, account('administrator'), '/admin/audit?action=hold_lifted');
  await expect(page.getByRole('cell', { name: /^保全 [0-9a-f]{8}$/ }).first()).toBeVisible();
});

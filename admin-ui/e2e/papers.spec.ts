// SPDX-License-Identifier: Apache-2.0
// Papers by keyboard: a form is printed and listed, a picture without a code is refused in words and kept, a file that
// is too large is not sent at all.
import { expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { signIn } from './steps';

async function openPapers(page: Page): Promise<string> {
  await page.goto('/#/board');
  const href = await page.locator('[data-tile] a[href^="#/stays/"]').first().getAttribute('href');
  const id = /stays\/([0-9a-f-]+)/.exec(href ?? '')?.[1] ?? '';
  await page.goto(`/#/stays/${id}?tab=papers`);
  await page.getByRole('tab', { name: /^文书/, selected: true }).waitFor();
  return id;
}

const countPapers = (page: Page, id: string): Promise<number> =>
  page.evaluate(async (stay) => {
    const answer = await fetch(`/api/v1/stays/${stay}/papers`);
    return ((await answer.json()) as { items: unknown[] }).items.length;
  }, id);

test('a printed form is listed at once, and nothing of it is back', async ({ page, context }) => {
  await signIn(page, account('duty_officer'));
  const id = await openPapers(page);
  const before = await countPapers(page, id);
  await page.getByRole('button', { name: '打印', exact: true }).focus();
  await page.keyboard.press('Enter');
  const [sheet] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('menuitem', { name: '权利义务告知书' }).click(),
  ]);
  await expect.poll(() => countPapers(page, id)).toBe(before + 1);
  await sheet.close();
  const newest = page.getByRole('tabpanel').getByRole('listitem').first();
  await expect(newest).toContainText('权利义务告知书');
  await expect(newest).toContainText('尚未交回');
});

test('a picture without a code is refused in words and kept; one too large is not sent', async ({ page }) => {
  await signIn(page, account('duty_officer'));
  await openPapers(page);
  const picture = await page.screenshot();
  await page
    .getByRole('button', { name: /^交回扫描件/ })
    .first()
    .focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '交回扫描件' });
  await expect(dialog.getByRole('button', { name: '选择图片' })).toBeFocused();
  await dialog.locator('input[type="file"]').setInputFiles([
    { name: '无码.png', mimeType: 'image/png', buffer: picture },
    { name: '过大.png', mimeType: 'image/png', buffer: Buffer.concat([picture, Buffer.alloc(6 * 2 ** 20)]) },
  ]);
  await expect(dialog.getByText('超过 6 MB，不能交回')).toBeVisible();
  await expect(dialog.getByRole('button', { name: '交回 1 张' })).toBeFocused();
  await page.keyboard.press('Enter');
  const refused = dialog.locator('[data-scan="refused"]');
  await expect(refused).toContainText('无码.png');
  await expect(refused.getByRole('alert')).toContainText('未能识别页脚的二维码');

  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.getByRole('button', { name: '交回扫描件（1 张未交回）' }).click();
  await expect(refused).toContainText('无码.png');
  await refused.getByRole('button', { name: '移除 无码.png' }).click();
  await expect(dialog.locator('[data-scan]')).toHaveCount(0);
});

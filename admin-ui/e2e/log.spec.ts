// SPDX-License-Identifier: Apache-2.0
// The screen of a questioning room, the code on it checked by a reviewer, and the log that it comes from.
import { expect, test } from '@playwright/test';
import { account } from './accounts';
import { choose, read, signIn, signOut } from './steps';

interface Tile {
  number: string;
}

test('the code on the screen of a room is proven by who reviews', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, account('kiosk'));
  await page.goto('/#/display/IT-01');
  const code = page.getByText(/^[34679ACDEFGHJKMNPQRTWXY]{4} [34679ACDEFGHJKMNPQRTWXY]{4}$/);
  await expect(code).toBeVisible({ timeout: 120_000 });
  const written = (await code.textContent()) ?? '';
  const room = (await page.locator('main header span').first().textContent()) ?? '';
  await expect(page.locator('main time')).toHaveText(/^\d\d:\d\d:\d\d$/);
  // Every half minute another one, without a touch.
  await expect(code).not.toHaveText(written, { timeout: 60_000 });
  // A screen has no menu to sign out with.
  await page.context().clearCookies();

  await signIn(page, account('supervisor'));
  await page.goto('/#/liveness');
  await page.getByLabel('画面码', { exact: true }).fill(written.toLowerCase());
  await choose(page, '房间', room);
  await page.getByRole('button', { name: /核\s*对/ }).click();
  await expect(page.getByText(/✓符合：/)).toBeVisible();
  await page.getByLabel('画面码', { exact: true }).fill('KW7Q 37YK');
  await page.getByRole('button', { name: /核\s*对/ }).click();
  await expect(page.getByText('画面码的校验位不符')).toBeVisible();
});

test('a stay is proven under a signed head', async ({ page }) => {
  await signIn(page, account('duty_officer'));
  const { tiles } = await read<{ tiles: Tile[] }>(page, '/board');
  await signOut(page);
  await signIn(page, account('administrator'));
  await page.goto('/#/admin/log');
  await expect(page.getByText('还没有见证机构')).toBeVisible();
  const number = (tiles[0] as Tile).number;
  // What is new comes into the log within a minute.
  await expect(async () => {
    await page.getByLabel(/在区编号/).fill(number);
    await page.getByRole('button', { name: /^证\s*明$/ }).click();
    await expect(page.getByText(/✓成立：/)).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  await page.goto('/#/admin/system');
  await expect(page.getByText(/编号 \d+ · 条目 \d+/)).toBeVisible();
});

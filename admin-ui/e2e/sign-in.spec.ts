// SPDX-License-Identifier: Apache-2.0
// Signing in and out, in both languages, and who begins where.
import { expect, test } from '@playwright/test';
import { account } from './accounts';
import { signIn, signOut } from './steps';

test('a wrong password is told in one sentence and the form stays', async ({ page }) => {
  await page.goto('/');
  await page.getByLabel('账号').fill(account('duty_officer').login);
  await page.getByLabel('密码', { exact: true }).fill('wrong password, certainly');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('账号')).toHaveValue(account('duty_officer').login);
});

test('the duty officer begins at the board, switches the language, and leaves nothing behind', async ({
  page,
}) => {
  await signIn(page, account('duty_officer'));
  await expect(page.getByRole('heading', { name: /在区 \d+ 人/ })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: /in the centre/, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: '中文' }).click();
  await page.keyboard.press('n');
  await page.getByLabel('姓名', { exact: true }).fill('未提交的人');
  await page.waitForTimeout(600);
  await page.reload();
  await expect(page.getByLabel('姓名', { exact: true })).toHaveValue('未提交的人');
  await signOut(page);
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(kept).not.toContain('未提交的人');
});

test('the address that was asked for is shown after signing in', async ({ page }) => {
  await signIn(page, account('administrator'), '/admin/rooms');
  await expect(page.getByRole('heading', { name: '功能室' })).toBeVisible();
});

test('the wall shows numbers and places, and no names', async ({ page, browser }) => {
  const desk = await (await browser.newContext()).newPage();
  await signIn(desk, account('duty_officer'));
  const people = await desk.locator('[data-tile] strong').allTextContents();
  await signIn(page, account('kiosk'));
  await expect(page.locator('time').first()).toBeVisible();
  const wall = (await page.locator('body').textContent()) ?? '';
  for (const name of people) expect(wall).not.toContain(name);
});

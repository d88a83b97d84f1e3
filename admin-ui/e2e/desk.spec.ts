// SPDX-License-Identifier: Apache-2.0
// What is at hand on every page of the desk: the search, the look.
import { expect, test } from '@playwright/test';
import { account } from './accounts';
import { signIn } from './steps';

test('a scanned number opens its person at once, and nothing of a search is kept', async ({ page }) => {
  await signIn(page, account('duty_officer'), '/bookings');
  await page.goto('/#/board');
  const last = page.locator('[data-tile]').last();
  const number = (await last.getAttribute('data-tile')) ?? '';
  const person = (await last.locator('a[href^="#/stays/"]').first().getAttribute('href')) ?? '';
  await page.goto('/#/bookings');
  await page.keyboard.press('Control+K');
  await page.keyboard.type(number, { delay: 0 });
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`${person.replace('#', '')}$`));
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(kept).not.toContain(number);
});

test('the search goes to pages, says when nobody fits, and gives the focus back', async ({ page }) => {
  await signIn(page, account('duty_officer'), '/board');
  const button = page.getByRole('button', { name: '搜索', exact: true });
  await button.click();
  const field = page.getByRole('combobox', { name: '搜索在区人员和页面' });
  await expect(field).toBeFocused();
  await field.fill('没有这个人');
  await expect(page.getByText('在区人员和菜单中没有找到。')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await page.keyboard.press('Control+K');
  await field.fill('交接班');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/handover/);
});

test('the dark look is chosen once and is there before the page is drawn', async ({ page }) => {
  await signIn(page, account('duty_officer'), '/board');
  await page.getByRole('button', { name: '我的账号' }).click();
  await page.getByRole('menuitem', { name: '深色' }).click();
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  expect(await ground()).toBe('dark');
  await page.reload({ waitUntil: 'domcontentloaded' });
  expect(await ground()).toBe('dark');
  await page.getByRole('button', { name: '我的账号' }).click();
  await page.getByRole('menuitem', { name: '浅色' }).click();
  expect(await ground()).toBe('light');
});

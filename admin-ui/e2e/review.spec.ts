// SPDX-License-Identifier: Apache-2.0
// The supervisor works through the queue by keys, and looks at the video where there is one.
import { expect, test } from '@playwright/test';
import { account } from './accounts';
import { signIn } from './steps';

test('a finding is opened, judged by one key, and the next one follows', async ({ page }) => {
  await signIn(page, account('supervisor'), '/reviews');
  await page.getByRole('heading', { name: '核查' }).waitFor();
  const rows = page.locator('tbody tr a[href^="#/reviews/"]');
  await rows.first().waitFor();
  const before = await rows.count();
  await page.getByRole('button', { name: '开始核查' }).press('Enter');
  await expect(page.getByRole('heading', { name: '结论' })).toBeVisible();
  const first = page.url();
  await page.keyboard.press('1');
  await expect(page.getByText('已记录：属实')).toBeVisible();
  await expect(page).not.toHaveURL(first);
  await page.goto('/#/reviews');
  await expect(rows).toHaveCount(before - 1);
});

test('the player opens a few seconds before the moment and moves by keys', async ({ page }) => {
  await signIn(page, account('supervisor'), '/reviews?status=all&rule=INTR-03');
  // The one that the suite made: an officer left the first room for long enough to be looked at.
  const made = page.locator('tbody tr').filter({ hasText: '讯问室一' });
  await made.locator('a[href^="#/reviews/"]').first().click();
  const video = page.locator('video').first();
  await expect
    .poll(() => video.evaluate((v: HTMLVideoElement) => v.readyState), { timeout: 30_000 })
    .toBeGreaterThan(2);
  const slider = page.getByRole('slider');
  const at = async () => Number(await slider.getAttribute('aria-valuenow'));
  const paused = () => video.evaluate((v: HTMLVideoElement) => v.paused);
  await expect.poll(paused).toBe(false);
  await page.getByRole('heading', { name: '结论' }).click();
  await page.keyboard.press('Space');
  await expect.poll(paused).toBe(true);
  await page.keyboard.press('Home');
  await page.waitForTimeout(500);
  const start = await at();
  await page.keyboard.press('ArrowRight');
  await expect.poll(at).toBe(start + 5);
  await page.keyboard.press('Space');
  await expect.poll(at, { timeout: 20_000 }).toBeGreaterThan(start + 6);
});

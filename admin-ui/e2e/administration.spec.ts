// SPDX-License-Identifier: Apache-2.0
// The administrator adds a unit and looks at a camera; the look is in the audit log.
import { expect, test } from '@playwright/test';
import { account } from './accounts';
import { signIn } from './steps';

test('a unit is added and found again', async ({ page }) => {
  await signIn(page, account('administrator'), '/admin/units');
  const code = `T${Date.now() % 1_000_000}`;
  await page.getByRole('button', { name: '新增单位' }).click();
  await page.getByLabel('代码').fill(code);
  await page.getByLabel('名称').fill(`测试所${code}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('cell', { name: `测试所${code}` })).toBeVisible();
});

test('a test picture of a camera is shown and audited', async ({ page }) => {
  await signIn(page, account('administrator'), '/admin/cameras');
  await page.getByRole('button', { name: '测试画面' }).first().click();
  const video = page.getByRole('dialog').locator('video');
  await expect
    .poll(() => video.evaluate((v: HTMLVideoElement) => v.videoWidth), { timeout: 20_000 })
    .toBeGreaterThan(0);
  await page.goto('/#/admin/audit');
  await expect(page.locator('tbody tr', { hasText: account('administrator').name }).first()).toBeVisible();
});

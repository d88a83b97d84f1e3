// SPDX-License-Identifier: Apache-2.0
// Things that several browser tests do.
import { expect, type Page } from '@playwright/test';
import type { Account } from './accounts';

export async function signIn(page: Page, who: Account, path = '/'): Promise<void> {
  await page.goto(`/#${path}`);
  await page.locator('input[autocomplete="username"]').fill(who.login);
  await page.locator('input[autocomplete="current-password"]').fill(who.password);
  await page.keyboard.press('Enter');
  await expect(page.locator('input[autocomplete="current-password"]')).toHaveCount(0);
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '我的账号' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page.getByLabel('账号')).toBeVisible();
}

/** Chooses in a drop-down by typing a part of the text and pressing Enter. */
export async function choose(page: Page, label: string, text: string): Promise<void> {
  const box = page.getByLabel(label, { exact: true });
  await box.click();
  await box.pressSequentially(text);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
}

/** A valid resident identity number for a birth date and a sex. */
export function idNumber(birth: string, male: boolean, serial = 10): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const body = `640221${birth.replaceAll('-', '')}${String(serial).padStart(2, '0')}${male ? 1 : 2}`;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + '10X98765432'[sum % 11];
}

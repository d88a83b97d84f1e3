// SPDX-License-Identifier: Apache-2.0
// A shared desk changes hands by badge and PIN, without a page load; what was half typed waits for its owner.
import { expect, type Page, test } from '@playwright/test';
import { type Account, account } from './accounts';
import { placeTerminal, read, send, signIn, signOut } from './steps';

test.describe.configure({ mode: 'serial' });

const pin = '480213';
const half = '未提交的人';

const lock = (page: Page) => page.locator('#lock');
const stored = (page: Page) => page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));

/** The badge as the scanner sends it, Enter, the PIN, Enter. */
async function takeOver(page: Page, badge: string, typed = pin): Promise<void> {
  await expect(lock(page).getByLabel('警号')).toBeFocused();
  await page.keyboard.type(badge, { delay: 0 });
  await page.keyboard.press('Enter');
  await page.keyboard.type(typed, { delay: 0 });
  await page.keyboard.press('Enter');
}

/** Signs in with the password, sets the PIN, and gives the badge. */
async function prepare(page: Page, who: Account): Promise<string> {
  await signIn(page, who);
  const { status } = await send(page, '/session/pin', { password: who.password, pin });
  expect(status).toBe(204);
  const { badge } = await read<{ badge: string }>(page, '/session');
  await signOut(page);
  return badge;
}

const account_ = (page: Page) => page.getByRole('button', { name: '我的账号' });

test('where the terminal stands in no room, it says so', async ({ page }) => {
  const badge = await prepare(page, account('investigator'));
  await signIn(page, account('duty_officer'), '/board');
  await page.keyboard.press('Control+Shift+S');
  await takeOver(page, badge);
  await expect(lock(page).getByRole('alert')).toContainText('终端');
  await expect(lock(page).getByLabel('签名密码')).toHaveValue('');
});

test('another user takes over in two seconds, sees nothing of the first, who finds all of it again', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const [first, next, admin] = [account('duty_officer'), account('investigator'), account('administrator')];
  await placeTerminal(page, admin, 'CM-01');
  const badges = {
    first: await prepare(page, first),
    next: await prepare(page, next),
    admin: await prepare(page, admin),
  };
  await signIn(page, first, '/stays/new');
  await page.getByLabel('姓名', { exact: true }).fill(half);
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });

  await page.keyboard.press('Control+Shift+S');
  await expect(page.locator('#root')).toBeHidden();
  await takeOver(page, badges.next, '000000');
  await expect(lock(page).getByRole('alert')).toBeVisible();
  await page.keyboard.type(pin);
  const pressed = Date.now();
  await page.keyboard.press('Enter');
  await expect(account_(page)).toContainText(next.name);
  expect(Date.now() - pressed).toBeLessThan(2_000);
  await expect(page).not.toHaveURL(/stays\/new/);
  expect(await stored(page)).not.toContain(half);
  await page.goto('/#/stays/new');
  await expect(page.getByLabel('姓名', { exact: true })).toHaveValue('');

  // Nor does a reload in between lose what waits.
  await page.reload();
  await expect(account_(page)).toContainText(next.name);
  loads = 0;
  await page.keyboard.press('Control+Shift+S');
  await takeOver(page, badges.admin);
  await expect(lock(page).getByRole('alert')).toContainText('管理员');
  await lock(page).getByLabel('警号').fill(badges.first);
  await page.keyboard.press('Enter');
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
  await expect(account_(page)).toContainText(first.name);
  await page.goto('/#/stays/new');
  await expect(page.getByLabel('姓名', { exact: true })).toHaveValue(half);
  expect(loads).toBe(0);
  expect(await stored(page)).not.toContain(pin);
});

test('the owner comes back to the page that was left', async ({ page }) => {
  await placeTerminal(page, account('administrator'), 'CM-01');
  const [first, next] = [account('duty_officer'), account('investigator')];
  const badges = { first: await prepare(page, first), next: await prepare(page, next) };
  await signIn(page, first, '/handover');
  await expect(page).toHaveURL(/handover/);
  await page.keyboard.press('Control+Shift+S');
  await takeOver(page, badges.next);
  await expect(account_(page)).toContainText(next.name);
  await page.keyboard.press('Control+Shift+S');
  await takeOver(page, badges.first);
  await expect(account_(page)).toContainText(first.name);
  await expect(page).toHaveURL(/handover/);
});

test('what was half typed survives signing out, for its owner', async ({ page }) => {
  const [first, next] = [account('duty_officer'), account('investigator')];
  await signIn(page, first, '/stays/new');
  await page.getByLabel('姓名', { exact: true }).fill(half);
  await page.waitForTimeout(400);
  await signOut(page);
  expect(await stored(page)).not.toContain(half);
  await signIn(page, next, '/stays/new');
  await expect(page.getByLabel('姓名', { exact: true })).toHaveValue('');
  await signOut(page);
  await signIn(page, first, '/stays/new');
  await expect(page.getByLabel('姓名', { exact: true })).toHaveValue(half);
});

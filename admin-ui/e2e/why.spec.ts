// SPDX-License-Identifier: Apache-2.0
// Why may I see this, asked by oneself and about others in two clicks; and a person's own record by one key.
import { expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { read, signIn, signOut } from './steps';

interface Tile {
  stayId: string;
  number: string;
  unit: { name: string };
}

async function openStay(page: Page): Promise<Tile> {
  const { tiles } = await read<{ tiles: Tile[] }>(page, '/board');
  const tile = tiles[0] as Tile;
  await page.goto(`/#/stays/${tile.stayId}`);
  await page.getByRole('tab', { name: '时间线', selected: true }).waitFor();
  return tile;
}

const line = (page: Page, material: string) => page.locator(`[data-material="${material}"]`);

test('a real centre has no mark of practice', async ({ page }) => {
  await page.goto('/');
  await page.locator('input[autocomplete="username"]').waitFor();
  await expect(page).toHaveTitle('明镜');
  await expect(page.locator('#practice')).toHaveCount(0);
  await signIn(page, account('duty_officer'), '/practice');
  await expect(page.getByText('这里不是练习中心')).toBeVisible();
  await expect(page.getByRole('navigation', { name: '主导航' })).not.toContainText('练习');
});

test('a person is told why they may see a stay, and what of it they may not', async ({ page }) => {
  await signIn(page, account('duty_officer'), '/board');
  await openStay(page);
  await page.getByRole('button', { name: '为何可见' }).click();
  await expect(line(page, 'stay')).toContainText('可见');
  await expect(line(page, 'stay')).toContainText('值班民警可查看全中心的此类内容');
  await expect(line(page, 'transcript')).toHaveAttribute('data-allowed', 'false');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('why somebody may see something takes two clicks; a stay of another unit makes the answer closer', async ({
  page,
}) => {
  await signIn(page, account('duty_officer'), '/board');
  const tile = await openStay(page);
  const staff = await read<{
    items: { id: string; name: string; badge: string; roles: string[]; unit: { name: string } }[];
  }>(page, '/staff');
  const stranger = staff.items.find(
    (one) => one.roles.includes('investigator') && one.unit.name !== tile.unit.name,
  );
  await signOut(page);
  await signIn(page, account('supervisor'), '/admin/access');
  const table = await read<{ items: unknown[] }>(page, '/access/table');
  await expect(page.locator('tbody tr.ant-table-row')).toHaveCount(table.items.length);
  await expect(page.getByRole('row', { name: /一人一档/ })).toContainText('本单位');

  await page.getByLabel('人员', { exact: true }).click();
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: stranger?.badge })
    .click();
  await expect(page.getByText(`${stranger?.name}可以看什么，为什么`)).toBeVisible();
  await expect(line(page, 'stay')).toHaveAttribute('data-allowed', 'true');
  await expect(line(page, 'live')).toHaveCount(0);

  await page.getByLabel('在区编号').fill(tile.number);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: tile.number })
    .click();
  await expect(line(page, 'stay')).toHaveAttribute('data-allowed', 'false');
  await page.getByLabel('房间（选填）').fill('IT-01');
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  await expect(line(page, 'live')).toHaveAttribute('data-allowed', 'false');
  // The question lives in the address: a reload asks it again.
  await page.reload();
  await expect(line(page, 'live')).toHaveAttribute('data-allowed', 'false');

  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出表格' }).click(),
  ]);
  expect(saved.suggestedFilename()).toMatch(/^查看权限-\d+\.csv$/);
});

test("one key opens the person's own record, and the key help names it", async ({ page, context }) => {
  await signIn(page, account('duty_officer'), '/board');
  const tile = await openStay(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('打印在区情况告知单（交本人）');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const [sheet, asked] = await Promise.all([
    context.waitForEvent('page'),
    context.waitForEvent('request', (one) => one.url().includes(`/stays/${tile.stayId}/prints?seq=`)),
    page.keyboard.press('o'),
  ]);
  await sheet.close();
  interface Papers {
    items: { form: string }[];
  }
  const { items } = await read<Papers>(page, `/stays/${tile.stayId}/papers`);
  expect(items[0]?.form).toBe('own_record');
  const got = await page.evaluate(async (url) => {
    const answer = await fetch(url);
    return [answer.status, answer.headers.get('Content-Type'), (await answer.text()).slice(0, 5)];
  }, asked.url());
  expect(got).toEqual([200, 'application/pdf', '%PDF-']);
});

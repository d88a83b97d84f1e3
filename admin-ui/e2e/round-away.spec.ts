// SPDX-License-Identifier: Apache-2.0
// The guard's round is opened anew without a network, a check is made, and the centre has it when it is back.
import { expect, test } from '@playwright/test';
import { account } from './accounts';
import { pagesKept, read, signIn } from './steps';

interface Entry {
  type: string;
  label: string;
  happenedUs: number;
  enteredUs: number;
  reported: boolean;
}

interface Tile {
  stayId: string;
  number: string;
  room?: { id: string; name: string };
}

test('a check made on a round that was opened without a network arrives with its own time', async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  await signIn(page, account('guard'), '/round');
  await expect(page.getByRole('heading', { name: '巡查看护' })).toBeVisible();
  const { tiles } = await read<{ tiles: Tile[] }>(page, '/board');
  const place = tiles.find((one) => one.room)?.room as NonNullable<Tile['room']>;
  const persons = tiles.filter((one) => one.room?.id === place.id);
  const room = page.locator('main').getByRole('button', { name: new RegExp(`^${place.name}`) });
  await expect(room).toBeVisible();
  const stay = persons[0]?.stayId;
  const checks = async () =>
    (await read<{ events: Entry[] }>(page, `/stays/${stay}/timeline`)).events.filter(
      (one) => one.label === '巡视查看',
    );
  const before = (await checks()).length;
  await pagesKept(page);

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('人员为本机上次读到的，只显示编号')).toBeVisible({ timeout: 60_000 });
  await room.click();
  await page.getByRole('button', { name: '平静' }).click();
  await page.getByRole('button', { name: `登记 ${persons.length} 人` }).click();
  await expect(page.getByText('1 条待发送')).toBeVisible({ timeout: 30_000 });
  await page.waitForTimeout(3_000);
  await page.reload();
  await expect(page.getByText('1 条待发送')).toBeVisible({ timeout: 60_000 });

  await context.setOffline(false);
  await expect(page.getByText('1 条待发送')).toHaveCount(0, { timeout: 60_000 });
  await expect(page.getByText('人员为本机上次读到的')).toHaveCount(0, { timeout: 30_000 });
  const after = await checks();
  expect(after).toHaveLength(before + 1);
  const made = after.sort((a, b) => b.enteredUs - a.enteredUs)[0] as Entry;
  expect(made.reported).toBe(true);
  expect(made.enteredUs - made.happenedUs).toBeGreaterThan(2_000_000);
});

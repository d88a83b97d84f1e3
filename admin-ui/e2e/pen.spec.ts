// SPDX-License-Identifier: Apache-2.0
// A list of belongings is signed by pen beside the print itself, where the room records; else the page says the way out.
import { createHash } from 'node:crypto';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { read, signIn } from './steps';

interface Paper {
  printSeq: number;
  form: string;
  missing: number[];
  pen: { allowed: boolean; signings: { how: string; printSha256: string; roomName?: string; seq: number }[] };
}

const papersOf = async (page: Page, id: string) =>
  (await read<{ items: Paper[] }>(page, `/stays/${id}/papers`)).items;

async function printForm(page: Page, name: string): Promise<string> {
  await page.goto('/#/board');
  const href = await page.locator('[data-tile] a[href^="#/stays/"]').first().getAttribute('href');
  const id = /stays\/([0-9a-f-]+)/.exec(href ?? '')?.[1] ?? '';
  await page.goto(`/#/stays/${id}?tab=papers`);
  await page.getByRole('tab', { name: /^文书/, selected: true }).waitFor();
  const before = (await papersOf(page, id)).length;
  await page.getByRole('button', { name: '打印', exact: true }).click();
  const [sheet] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('menuitem', { name }).click(),
  ]);
  await expect.poll(async () => (await papersOf(page, id)).length).toBe(before + 1);
  await sheet.close();
  return id;
}

/** The dialog would take an Escape for itself. */
async function chooseRoom(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox', { name: '在哪个房间签名' }).focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
}

const newest = (page: Page) => page.getByRole('tabpanel').getByRole('listitem').first();

async function stroke(page: Page, canvas: Locator, ...points: [number, number][]): Promise<void> {
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no field');
  const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  const [first, ...rest] = points;
  if (!first) return;
  await page.mouse.move(...at(first));
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...at(point), { steps: 6 });
  await page.mouse.up();
}

test('a list of belongings is signed by pen, bound to the print that was shown', async ({ page }) => {
  await signIn(page, account('duty_officer'));
  const id = await printForm(page, '随身财物登记表');
  await newest(page).getByRole('button', { name: '手写屏签名' }).click();
  const dialog = page.getByRole('dialog');
  const canvas = dialog.getByRole('img', { name: /^签名框/ });
  const done = dialog.getByRole('button', { name: '签名完成' });
  await expect(dialog.locator('iframe')).toHaveAttribute('src', /prints\?seq=\d+#/);
  await expect(dialog.getByText(/^打印件校验值 [0-9a-f]{64}$/)).toBeVisible();
  await expect(done).toBeDisabled();
  await chooseRoom(page, '候问室一');
  await dialog.getByRole('checkbox').check();
  await done.click();
  await expect(dialog.getByRole('alert')).toContainText('还没有签名');
  await stroke(page, canvas, [0.5, 0.5]);
  await done.click();
  await expect(dialog.getByRole('alert')).toContainText('只有点或短划');
  await dialog.getByRole('button', { name: '撤销一笔' }).click();
  await expect(dialog.getByRole('button', { name: '撤销一笔' })).toBeDisabled();
  await stroke(page, canvas, [0.2, 0.3], [0.4, 0.3], [0.4, 0.7]);
  await stroke(page, canvas, [0.55, 0.3], [0.55, 0.7], [0.7, 0.7]);

  // This room has no camera that records.
  await done.click();
  await expect(dialog.getByRole('alert')).toContainText('在纸上签名、捺指印');
  await expect(dialog.getByRole('alert')).toContainText('REC-21');
  await chooseRoom(page, '讯问室一');
  await done.click();
  await expect(dialog).toHaveCount(0);
  await expect(newest(page)).toContainText('已手写屏签名');
  await expect(newest(page)).toContainText('讯问室一');
  await expect(newest(page).getByRole('button', { name: '手写屏签名' })).toHaveCount(0);

  const [paper] = await papersOf(page, id);
  const [signing] = paper?.pen.signings ?? [];
  const pdf = await page.request.get(`/api/v1/stays/${id}/prints?seq=${paper?.printSeq}`);
  expect(signing?.printSha256).toBe(
    createHash('sha256')
      .update(await pdf.body())
      .digest('hex'),
  );
  expect(pdf.headers()['x-frame-options']).toBe('SAMEORIGIN');
  const picture = await page.request.get(`/api/v1/stays/${id}/pen-signatures?seq=${signing?.seq}`);
  expect(picture.headers()['content-type']).toBe('image/png');
  expect(picture.headers()['x-frame-options']).toBe('DENY');
});

test('who refuses is reported with a witness; a form that needs a fingerprint offers no pen', async ({
  page,
}) => {
  await signIn(page, account('duty_officer'));
  const id = await printForm(page, '随身财物登记表');
  await newest(page).getByRole('button', { name: '手写屏签名' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '本人拒签' }).click();
  await dialog.getByRole('button', { name: '登记拒签' }).click();
  await expect(dialog.getByText('请填写')).toHaveCount(2);
  await dialog.getByLabel('拒签理由').fill('认为清单不全');
  await dialog.getByLabel('见证人').fill('见证人甲');
  await dialog.getByRole('button', { name: '登记拒签' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(newest(page)).toContainText('拒签：认为清单不全；见证人 见证人甲');
  expect((await papersOf(page, id))[0]?.pen.signings[0]?.how).toBe('refused');

  await printForm(page, '权利义务告知书');
  await expect(newest(page)).toContainText('权利义务告知书');
  await expect(newest(page).getByRole('button', { name: '手写屏签名' })).toHaveCount(0);
});

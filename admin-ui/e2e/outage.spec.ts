// SPDX-License-Identifier: Apache-2.0
// Blank forms are printed and accounted for, a statutory paper is filed with its scan, the stay file is saved, and a
// sealed stay is opened with a basis and a purpose.
import { expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { read, send, signIn } from './steps';

test.describe.configure({ mode: 'serial' });

const hourUs = 3_600e6;
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

interface Tile {
  stayId: string;
  number: string;
}

async function anybody(page: Page): Promise<Tile> {
  const { tiles } = await read<{ tiles: Tile[] }>(page, '/board');
  return tiles[0] as Tile;
}

test('a batch of blank forms is numbered and opens; each one is accounted for', async ({ page, context }) => {
  test.setTimeout(120_000);
  await signIn(page, account('duty_officer'), '/outage');
  await expect(page.getByRole('heading', { name: '最近 30 天的停机' })).toBeVisible();
  const person = await anybody(page);
  await page.getByRole('button', { name: '打印一批' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('份数').fill('3');
  const [sheet] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('Enter')]);
  await expect(dialog.getByText(/已编号 3 份：/)).toBeVisible();
  const link = await dialog.getByRole('link', { name: '打开本批打印件' }).getAttribute('href');
  await sheet.close();
  const got = await page.evaluate(async (url) => {
    const answer = await fetch(url);
    return [answer.status, answer.headers.get('Content-Type'), (await answer.text()).slice(0, 5)];
  }, link ?? '');
  expect(got).toEqual([200, 'application/pdf', '%PDF-']);
  await dialog.getByRole('button', { name: '关闭' }).last().click();

  const rows = page.locator('tbody tr').filter({ hasText: '空白' });
  await expect(rows.first()).toBeVisible();
  const number = ((await rows.first().locator('td').first().textContent()) ?? '').trim();
  await rows
    .first()
    .getByRole('button', { name: /说明去向/ })
    .click();
  await dialog.getByRole('radio', { name: '作废' }).check();
  await dialog.getByRole('button', { name: '登记' }).click();
  await expect(dialog.getByText('请填写')).toBeVisible();
  await dialog.getByLabel('原因').fill('填写错误，已撕毁');
  await dialog.getByRole('button', { name: '登记' }).click();
  await expect(page.locator('tbody tr').filter({ hasText: number })).toContainText('填写错误，已撕毁');

  await rows
    .first()
    .getByRole('button', { name: /说明去向/ })
    .click();
  await dialog.getByLabel('哪一名人员').fill(person.number);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: person.number })
    .click();
  await dialog
    .locator('input[type="file"]')
    .setInputFiles({ name: '表.pdf', mimeType: 'application/pdf', buffer: pdf });
  await expect(dialog.getByText('表.pdf')).toBeVisible();
  await dialog.getByRole('button', { name: '登记' }).click();
  await expect(dialog).toHaveCount(0);
  await page
    .locator('tbody tr')
    .filter({ hasText: '已使用' })
    .first()
    .getByRole('link', { name: person.number })
    .click();
  await expect(page.getByRole('region', { name: '法律文书' }).getByRole('listitem').first()).toContainText(
    '扫描件',
  );
});

test('a statutory paper is filed with its scan, and the stay file is saved', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, account('duty_officer'), '/board');
  const person = await anybody(page);
  await page.goto(`/#/stays/${person.stayId}?tab=papers`);
  const section = page.getByRole('region', { name: '法律文书' });
  await section.getByRole('button', { name: '登记文书' }).click();
  const dialog = page.getByRole('dialog', { name: '登记法律文书' });
  await dialog.getByLabel('文书种类').click();
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  const number = `城公（刑）传唤字〔2026〕${Date.now() % 10_000}号`;
  await dialog.getByLabel('文书编号').fill(number);
  await dialog
    .locator('input[type="file"]')
    .setInputFiles([{ name: '错.txt', mimeType: 'text/plain', buffer: Buffer.from('no') }]);
  await expect(dialog.getByText('不是 JPEG、PNG 或 PDF 文件')).toBeVisible();
  await dialog
    .locator('input[type="file"]')
    .setInputFiles([{ name: '证.pdf', mimeType: 'application/pdf', buffer: pdf }]);
  await dialog.getByRole('button', { name: '登记', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  const row = section.getByRole('listitem').filter({ hasText: number });
  const href = await row.getByRole('link', { name: '扫描件' }).getAttribute('href');
  const got = await page.evaluate(async (url) => {
    const answer = await fetch(url);
    return [answer.status, answer.headers.get('Content-Type'), (await answer.blob()).size];
  }, href ?? '');
  expect(got).toEqual([200, 'application/pdf', pdf.length]);

  await page.getByRole('button', { name: '一人一档' }).click();
  const file = page.getByRole('dialog', { name: `一人一档 ${person.number}` });
  await expect(file.getByText('生成一人一档会记入操作日志。')).toBeVisible();
  const saved = page.waitForEvent('download');
  await file.getByRole('button', { name: '生成并下载' }).click();
  expect((await saved).suggestedFilename()).toBe(`stay-${person.number}.zip`);
  await expect(file.getByText(`已保存：stay-${person.number}.zip`)).toBeVisible();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await saved).createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).subarray(0, 2).toString()).toBe('PK');
});

/** Somebody of a public-security case who left two days ago. */
async function departedLongAgo(page: Page): Promise<Tile> {
  const { items: units } = await read<{ items: { id: string }[] }>(page, '/units');
  const me = await read<{ id: string; serverTimeUs: number }>(page, '/session');
  const unitId = units[0]?.id;
  const number = `封${Date.now()}`;
  const made = await send<{ id: string }>(page, '/cases', {
    number,
    name: '殴打他人案',
    kind: 'administrative',
    unitId,
  });
  expect(made.status).toBe(201);
  const arrived = await send<{ id: string; number: string }>(page, '/stays', {
    caseId: made.answer.id,
    unitId,
    role: 'offender',
    basis: { kind: 'administrative_summons', oral: false, documentNumber: '传唤证9号' },
    arrivedAtUs: me.serverTimeUs - 50 * hourUs,
    identity: { name: '示例人员封', idType: 'none' },
    facts: { sex: 'M', birthDate: '1990-05-05', identityUnknown: false, flags: [] },
    broughtBy: [me.id],
  });
  expect(arrived.status).toBe(201);
  const left = await send(page, `/stays/${arrived.answer.id}/departures`, {
    mode: 'report',
    happenedAtUs: me.serverTimeUs - 45 * hourUs,
    kind: 'released',
    destination: 'home',
  });
  expect(left.status).toBe(201);
  return { stayId: arrived.answer.id, number: arrived.answer.number };
}

test('a sealed stay has no name in the list, says why, and is opened for an hour', async ({ page }) => {
  await signIn(page, account('duty_officer'), '/stays');
  const { stayId, number } = await departedLongAgo(page);
  await page.goto(`/#/stays?q=${number}`);
  await page.reload();
  const row = page.locator('tbody tr').filter({ hasText: number });
  await expect(row).toContainText('已封存');
  await expect(row).not.toContainText('示例人员封');
  await page.goto(`/#/stays/${stayId}`);
  const card = page.getByRole('region', { name: '此人的记录已封存' });
  await expect(card).toContainText('第一百三十六条');
  await card.getByRole('button', { name: '启封查阅' }).click();
  await expect(card.getByText('请写明目的，至少 5 个字')).toBeVisible();
  await card.getByRole('radio', { name: '处理投诉、复议、诉讼或国家赔偿' }).check();
  await card.getByLabel('目的').fill('复议机关调取材料');
  await card.getByRole('button', { name: '启封查阅' }).click();
  await expect(page.getByText(/已启封，至 \d\d:\d\d/)).toBeVisible();
  await expect(page.getByText('示例人员封').first()).toBeVisible();
});

// SPDX-License-Identifier: Apache-2.0
// The room panel: a questioning is started and marked on line, then the network goes, the page is opened anew, and a
// whole questioning happens out of reach; back on line everything is delivered, with the time at which it happened.
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { pagesKept, placeTerminal, read, signIn, signOut } from './steps';

test.describe.configure({ mode: 'serial' });

interface Entry {
  seq: number;
  type: string;
  happenedUs: number;
  enteredUs: number;
  reported: boolean;
}

async function openPanel(page: Page): Promise<void> {
  await page.goto('/#/panel');
  await expect(page.getByText('已连通中心')).toBeVisible();
}

const panel = (page: Page) => page.getByRole('region', { name: '正在讯（询）问' });

async function begin(page: Page): Promise<string> {
  const card = page.getByRole('region', { name: '开始讯（询）问' });
  const person = card.getByRole('group', { name: '可讯（询）问的人员' }).getByRole('button').first();
  const number = ((await person.textContent()) ?? '').trim();
  await person.click();
  const officers = card.getByRole('combobox');
  await officers.click();
  const second = account('investigator', 1).name;
  await page.keyboard.type(second);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  for (const told of await card.getByRole('group', { name: '告知' }).getByRole('button').all())
    await told.click();
  await card.getByRole('button', { name: '开始', exact: true }).click();
  await expect(panel(page)).toContainText(number);
  return number;
}

async function end(page: Page): Promise<void> {
  await panel(page).getByRole('button', { name: '结束', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '结束讯（询）问' });
  await dialog.getByRole('button', { name: '笔录未签字' }).click();
  await dialog.getByRole('textbox').fill('等待补录');
  await dialog.getByRole('button', { name: '结束', exact: true }).click();
  await expect(panel(page)).toHaveCount(0);
}

/** Another time for the last entry that is kept. */
async function correct(page: Page, time: string): Promise<void> {
  await page.locator('[data-kept]').last().getByRole('button', { name: '改正' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('发生时间').fill(time);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: '改正并上报' }).click();
  await expect(dialog).toHaveCount(0);
}

/** The panel says itself that it can be opened anew. */
async function saysKept(page: Page): Promise<void> {
  await expect(page.getByText('断网时可以刷新或重新打开本页')).toBeVisible({ timeout: 60_000 });
}

async function timelineOf(page: Page, number: string): Promise<Entry[]> {
  const { tiles } = await read<{ tiles: { stayId: string; number: string }[] }>(page, '/board');
  const tile = tiles.find((one) => one.number.endsWith(`-${number}`));
  const { events } = await read<{ events: Entry[] }>(page, `/stays/${tile?.stayId}/timeline`);
  return events;
}

const unsent = (context: BrowserContext, page: Page) => ({
  away: async () => {
    await context.setOffline(true);
    await expect(page.getByText('中心连不上：照常登记')).toBeVisible({ timeout: 30_000 });
  },
  back: async () => {
    await context.setOffline(false);
    await expect(page.getByText('已连通中心')).toBeVisible({ timeout: 30_000 });
  },
});

test('a browser in no room says what to do', async ({ page }) => {
  await signIn(page, account('investigator'), '/panel');
  await expect(page.getByText('这台终端尚未设置在任何房间')).toBeVisible();
  await expect(page.getByText('本终端位置')).toBeVisible();
});

test('a questioning is started and marked on line; out of reach it goes on, and all of it is delivered', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  const room = await placeTerminal(page, account('administrator'), 'IT-02');
  await signIn(page, account('investigator'), '/panel');
  await openPanel(page);
  await expect(page.getByRole('heading', { name: room })).toBeVisible();
  await expect(page.getByText('录像机一直在录制')).toBeVisible();
  await saysKept(page);

  const number = await begin(page);
  await page.getByRole('heading', { name: room }).click();
  await page.keyboard.press('m');
  await expect(panel(page).getByRole('listitem').filter({ hasText: '记时刻' })).toHaveCount(1);
  await expect(page.getByText('没有未上报的记录')).toBeVisible();
  const before = await timelineOf(page, number);
  expect(before.filter((one) => one.type === 'MarkSet')).toHaveLength(1);
  expect(before.filter((one) => one.type === 'QuestioningStarted').at(-1)?.reported).toBe(false);

  // The network goes, and the page is opened anew: by the browser alone.
  const link = unsent(context, page);
  await link.away();
  await page.reload();
  await expect(page.getByText('中心连不上：照常登记')).toBeVisible({ timeout: 30_000 });
  await expect(panel(page)).toContainText(number);
  await panel(page)
    .getByRole('button', { name: /出示证据/ })
    .click();
  await expect(page.getByText('存在本机 1 条，尚未上报')).toBeVisible();
  await end(page);
  const second = await begin(page);
  await page.getByRole('heading', { name: room }).click();
  await page.keyboard.press('m');
  await expect(page.getByText('存在本机 4 条，尚未上报')).toBeVisible();
  await end(page);
  await expect(page.getByText('存在本机 5 条，尚未上报')).toBeVisible();
  // Long enough ago that the record must tell the two times apart.
  await page.waitForTimeout(4_000);
  await page.reload();
  await expect(page.getByText('存在本机 5 条，尚未上报')).toBeVisible({ timeout: 30_000 });
  const leftAt = Date.now();

  await link.back();
  await expect(page.getByText('没有未上报的记录')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-delivered] li')).toHaveCount(5);
  await expect(page.locator('[data-delivered]')).toContainText(/第 \d+ 条/);

  const after = (await timelineOf(page, second)).filter((one) => one.reported);
  const kinds = ['QuestioningStarted', 'MarkSet', 'QuestioningEnded'];
  const delivered = after.filter((one) => kinds.includes(one.type)).sort((a, b) => a.seq - b.seq);
  const own = second === number ? kinds.slice(1) : [];
  expect(delivered.map((one) => one.type)).toEqual(second === number ? [...own, ...kinds] : kinds);
  for (const one of delivered) {
    expect(one.happenedUs).toBeLessThan(leftAt * 1000);
    expect(one.enteredUs - one.happenedUs).toBeGreaterThan(2_000_000);
  }
  // Nothing twice, also after another reload.
  await page.reload();
  await expect(page.getByText('没有未上报的记录')).toBeVisible();
  expect((await timelineOf(page, second)).filter((one) => one.reported)).toHaveLength(after.length);
});

test('what was kept while nobody was signed in is taken over by who signs in, and what is refused stays', async ({
  page,
  context,
}) => {
  test.setTimeout(240_000);
  await placeTerminal(page, account('administrator'), 'IT-02');
  await signIn(page, account('investigator'), '/panel');
  await openPanel(page);
  await saysKept(page);
  await page.getByRole('button', { name: '离开面板' }).click();
  await signOut(page);
  // Signing out has cleared the storage of the browser; the pages are kept again.
  // The browser clears in its own time.
  await page.waitForTimeout(2_000);
  await pagesKept(page);

  await context.setOffline(true);
  await page.goto('/#/panel');
  await page.reload();
  await expect(page.getByText('无人登录').first()).toBeVisible({ timeout: 30_000 });
  const card = page.getByRole('region', { name: '开始讯（询）问' });
  await card.getByRole('group', { name: '可讯（询）问的人员' }).getByRole('button').first().click();
  await card.getByRole('combobox').click();
  for (const which of [0, 1]) {
    await page.keyboard.type(account('investigator', which).name);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
  await card.getByRole('button', { name: '开始', exact: true }).click();
  await end(page);
  await expect(page.getByText('存在本机 2 条，尚未上报')).toBeVisible();
  await correct(page, '2099-01-01 00:00:00');

  await context.setOffline(false);
  await page
    .locator('input[autocomplete="username"]')
    .fill(account('investigator').login, { timeout: 30_000 });
  await page.locator('input[autocomplete="current-password"]').fill(account('investigator').password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('无人登录时存下 2 条')).toBeVisible();
  await page.getByRole('button', { name: '核对无误，以我的名义上报' }).click();

  // The centre says why, the entry stays, and is corrected.
  const refused = page.locator('[data-kept="refused"]');
  await expect(refused.getByRole('alert')).toContainText('时间', { timeout: 30_000 });
  await expect(page.locator('[data-delivered] li')).toHaveCount(1);
  await page.reload();
  await expect(refused.getByRole('alert')).toContainText('时间');
  await page.waitForTimeout(1_500);
  await correct(
    page,
    await page.evaluate(() =>
      new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '),
    ),
  );
  await expect(page.getByText('没有未上报的记录')).toBeVisible({ timeout: 30_000 });
  await expect(page.locator('[data-delivered] li')).toHaveCount(2);
});

test('behind a door that answers while the centre is away the panel goes on just the same', async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  await placeTerminal(page, account('administrator'), 'IT-02');
  await signIn(page, account('investigator'), '/panel');
  await openPanel(page);
  const away = {
    type: 'about:blank',
    title: '服务暂时不可用',
    status: 503,
    code: 'Unavailable',
    detail: '后台服务正在启动或重启，请稍候重试。',
    detailEn: 'The service is starting or restarting.',
    traceId: 'x',
  };
  await context.route(/\/api\/v1\//, (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(away) }),
  );
  await expect(page.getByText('中心连不上：照常登记')).toBeVisible({ timeout: 30_000 });
  await begin(page);
  await end(page);
  await expect(page.getByText('存在本机 2 条，尚未上报')).toBeVisible();
  await context.unroute(/\/api\/v1\//);
  await expect(page.getByText('没有未上报的记录')).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-delivered] li').first()).toContainText('结束讯（询）问');
});

// SPDX-License-Identifier: Apache-2.0
// What is at hand on every page of the desk: the search, the look, the columns of tables, the lock,
// the bell, the letters of the board.
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

test('a table keeps the columns that were chosen, and exports what it shows', async ({ page }) => {
  await signIn(page, account('duty_officer'), '/stays');
  const heads = page.locator('thead th');
  await expect(heads.first()).toHaveText('编号');
  await page.getByRole('button', { name: '列', exact: true }).click();
  await page.getByRole('checkbox', { name: '案件' }).uncheck();
  await page.getByRole('button', { name: '人员上移' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '列', exact: true })).toBeFocused();
  await page.reload();
  await expect(heads.first()).toHaveText('人员');
  await expect(heads.filter({ hasText: '案件' })).toHaveCount(0);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出表格' }).click();
  const stream = await (await saved).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  expect(text.startsWith('\uFEFF人员,编号,')).toBe(true);
  expect(text.split('\r\n')[0]).not.toContain('案件');
  await page.getByRole('button', { name: '列', exact: true }).click();
  await page.getByRole('button', { name: '恢复默认' }).click();
  await expect(heads.first()).toHaveText('编号');
});

test('a locked page shows nothing, keeps what was typed, and opens for the same user only', async ({
  page,
}) => {
  const me = account('duty_officer');
  await signIn(page, me, '/board');
  await page.getByRole('button', { name: /新到案/ }).click();
  await page.getByLabel('姓名', { exact: true }).fill('未提交的人');
  await page.keyboard.press('Control+Shift+L');
  const lock = page.getByRole('heading', { name: '已锁定' });
  await expect(lock).toBeVisible();
  // Neither seen nor read out.
  await expect(page.locator('#root')).toBeHidden();
  expect(await page.locator('body').ariaSnapshot()).not.toContain('未提交的人');
  await page.keyboard.press('Control+K');
  await expect(page.locator('dialog')).toHaveCount(0);
  await page.locator('#lock input[type="password"]').fill('wrong password, certainly');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(lock).toBeVisible();
  // A reload does not get around it, and neither does another page of the browser.
  await page.reload();
  await expect(lock).toBeVisible();
  const second = await page.context().newPage();
  await second.goto('/#/board');
  await expect(second.getByRole('heading', { name: '已锁定' })).toBeVisible();
  await second.close();
  await page.locator('#lock input[type="password"]').fill(me.password);
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('姓名', { exact: true })).toHaveValue('未提交的人');
});

test('another user who signs in at the lock begins at home and sees nothing of the first', async ({
  page,
}) => {
  await signIn(page, account('duty_officer'), '/stays/new');
  await page.getByLabel('姓名', { exact: true }).fill('未提交的人');
  await page.keyboard.press('Control+Shift+L');
  await page.getByRole('button', { name: '其他人员登录' }).click();
  const other = account('investigator');
  await page.locator('#lock input[autocomplete="username"]').fill(other.login);
  await page.locator('#lock input[type="password"]').fill(other.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '我的账号' })).toContainText(other.name);
  await expect(page).not.toHaveURL(/stays\/new/);
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  expect(kept).not.toContain('未提交的人');
});

test('what waits for the head appears at the bell by itself, and leads to where it is decided', async ({
  page,
  browser,
}) => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const head = await context.newPage();
  await signIn(head, account('unit_head'), '/stays');
  const bell = head.getByRole('button', { name: /等您处理：\d+ 项/ });
  const count = async () => Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0]);
  await expect(bell).toBeVisible();
  await head.waitForLoadState('networkidle').catch(() => undefined);
  const before = await count();
  await signIn(page, account('duty_officer'), '/board');
  await page.locator('[data-tile]:has-text("刑事传唤") a[href^="#/stays/"]').first().click();
  await page
    .getByRole('button', { name: /^提请批准$|^请求审批$/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('案情特别重大、复杂').click();
  await dialog.getByText('需要采取拘留、逮捕措施').click();
  await dialog.getByLabel('理由', { exact: true }).fill('需要核实去向');
  await dialog.getByRole('button', { name: '提请批准' }).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(count).toBe(before + 1);
  await bell.click();
  await head.getByRole('region', { name: '等您处理' }).getByRole('link', { name: /审批/ }).first().click();
  await expect(head).toHaveURL(/approvals/);
  await expect(head.getByText('需要核实去向').first()).toBeVisible();
  await context.close();
});

test('a request is noted from the board in three entries, and what needs more opens its form', async ({
  page,
}) => {
  await signIn(page, account('duty_officer'), '/board');
  const number =
    (await page.locator('[data-tile]:has-text("刑事传唤")').last().getAttribute('data-tile')) ?? '';
  // By its number: the tiles change places as clocks run out.
  const tile = page.locator(`[data-tile="${number}"]`);
  await page.keyboard.type(number.slice(-2));
  const help = page.getByRole('complementary', { name: '按键登记' });
  await expect(help).toContainText(number.slice(-2));
  // A letter counts once it is offered: the catalogue of acts comes after the board.
  await expect(help).toContainText('要求律师');
  await page.keyboard.press('l');
  await expect(tile.getByRole('status')).toBeVisible();
  await page.keyboard.press('Enter');
  const said = page.getByText(new RegExp(`已登记：${number.slice(-2)} 要求`));
  await expect(said).toBeVisible();
  await expect(page.getByRole('link', { name: '打印回执' })).toHaveAttribute('href', /do=slip&about=\d+/);

  await page.keyboard.press('v');
  const form = page.getByRole('dialog');
  await expect(form.getByRole('checkbox').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);

  // A complaint is known by its letter: what is left to enter are the person's words, and they survive a reload.
  await page.keyboard.press('k');
  await expect(form.locator('textarea')).toBeFocused();
  await page.keyboard.type('手铐太紧');
  await page.waitForTimeout(600);
  await page.reload();
  await expect(form.locator('textarea')).toHaveValue('手铐太紧');
  await form.getByRole('button', { name: '登记', exact: true }).click();
  await expect(form).toHaveCount(0);
  await expect(page).toHaveURL(/board$/);
});

// SPDX-License-Identifier: Apache-2.0
// Between arrival and departure: a request and its answer, an approval on a handheld, a booking, the round, the handover.
import { expect, test } from '@playwright/test';
import { account } from './accounts';
import { choose, signIn } from './steps';

test('a request gets a receipt and waits until it is answered', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, account('duty_officer'), '/board');
  await page.locator('[data-tile] a[href^="#/stays/"]').first().click();
  await page.getByRole('button', { name: /更多记录/ }).click();
  await page.getByPlaceholder(/输入关键字筛选/).fill('本人要求');
  await page.keyboard.press('Enter');
  // Not `choose`, whose last Escape would close the dialog.
  await page.getByRole('dialog').getByRole('combobox').fill('饮水');
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '饮水' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
  const requests = page.getByRole('region', { name: '待答复的要求' });
  const water = requests.locator('> *').filter({ hasText: '饮水' }).last();
  await expect(water).toContainText(/[0-9A-F]{4}-[0-9A-F]{4}/);
  // The slip for the person is offered at once.
  const slip = page.getByRole('dialog', { name: '打印回执' });
  await expect(slip).toContainText(/[0-9A-F]{4}-[0-9A-F]{4}/);
  await page.keyboard.press('Escape');
  await expect(slip).toHaveCount(0);
  await water.getByRole('button', { name: /答复/ }).click();
  await page.getByRole('dialog').getByText('已满足', { exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
  await expect(water).toHaveCount(0);
});

test('a form is printed from the record and opens as a file', async ({ page, context }) => {
  await signIn(page, account('duty_officer'), '/board');
  await page.locator('[data-tile] a[href^="#/stays/"]').first().click();
  await page.getByRole('button', { name: '打印', exact: true }).click();
  const answered = context.waitForEvent('response', (response) => /prints\?seq=/.test(response.url()));
  await page.getByRole('menuitem', { name: '随身财物登记表' }).click();
  const response = await answered;
  expect(response.status()).toBe(200);
  expect(response.headers()['content-type']).toBe('application/pdf');
});

test('the head decides on a handheld in three presses', async ({ page, browser }) => {
  test.setTimeout(120_000);
  await signIn(page, account('duty_officer'), '/board');
  await page.locator('[data-tile] a[href^="#/stays/"]').first().click();
  await page
    .getByRole('button', { name: /提请批准|请求审批/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('案情特别重大、复杂').click();
  await dialog.getByText('需要采取拘留、逮捕措施').click();
  await dialog.getByLabel('理由', { exact: true }).fill('需要核实身份');
  await dialog.getByRole('button', { name: '提请批准' }).click();
  await expect(dialog).toHaveCount(0);
  const hand = await browser.newPage({ viewport: { width: 390, height: 844 }, ignoreHTTPSErrors: true });
  await signIn(hand, account('unit_head'), '/approvals');
  const card = hand.getByRole('article').filter({ hasText: '需要核实身份' });
  await card.getByRole('button', { name: '批准', exact: true }).click();
  await card.getByText('确有必要，同意').click();
  await card.getByRole('button', { name: /批准/ }).last().click();
  await expect(card).toHaveCount(0);
  await hand.close();
});

test('one entry is made for everybody in a room', async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, account('guard'));
  await expect(page).toHaveURL(/round/);
  await page
    .getByRole('button', { name: /候问室/ })
    .first()
    .click();
  await page.getByRole('button', { name: '平静' }).click();
  await page.getByRole('button', { name: /登记 \d+ 人/ }).click();
  await expect(page.getByText(/已登记：/).first()).toBeVisible();
});

test('a constant watch is handed over by the badge of who takes over', async ({ page, browser }) => {
  await signIn(page, account('duty_officer'), '/board');
  const href = await page.locator('[data-tile] a[href^="#/stays/"]').first().getAttribute('href');
  const stay = /stays\/([0-9a-f-]+)/.exec(href ?? '')?.[1] ?? '';
  const begun = await page.evaluate(async (id) => {
    const me = (await (await fetch('/api/v1/session')).json()) as { id: string };
    const answer = await fetch(`/api/v1/stays/${id}/acts`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
      body: JSON.stringify({ act: 'begin_watch', values: { officer: me.id } }),
    });
    return answer.status;
  }, stay);
  expect(begun).toBe(201);
  const badge = await page.evaluate(
    async () => ((await (await fetch('/api/v1/session')).json()) as { badge: string }).badge,
  );

  const hand = await browser.newPage({ viewport: { width: 390, height: 844 }, ignoreHTTPSErrors: true });
  await signIn(hand, account('guard'), '/round');
  const watch = hand.getByRole('region', { name: '专人看护中' }).getByRole('listitem').first();
  await watch.getByRole('button', { name: '交接看护' }).click();
  const field = watch.getByLabel('接班人警号');
  await expect(field).toBeFocused();
  await hand.keyboard.type('X99999', { delay: 0 });
  await hand.keyboard.press('Enter');
  await expect(watch.getByText('没有此警号的在岗人员')).toBeVisible();
  const give = watch.getByRole('button', { name: '交接看护' }).last();
  await expect(give).toBeDisabled();
  await field.fill(badge);
  await watch.getByRole('button', { name: `交接给 ${account('duty_officer').name}` }).click();
  await expect(hand.getByText(/已登记：.*看护交接给/).first()).toBeVisible();
  await hand.close();
});

test('the shift is handed over and read back', async ({ page, browser }) => {
  test.setTimeout(120_000);
  await signIn(page, account('duty_officer'), '/handover');
  await choose(page, '接班人员', account('duty_officer', 1).name);
  await page.getByRole('button', { name: '交班', exact: true }).click();
  await expect(page.getByText('已交班，等待接班人复述')).toBeVisible();
  const other = await browser.newPage({ ignoreHTTPSErrors: true });
  await signIn(other, account('duty_officer', 1), '/handover');
  await expect(other.getByRole('heading', { name: '复述重点人员' })).toBeVisible();
  await other.close();
});

// SPDX-License-Identifier: Apache-2.0
// A refused plan names its rule and source; the same as a report is stored; a lost answer does not do the act twice.
import { expect, test } from '@playwright/test';
import { account, names, unit } from './accounts';
import { answerNo, arrive, choose, expectStep, pick, press, signIn, tick } from './steps';

test('a woman checked by a man is refused with the rule, and stored as a report', async ({ page }) => {
  await signIn(page, account('duty_officer'));
  await arrive(page, { name: '测试人员乙', birth: '1988-08-08', male: false }, '刑事', unit());
  await expectStep(page, '入区登记');
  await tick(page, '已告知权利义务，本人已收到告知书');
  await answerNo(page);
  await press(page, '完成入区登记');

  await expectStep(page, '人身安全检查');
  await expect(page.getByText('ENTR-08')).toBeVisible();
  await choose(page, '检查人', ...names('M', ['officer']).slice(0, 2));
  await pick(page, '未见伤情');
  await pick(page, '未饮酒');
  await press(page, '完成安全检查');
  const refusal = page.getByRole('alert').filter({ hasText: '规则 ENTR-08 不允许此操作' });
  await expect(refusal).toContainText('依据');
  await refusal.getByRole('button', { name: '改为如实补录' }).click();
  await press(page, '如实补录');
  await expectStep(page, '随身财物登记');
});

test('two desks: what changed is shown, and what was typed stays', async ({ page, browser }) => {
  await signIn(page, account('duty_officer'));
  await arrive(page, { name: '测试人员丁', birth: '1979-02-02', male: true }, '行政', unit());
  await expectStep(page, '入区登记');
  await page.getByLabel('手环号').fill('SH-31');
  const other = await (await browser.newContext()).newPage();
  await signIn(other, account('duty_officer'));
  await other.goto(page.url());
  await tick(other, '已告知权利义务，本人已收到告知书');
  await answerNo(other);
  await press(other, '完成入区登记');
  await expectStep(other, '人身安全检查');
  await expect(page.getByText('在您填写期间，此人的记录有更新')).toBeVisible();
  await expect(page.getByLabel('手环号')).toHaveValue('SH-31');
});

test('a lost answer is asked for again with the same key', async ({ page }) => {
  await signIn(page, account('duty_officer'));
  await arrive(page, { name: '测试人员丙', birth: '1995-12-01', male: true }, '行政', unit());
  await expectStep(page, '入区登记');
  const keys: string[] = [];
  await page.route('**/registration', async (route) => {
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    if (keys.length > 1) await route.continue();
    else {
      await route.fetch();
      await route.abort('connectionreset');
    }
  });
  await tick(page, '已告知权利义务，本人已收到告知书');
  await answerNo(page);
  await press(page, '完成入区登记');
  await expectStep(page, '人身安全检查');
  expect(keys.length).toBeGreaterThan(1);
  expect(new Set(keys).size).toBe(1);
  await page.goto(page.url().replace(/\/steps.*/, ''));
  await expect(page.locator('ol strong', { hasText: '登记' })).toHaveCount(1);
});

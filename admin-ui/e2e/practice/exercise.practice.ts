// SPDX-License-Identifier: Apache-2.0
// The practice centre says what it is before anybody signs in, on the wall, at a panel and behind the lock; an exercise is
// started, worked on and ended by keyboard, and its score is listed.
import { expect, type Page, test } from '@playwright/test';
import { account } from '../accounts';
import { press, read, signIn, tabTo } from '../steps';

const strip = (page: Page) => page.getByRole('complementary', { name: '练习中心' });

/** The mark lies over the whole window, and no press ends on it. */
async function expectMarked(page: Page): Promise<void> {
  await expect(strip(page)).toContainText('人员和案件均为虚构');
  await expect(page).toHaveTitle('【练习】明镜');
  const mark = await page.evaluate(() => {
    const style = getComputedStyle(document.documentElement, '::after');
    return {
      image: style.backgroundImage,
      position: style.position,
      presses: style.pointerEvents,
      size: [Number.parseFloat(style.width), Number.parseFloat(style.height)],
      window: [window.innerWidth, window.innerHeight],
    };
  });
  expect(mark.image).toContain('/practice.svg');
  expect([mark.position, mark.presses]).toEqual(['fixed', 'none']);
  expect(mark.size).toEqual(mark.window);
  expect(await page.evaluate(async () => (await fetch('/practice.svg')).status)).toBe(200);
}

test('nobody takes it for a real centre: sign-in, pages, lock, wall, panel, in both languages', async ({
  page,
}) => {
  await page.goto('/');
  await page.locator('input[autocomplete="username"]').waitFor();
  await expectMarked(page);
  await signIn(page, account('duty_officer'), '/board');
  await page.getByRole('heading', { name: /在区/, level: 1 }).waitFor();
  await expectMarked(page);
  // Nothing of the page is below the strip, and nothing of it is below the window.
  const bar = await page.locator('header').first().boundingBox();
  const above = await strip(page).boundingBox();
  expect(bar?.y).toBe(above?.height);
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true);
  await page.keyboard.press('Control+Shift+L');
  await expect(page.getByRole('heading', { name: '已锁定' })).toBeVisible();
  await expectMarked(page);
  await page.locator('input[autocomplete="current-password"]').fill(account('duty_officer').password);
  await page.keyboard.press('Enter');
  await page.goto('/#/wall');
  await page.getByText(/在区 \d+ 人/).waitFor();
  await expectMarked(page);
  await page.goto('/#/panel');
  await page.getByText('本终端').first().waitFor();
  await expectMarked(page);
  await page.goto('/#/board');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page).toHaveTitle('[Practice] Mingjing');
  await expect(page.getByRole('complementary', { name: 'Practice centre' })).toBeVisible();
});

test('a night watch is started, fed and ended by keyboard, and its score is listed', async ({ page }) => {
  await signIn(page, account('guard'), '/practice');
  const cards = page.getByRole('article');
  await expect(cards.first()).toContainText('您的岗位');
  await expect(cards.first()).toContainText('夜间看护');
  await expect(page.getByText('还没有做完的练习')).toBeVisible();
  await tabTo(page, cards.first().getByRole('button', { name: '开始' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('20 分钟的计时随即开始');
  await page.keyboard.press('Enter');

  const running = page.getByRole('region', { name: '正在练习' });
  await expect(running.getByRole('timer')).toHaveText(/^(20:00|19:\d\d)$/);
  await expect(running.getByRole('link', { name: /^\d{8}-\d+$/ })).toHaveCount(2);
  await expect(strip(page)).toContainText('还剩 19 分钟');
  await expect(cards.first().getByRole('button', { name: '开始' })).toBeDisabled();
  const fed = running.locator('[data-goal="fed"]');
  await expect(fed).toContainText('0 / 2 人');

  // On the board a meal is noted for one of them, and the strip leads back.
  const { runs } = await read<{ runs: { stays: { number: string }[] }[] }>(page, '/practice');
  const digits = runs[0]?.stays[0]?.number.slice(-2) ?? '';
  await page.goto('/#/board');
  await page.locator('[data-tile]').first().waitFor();
  await page.keyboard.type(digits);
  await page.keyboard.press('m');
  await page.keyboard.press('Enter');
  await page
    .getByText(new RegExp(`${digits}.*饮食`))
    .first()
    .waitFor();
  await tabTo(page, strip(page).getByRole('link', { name: '回到练习' }));
  await page.keyboard.press('Enter');
  await expect(fed).toContainText('1 / 2 人');
  await expect(fed).toHaveAttribute('data-state', 'partly');
  await expect(running).toContainText('目前 10 分');

  await press(page, '提前结束');
  await expect(page.getByText('计时停止，得分按现在算定')).toBeVisible();
  await press(page, '结束练习');
  const result = page.getByRole('dialog', { name: /夜间看护.*的结果/ });
  await expect(result).toContainText('10 分');
  await expect(result).toContainText('不是对办案人员的评价');
  await page.keyboard.press('Enter');
  await expect(result).toHaveCount(0);
  await expect(running).toHaveCount(0);
  await expect(strip(page)).not.toContainText('还剩');
  const row = page.locator('tbody tr.ant-table-row');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('夜间看护');
  await expect(row.locator('strong')).toHaveText('10');
});

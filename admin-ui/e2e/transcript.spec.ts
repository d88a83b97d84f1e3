// SPDX-License-Identifier: Apache-2.0
// A transcript by keyboard: begun, written, the network lost, two pages at once, locked, signed, opened again, reviewed.
import { expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { signIn } from './steps';

test.describe.configure({ mode: 'serial' });

const pin = '246810';
let id = '';

interface Line {
  id: string;
  kind: string;
  text: string;
  rev: number;
  fromUs: number;
}

interface Stored {
  lines: Line[];
  versions: { signatures: { how: string; name: string; page?: number }[] }[];
  state: string;
}

const stored = (page: Page): Promise<Stored> =>
  page.evaluate(
    async (of) => (await fetch(`/api/v1/questionings/${of}/transcript`)).json() as Promise<Stored>,
    id,
  );
const texts = async (page: Page) => (await stored(page)).lines.map((line) => line.text);
const state = (page: Page) => page.locator('[data-save]');
const focused = (page: Page) => page.locator('[data-line]:focus-within');

/** The newest questioning without a transcript. */
async function unwritten(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const { items } = (await (await fetch('/api/v1/questionings')).json()) as { items: { id: string }[] };
    for (const one of items)
      if ((await fetch(`/api/v1/questionings/${one.id}/transcript`)).status === 404) return one.id;
    throw new Error('every questioning has a transcript');
  });
}

async function openTranscript(page: Page): Promise<void> {
  await page.goto(`/#/questionings/${id}/transcript`);
  await page.locator('[data-line]').first().waitFor();
}

test('a transcript is begun from a template, and what is typed survives a lost network and a reload', async ({
  page,
  context,
}) => {
  test.setTimeout(180_000);
  await signIn(page, account('investigator'));
  id = await unwritten(page);
  await page.goto(`/#/questionings/${id}`);
  await page.getByRole('heading', { level: 1 }).first().click();
  await page.keyboard.press('t');
  await expect(page.getByRole('heading', { name: '开始制作笔录' })).toBeVisible();
  await expect(page.getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(focused(page)).toHaveAttribute('data-kind', 'answer');
  await page.keyboard.type('听清楚了。');
  await page.keyboard.press('Enter');
  await expect(focused(page)).toHaveAttribute('data-kind', 'question');
  await page.keyboard.type('你昨天晚上在哪里？');
  await page.keyboard.press('Enter');
  await expect(focused(page)).toHaveAttribute('data-kind', 'answer');
  await page.keyboard.type('在家里，');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('和家人一起。');
  await expect(state(page)).toContainText('已保存');
  expect(await texts(page)).toEqual(
    expect.arrayContaining(['听清楚了。', '你昨天晚上在哪里？', '在家里，\n和家人一起。']),
  );

  await context.setOffline(true);
  await page.keyboard.press('Enter');
  await page.keyboard.type('谁能证明？');
  await page.keyboard.press('Enter');
  await page.keyboard.type('我的妻子。');
  await expect(state(page)).toContainText('未连通，2 行暂存本机');
  await page.reload().catch(() => undefined);
  await context.setOffline(false);
  await openTranscript(page);

  await expect(state(page)).toContainText('已保存');
  await expect.poll(() => texts(page)).toEqual(expect.arrayContaining(['谁能证明？', '我的妻子。']));
  const after = await texts(page);
  expect(after.indexOf('我的妻子。')).toBe(after.indexOf('在家里，\n和家人一起。') + 2);
  const left = await page.evaluate(() =>
    Object.keys(localStorage).filter((name) => name.startsWith('mingjing-transcript.')),
  );
  expect(left).toEqual([]);
});

test('what was typed while signed out comes back to the same user only', async ({ page, context }) => {
  test.setTimeout(180_000);
  await signIn(page, account('investigator'));
  await openTranscript(page);
  const { lines } = await stored(page);
  const own = lines.find((line) => line.text === '我的妻子。') as Line;
  const text = page.locator(`[data-line="${own.id}"] textarea`);

  await context.setOffline(true);
  await text.focus();
  await page.keyboard.press('End');
  await page.keyboard.type('还有我的儿子。');
  await expect(state(page)).toContainText('未连通');
  await page.goto('about:blank');
  await context.setOffline(false);
  await context.clearCookies();

  const second = await context.newPage();
  await signIn(second, account('investigator', 1));
  await openTranscript(second);
  await second.waitForTimeout(3_000);
  expect(await texts(second)).toContain('我的妻子。');
  await expect(second.locator(`[data-line="${own.id}"] textarea`)).toHaveValue('我的妻子。');
  await second.close();
  await context.clearCookies();

  await signIn(page, account('investigator'));
  await openTranscript(page);
  await expect.poll(() => texts(page)).toContain('我的妻子。还有我的儿子。');
});

test('two pages that change one line show both wordings, and nothing is lost', async ({ page, context }) => {
  test.setTimeout(180_000);
  await signIn(page, account('investigator'));
  await openTranscript(page);
  const { lines } = await stored(page);
  const line = lines.find((one) => one.text === '谁能证明？') as Line;
  const other = await context.newPage();
  await openTranscript(other);
  const fieldOn = (one: Page) => one.locator(`[data-line="${line.id}"] textarea`);

  for (const [one, words] of [
    [page, '甲'],
    [other, '乙'],
  ] as const) {
    await fieldOn(one).focus();
    await one.keyboard.press('End');
    await one.keyboard.type(words);
  }
  await page.bringToFront();
  const conflictOn = (one: Page) => one.getByRole('region', { name: '此行在别处也被修改' });
  await expect
    .poll(async () => (await conflictOn(page).count()) + (await conflictOn(other).count()), {
      timeout: 20_000,
    })
    .toBe(1);
  const asked = (await conflictOn(page).count()) === 1 ? page : other;
  await asked.bringToFront();
  await expect(conflictOn(asked)).toContainText('谁能证明？甲');
  await expect(conflictOn(asked)).toContainText('谁能证明？乙');
  await conflictOn(asked).getByRole('button', { name: '两种都保留' }).click();

  await expect(conflictOn(asked)).toHaveCount(0);
  await expect
    .poll(async () => (await stored(page)).lines.find((one) => one.id === line.id)?.text)
    .toMatch(/谁能证明？[甲乙]\n谁能证明？[甲乙]/);
  await other.close();
});

test('it is locked, signed, opened again, and the versions are compared', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, account('investigator'));
  await page.getByRole('button', { name: '我的账号' }).click();
  await page.getByRole('menuitem', { name: '设置签名密码' }).click();
  const setting = page.getByRole('dialog', { name: '设置签名密码' });
  await setting.getByLabel('登录密码').fill(account('investigator').password);
  await setting.getByLabel('新签名密码').fill(pin);
  await setting.getByLabel('再次输入').fill(pin);
  await page.keyboard.press('Enter');
  await expect(setting).toHaveCount(0);

  await openTranscript(page);
  await page.getByRole('button', { name: '核对并锁定' }).click();
  const lock = page.getByRole('dialog', { name: '核对并锁定笔录' });
  await lock.getByRole('radio', { name: '本人阅读' }).check();
  await lock.getByLabel('结尾语（本人的话）').fill('以上笔录我看过，和我说的相符。');
  await lock.getByRole('button', { name: '锁定此版本' }).click();
  await expect(page.getByRole('heading', { name: '第 1 版已锁定' })).toBeVisible();
  await expect(page.locator('[data-line] textarea')).toHaveCount(0);

  const badge = await page.evaluate(
    async () => ((await (await fetch('/api/v1/session')).json()) as { badge: string }).badge,
  );
  const signing = page.getByRole('region', { name: '签名' });
  await signing.getByLabel('警号').fill(badge);
  await page.keyboard.press('Enter');
  await expect(signing.getByLabel('签名密码')).toBeFocused();
  await page.keyboard.type('000000');
  await page.keyboard.press('Enter');
  await expect(signing.getByRole('alert')).toBeVisible();
  await expect(signing.getByLabel('签名密码')).toHaveValue('');
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
  await expect(signing.getByRole('listitem').filter({ hasText: account('investigator').name })).toBeVisible();
  await signing.getByRole('button', { name: '登记此页已签' }).click();
  await expect(signing.getByText('纸上第 1 页')).toBeVisible();
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain(pin);

  await page.getByRole('button', { name: '重新打开' }).click();
  const again = page.getByRole('dialog', { name: '重新打开笔录' });
  await again.getByLabel('重新打开的理由').fill('本人要求补充');
  await again.getByRole('button', { name: '重新打开' }).click();
  await expect(page.getByText('正在制作第 2 版')).toBeVisible();
  const { lines } = await stored(page);
  const changed = lines.find((line) => line.text === '听清楚了。') as Line;
  await page.locator(`[data-line="${changed.id}"] textarea`).fill('都听清楚了。');
  await expect(state(page)).toContainText('已保存');

  await page.getByRole('button', { name: '各版差别' }).click();
  const differences = page.getByRole('dialog', { name: '各版差别' });
  await expect(differences.getByText('1 行有差别')).toBeVisible();
  await expect(differences.getByText('重新打开：本人要求补充')).toBeVisible();
  await expect(differences.locator('[data-difference="changed"] ins')).toHaveText('都');
});

test('a reviewer plays the moment of a line, and the present line is marked', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, account('supervisor'), `/questionings/${id}/transcript/review`);
  const lines = page.locator('[data-review-line]');
  await lines.first().waitFor();
  const typed = lines.filter({ hasText: '你昨天晚上在哪里？' });
  await typed.getByRole('button').first().focus();
  await page.keyboard.press('Enter');
  // The line was typed while it recorded: the player goes there. Else the page says that there is nothing to play.
  await expect(
    typed.and(page.locator('[data-present]')).or(page.getByText('此行记录于录像时段之外，不能播放')).first(),
  ).toBeVisible({ timeout: 30_000 });
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[data-review-line]:focus-within')).toHaveCount(1);
});

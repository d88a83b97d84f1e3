// SPDX-License-Identifier: Apache-2.0
// What the most frequent tasks cost: the shortest way from the role's home page to the centre's 201, every entry counted.
// Budgets are those of the screens' design. A task that holds its budget must go on holding it: more entries fail.
import { type Browser, expect, type Page, type Response, test } from '@playwright/test';
import { type Account, account, officers } from '../accounts';
import { choose, signIn } from '../steps';
import { countEntries, type Entry, entriesOf, scan, startCounting } from './counter';
import { tell } from './folder';

interface Seed {
  expected: string;
  place: string;
  note: string;
  overdue: string;
  release: string;
  watched: string;
  question: string;
  earlier: string;
  caseNumber: string;
  caseSystem: boolean;
  badge: string;
  oneRoom: string;
  fullRoom: string;
  offlineRoom: string;
}

interface Figure {
  task: string;
  clicks: number;
  budget: number;
  entries: Entry[];
}

const seed = JSON.parse(process.env.MINGJING_BENCH_SEED ?? '{}') as Seed;
const figures: Figure[] = [];
const desk = { width: 1366, height: 768 };
const hand = { width: 390, height: 844 };

test.afterAll(() => tell(figures));

async function open(browser: Browser, who: Account, handheld = false): Promise<Page> {
  const context = await browser.newContext({ viewport: handheld ? hand : desk, hasTouch: handheld });
  const page = await context.newPage();
  await page.addInitScript(countEntries);
  await signIn(page, who);
  return page;
}

/** What was stored, by its path. */
const stored = (page: Page, path: RegExp): Promise<Response> =>
  page.waitForResponse((answer) => answer.request().method() === 'POST' && path.test(answer.url()), {
    timeout: 60_000,
  });

/** The way is walked; the last act of it is answered by 201 (or, of a reading, there is none). */
async function count(
  page: Page,
  task: string,
  budget: number,
  answered: RegExp | undefined,
  way: () => Promise<void>,
): Promise<void> {
  await startCounting(page);
  const answer = answered ? stored(page, answered) : undefined;
  await way();
  if (answer) expect((await answer).status(), task).toBe(201);
  const entries = await entriesOf(page);
  figures.push({ task, clicks: entries.length, budget, entries });
  expect.soft(entries.length, `${task}: ${JSON.stringify(entries)}`).toBeLessThanOrEqual(budget);
}

const tileOf = (page: Page, number: string) => page.locator(`[data-tile="${number}"]`);
const ending = (number: string) => number.split('-').at(-1) ?? '';

test('the duty officer', async ({ browser }) => {
  const page = await open(browser, account('duty_officer'));
  const home = async () => {
    // The page that stored something may still be on its own way on.
    await expect(async () => {
      await page.goto('/#/board');
      await page.locator('[data-tile]').first().waitFor({ timeout: 3_000 });
      await expect(page).toHaveURL(/board$/);
    }).toPass();
    await page.keyboard.press('Escape');
  };

  await home();
  await count(page, 'admit', 7, /registration$/, async () => {
    await page.keyboard.press('n');
    await page.getByRole('button', { name: `到案 ${seed.expected}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: '登记到案' }).click();
    await page.getByRole('checkbox', { name: '已告知权利义务，本人已收到告知书' }).check();
    await page.getByRole('button', { name: '其余均为“否”' }).click();
    await page.getByLabel('手环号').click();
    await scan(page, 'SH-000077');
  });

  await home();
  await count(page, 'place', 3, /placements$/, async () => {
    await tileOf(page, seed.place).getByRole('button', { name: '安置或移动' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '安置到此房间' }).click();
  });

  await home();
  await count(page, 'alarm', 4, /acts$/, async () => {
    await page.getByRole('button', { name: /等您处理：\d+ 项/ }).click();
    await page
      .getByRole('region', { name: '等您处理' })
      .getByRole('link')
      .filter({ hasText: seed.overdue })
      .click();
    await page.getByRole('dialog').getByText('已满足', { exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
  });

  await home();
  await count(page, 'note_event', 3, /care$/, async () => {
    await page.keyboard.type(ending(seed.note).slice(-2));
    await page.keyboard.press('m');
    await page.keyboard.press('Enter');
  });

  await home();
  await count(page, 'release', 8, /departures$/, async () => {
    await tileOf(page, seed.release).getByRole('link', { name: '出区检查' }).click();
    await page.locator('.ant-select:has(input[id$="familyTold"])').click();
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '已通知' })
      .first()
      .click();
    await page.getByRole('radio', { name: '与入区时一致' }).check();
    await page.getByRole('checkbox', { name: '手环已解除' }).check();
    await page.getByRole('checkbox', { name: '文书已签字' }).check();
    await page.getByRole('button', { name: '完成出区检查' }).click();
    await page.getByRole('button', { name: '登记离区' }).click();
  });
  await page.context().close();
});

test('the guard', async ({ browser }) => {
  const page = await open(browser, account('guard'), true);
  const home = async () => {
    await page.goto('/#/round');
    await page.getByRole('heading', { name: '巡查看护' }).waitFor();
  };
  const check = async (room: string) => {
    await page
      .getByRole('button', { name: new RegExp(room) })
      .first()
      .tap();
    await page.getByRole('button', { name: '平静' }).tap();
    await page.getByRole('button', { name: /登记 \d+ 人/ }).tap();
  };

  await home();
  await count(page, 'check_room', 3, /checks$/, () => check(seed.oneRoom));
  await home();
  await count(page, 'check_all', 4, /checks$/, () => check(seed.fullRoom));

  await home();
  await count(page, 'watch', 3, /acts$/, async () => {
    const card = page.getByRole('region', { name: '专人看护中' }).getByRole('listitem');
    const own = card.filter({ hasText: ending(seed.watched) });
    await own.getByRole('button', { name: '交接看护' }).tap();
    await own.getByLabel('接班人警号').waitFor();
    await scan(page, seed.badge);
    await own.getByRole('button', { name: /交接给/ }).tap();
  });

  await home();
  await count(page, 'help', 1, /help-calls$/, () => page.getByRole('button', { name: '求助' }).tap());
  // No more than the one press was needed: it is told, and no screen stands before it.
  await page.getByRole('region', { name: '求助' }).getByText('已通知值班台').waitFor();

  await home();
  await count(page, 'check_offline', 3, /checks$/, async () => {
    await page.context().setOffline(true);
    await check(seed.offlineRoom);
    await page.getByText(/网络不通，已保存在本机/).waitFor();
    await page.context().setOffline(false);
  });
  await page.context().close();
});

test('the investigator', async ({ browser }) => {
  const page = await open(browser, account('investigator'));
  const home = async () => {
    await page.goto('/#/questionings');
    await page.locator(`[data-person="${seed.question}"]`).waitFor();
  };

  await home();
  await count(page, 'see_clocks', 0, undefined, async () => {
    await expect(page.locator(`[data-person="${seed.question}"]`)).toContainText(/剩余/);
  });

  await home();
  await count(page, 'book', 5, /case-imports$/, async () => {
    await page.getByRole('link', { name: '预约', exact: true }).click();
    await page.getByRole('button', { name: '导入案件' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill(seed.caseNumber);
    await page.keyboard.press('Enter');
  });

  // The pair is chosen once by hand, and proposed from then on.
  await home();
  await beginQuestioning(
    page,
    seed.earlier,
    officers().find((name) => name !== account('investigator').name),
  );
  await page.getByRole('heading', { name: '起止标记' }).waitFor();
  await endQuestioning(page);

  await home();
  await count(page, 'start_questioning', 3, /questionings$/, async () => {
    await beginQuestioning(page, seed.question);
  });

  await page.getByRole('heading', { name: '起止标记' }).waitFor();
  await count(page, 'mark', 1, /marks$/, async () => {
    await page.keyboard.press('m');
  });

  await count(page, 'finish', 4, /prints/, async () => {
    await endQuestioning(page);
    await page.getByRole('button', { name: '打印', exact: true }).click();
    await page.getByRole('menuitem').first().click();
  });
  await page.context().close();
});

async function beginQuestioning(page: Page, person: string, partner?: string): Promise<void> {
  const row = page.locator(`[data-person="${person}"]`);
  await row.getByRole('link', { name: /^讯（询）问/ }).click();
  const both = page.getByRole('checkbox', { name: '以上两项均已告知' });
  await both.waitFor();
  if (partner) await choose(page, '办案民警', partner);
  await both.check();
  await page.getByRole('button', { name: '开始讯（询）问' }).click();
}

async function endQuestioning(page: Page): Promise<void> {
  await page.getByRole('button', { name: '结束讯（询）问' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: '结束讯（询）问' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

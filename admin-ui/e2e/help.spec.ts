// SPDX-License-Identifier: Apache-2.0
// One press of the guard is at the desk, on the wall and on other handhelds at once; without a network it says so.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { choose, read, signIn } from './steps';

interface Call {
  id: string;
  state: string;
  calledAtUs: number;
  enteredAtUs: number;
  own: boolean;
  ends: { found?: string }[];
}

const strip = (page: Page) => page.getByRole('region', { name: '求助' });
const calls = async (page: Page) => (await read<{ items: Call[] }>(page, '/help-calls')).items;

/** Counts the tones that the page has let sound. */
function countTones(): void {
  const counted = window as unknown as { tones: number };
  counted.tones = 0;
  const make = AudioContext.prototype.createOscillator;
  AudioContext.prototype.createOscillator = function oscillator() {
    counted.tones++;
    return make.call(this);
  };
}
const tones = (page: Page) => page.evaluate(() => (window as unknown as { tones: number }).tones);

async function open(browser: Browser, role: string, path: string, handheld = false): Promise<Page> {
  const viewport = handheld ? { width: 390, height: 844 } : { width: 1366, height: 768 };
  const page = await (await browser.newContext({ viewport, hasTouch: handheld })).newPage();
  await page.addInitScript(countTones);
  await signIn(page, account(role), path);
  return page;
}

test('one press on the round is told everywhere, answered by one press, and ends with what was found', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const guard = await open(browser, 'guard', '/round', true);
  const desk = await open(browser, 'duty_officer', '/board');
  const investigator = await open(browser, 'investigator', '/round', true);
  const wall = await open(browser, 'kiosk', '/wall');
  await expect(guard.getByRole('heading', { name: '巡查看护' })).toBeVisible();
  await expect(desk.getByRole('heading', { name: /在区 \d+ 人/ })).toBeVisible();

  // Whoever is in no room stands in the list, too.
  const room = guard.locator('main ul button').filter({ hasText: '候问室' }).first();
  const roomName = (await room.locator('strong').first().textContent()) ?? '';
  await room.tap();
  await guard.getByRole('button', { name: '求助' }).tap();
  await expect(strip(guard)).toContainText('已通知值班台、大屏和其他看护人员');
  for (const page of [desk, investigator]) {
    await expect(strip(page)).toContainText(`求助 · ${roomName}`);
    await expect(strip(page)).toContainText(account('guard').name);
    await expect(strip(page)).toContainText('尚无人前去');
    await expect.poll(() => tones(page)).toBeGreaterThan(2);
  }
  expect(await tones(guard)).toBe(0);
  await expect(wall.getByText('求助')).toBeVisible();
  await expect(wall.locator('body')).toContainText(roomName);
  await expect(wall.locator('body')).not.toContainText(account('guard').name);

  // A second press at once is the same call.
  await guard.getByRole('button', { name: '求助' }).tap();
  await expect(strip(guard)).toContainText('按了 2 次');
  expect((await calls(desk)).filter(({ state }) => state === 'open')).toHaveLength(1);

  await strip(desk).getByRole('button', { name: '我去' }).click();
  await expect(strip(guard)).toContainText(`${account('duty_officer').name} 前去`);
  await expect(wall.locator('body')).toContainText('已有人前去');
  await strip(desk).getByRole('button', { name: '到场情况' }).click();
  await desk.getByRole('dialog').getByRole('textbox').fill('口角，已劝开');
  await desk.reload();
  await strip(desk).getByRole('button', { name: '到场情况' }).click();
  await expect(desk.getByRole('dialog').getByRole('textbox')).toHaveValue('口角，已劝开');
  await desk.getByRole('dialog').getByRole('textbox').press('Enter');
  await expect(desk.getByRole('dialog')).toHaveCount(0);
  await expect(strip(guard)).toHaveCount(0);
  await expect(wall.getByText('求助')).toHaveCount(0);
  expect((await calls(desk))[0]?.ends[0]?.found).toBe('口角，已劝开');
  for (const page of [guard, desk, investigator, wall]) await page.context().close();
});

test('a mistake is taken back, and who heard it learns so; somebody else is sent', async ({ browser }) => {
  const desk = await open(browser, 'duty_officer', '/board');
  const investigator = await open(browser, 'investigator', '/questionings');
  await expect(investigator.getByRole('button', { name: '求助' })).toBeVisible();
  await investigator.keyboard.press('Control+Shift+H');
  await expect(strip(desk)).toContainText('位置不明');
  await strip(desk).getByRole('button', { name: '派人去' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '登记前去' }).click();
  await expect(desk.getByRole('dialog').getByText('请填写')).toBeVisible();
  await choose(desk, '谁去', account('guard').name);
  await desk.getByRole('dialog').getByRole('button', { name: '登记前去' }).click();
  await expect(strip(investigator)).toContainText(`${account('guard').name} 前去`);
  await strip(investigator).getByRole('button', { name: '按错了' }).click();
  await expect(strip(desk)).toContainText(`已撤回（按错了）：位置不明 · ${account('investigator').name}`);
  await expect(strip(desk).getByRole('button')).toHaveCount(0);
  for (const page of [desk, investigator]) await page.context().close();
});

test('without a network the page says that nobody knows, and the press arrives with its own time', async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const guard = await open(browser, 'guard', '/round', true);
  const desk = await open(browser, 'duty_officer', '/board');
  await expect(guard.getByRole('button', { name: '求助' })).toBeVisible();
  const before = (await calls(desk)).length;
  await guard.context().setOffline(true);
  await guard.getByRole('button', { name: '求助' }).tap();
  await expect(strip(guard).getByRole('alert')).toContainText('还没有人知道');
  await guard.waitForTimeout(4_000);
  expect(await calls(desk)).toHaveLength(before);
  await guard.context().setOffline(false);
  await expect(strip(guard)).toContainText('已通知值班台');
  await expect(strip(guard)).not.toContainText('还没有人知道');
  const call = (await calls(guard)).find(({ state, own }) => state === 'open' && own);
  expect((call?.enteredAtUs ?? 0) - (call?.calledAtUs ?? 0)).toBeGreaterThan(3_500_000);

  // Pressed by mistake while nobody can be told: both are on record afterwards.
  await strip(guard).getByRole('button', { name: '按错了' }).tap();
  await expect(strip(guard).getByRole('button', { name: '按错了' })).toHaveCount(0);
  await expect(strip(guard)).toContainText('已撤回');
  await guard.context().setOffline(true);
  await guard.getByRole('button', { name: '求助' }).tap();
  await strip(guard).getByRole('button', { name: '按错了' }).tap();
  await expect(strip(guard)).toContainText('求助和撤回都还没有送达');
  await guard.context().setOffline(false);
  await expect(strip(guard)).not.toContainText('都还没有送达', { timeout: 30_000 });
  await expect.poll(async () => (await calls(guard)).filter(({ own }) => own)[0]?.state).toBe('withdrawn');
  for (const page of [guard, desk]) await page.context().close();
});

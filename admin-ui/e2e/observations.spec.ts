// SPDX-License-Identifier: Apache-2.0
// The video checks in the browser: what they saw is worked through by keys, zones are drawn and moved by keys and decided
// by a second person, the page of their quality hides nothing, and a staged act goes its way to a result.
import { expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { read, showCamera, signIn, signOut, tabTo } from './steps';

interface CameraList {
  items: { id: string; name: string; active: boolean; analysis?: string; room: { name: string } }[];
}

/** A camera that is analysed, so that its checks may have something to say. */
async function watchedCamera(page: Page) {
  const { items } = await read<CameraList>(page, '/cameras');
  const found = items.find((camera) => camera.active && camera.analysis === 'watching') ?? items[0];
  if (!found) throw new Error('the demo has no camera');
  return found;
}

const zonesOf = (id: string) => `/#/admin/cameras/${id}/watching`;

test('the supervisor sees what was seen, or that nothing was and what that means', async ({ page }) => {
  await signIn(page, account('supervisor'), '/observations');
  await expect(page.getByRole('heading', { name: '视频观察', level: 1 })).toBeVisible();
  const list = page.getByRole('table', { name: '观察列表' });
  const empty = page.getByText('没有观察不等于没有问题');
  await expect(list.or(empty)).toBeVisible();
  await page.getByRole('link', { name: '检查有多准？' }).click();
  await expect(page.getByRole('heading', { name: '检查有多准？' })).toBeVisible();
  // Either measured for the very version that runs, or said not to be.
  await expect(
    page.getByText('与正在运行的版本一致').or(page.getByText('此版本未实测')).first(),
  ).toBeVisible();
});

test('an observation is judged by a key, changed by another, and played from its place', async ({ page }) => {
  await signIn(page, account('supervisor'), '/observations');
  const rows = page.getByRole('table', { name: '观察列表' }).locator('tbody tr');
  await showCamera('IT-02', 'dark');
  try {
    await expect(rows.first()).toBeVisible({ timeout: 60_000 });
  } finally {
    await showCamera('IT-02', 'live');
  }
  await page.locator('body').press('j');
  await page.locator('body').press('k');
  const chosen = page.locator('tr[aria-current="true"]');
  await page.locator('body').press('1');
  await expect(chosen).toContainText('属实');
  await page.locator('body').press('2');
  await expect(chosen).toContainText('误报');
  await page.locator('body').press('n');
  await page.keyboard.type('画面中是衣服');
  await page.keyboard.press('Escape');
  await page.locator('body').press('3');
  await expect(chosen).toContainText('无法判断');
  await page.reload();
  await expect(page.locator('tr[aria-current="true"]')).toContainText('无法判断');
  await expect(page.getByRole('textbox', { name: '说明' })).toHaveValue('画面中是衣服');
  await page.locator('body').press('Enter');
  await expect(page).toHaveURL(/#\/playback\?cameras=[0-9a-f-]+&at=\d{16}/);
});

test('the desk sees the list and is offered no verdict', async ({ page }) => {
  await signIn(page, account('duty_officer'), '/observations');
  await expect(page.getByRole('heading', { name: '视频观察', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: /属实/ })).toHaveCount(0);
});

test('a zone is drawn and moved by keys, kept over a reload, proposed, and decided by another unit', async ({
  page,
}) => {
  await signIn(page, account('administrator'));
  const camera = await watchedCamera(page);
  await page.goto(`${zonesOf(camera.id)}?view=edit`);
  await page.getByRole('button', { name: '逐点绘制' }).click();
  const press = async (key: string, times = 1) => {
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  await press('Space');
  await press('ArrowRight', 15);
  await press('Space');
  await press('ArrowDown', 15);
  await press('Space');
  await press('Enter');
  const corner = page.getByRole('button', { name: /角 3：横 65\.0%，纵 65\.0%/ });
  await tabTo(page, corner);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page.getByRole('button', { name: /角 3：横 64\.0%，纵 64\.9%/ }).last()).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(corner.last()).toBeVisible();
  await page.getByRole('textbox', { name: '理由' }).fill('按座椅位置划定');
  await page.waitForTimeout(600);
  await page.reload();
  await expect(corner.last()).toBeVisible();
  await expect(page.getByRole('textbox', { name: '理由' })).toHaveValue('按座椅位置划定');
  await page.getByRole('button', { name: /提交，由另一单位/ }).click();
  await expect(page.getByText('已提交，等待另一单位的人员批准')).toBeVisible();
  // Not by who proposed it.
  await expect(page.getByRole('button', { name: '批准' })).toHaveCount(0);

  await signOut(page);
  // Nobody has to tell them which camera it is.
  await signIn(page, account('legal_head'), '/admin/checks');
  const waiting = page.getByRole('region', { name: '待批的改动' });
  await expect(waiting).toContainText(camera.name);
  await waiting.getByRole('link', { name: '对照审批' }).first().click();
  await expect(page.getByRole('region', { name: /^待批第 \d+ 版$/ })).toBeVisible();
  await page.getByRole('button', { name: '批准' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '批准' }).click();
  await expect(page.getByText('已批准，新设置即刻生效')).toBeVisible();
  await expect(
    page
      .getByText('没有待批的方案')
      .or(page.getByText(/现行第 \d+ 版/))
      .first(),
  ).toBeVisible();
});

test('a camera in the dark is one line above the board and at the bell, until it is light again', async ({
  page,
}) => {
  const line = page.getByRole('status').filter({ hasText: '个摄像机有异常' });
  await signIn(page, account('duty_officer'), '/board');
  await showCamera('IT-02', 'dark');
  try {
    await expect(line).toContainText('讯问室二', { timeout: 60_000 });
    await expect(line).toHaveCount(1);
    await page.getByRole('button', { name: /^等您处理：/ }).click();
    await expect(page.getByRole('link', { name: /个摄像机有异常/ })).toHaveCount(1);
    await page.keyboard.press('Escape');
    await line.getByRole('link', { name: '查看' }).click();
    await expect(page.getByRole('table', { name: '观察列表' })).toContainText('画面过暗');
  } finally {
    await showCamera('IT-02', 'live');
  }
  await page.goto('/#/board');
  await expect(line.filter({ hasText: '讯问室二' })).toHaveCount(0, { timeout: 60_000 });
});

test('a staged act goes from its announcement to a result, at the width of a hand', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, account('administrator'));
  const camera = await watchedCamera(page);
  await page.goto(`/#/admin/cameras/${camera.id}/staged`);
  await page.getByRole('button', { name: /^宣布 ·/ }).click();
  await expect(page.getByText(/^正在实测：/)).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByText(/等待检查看到，还剩|看到了/)).toBeVisible();
  await expect(page.getByText(/看到了|30 秒内没有看到/)).toBeVisible({ timeout: 45_000 });
  await page.getByRole('button', { name: /已恢复原状/ }).click();
  await expect(page.getByText('选择要做的动作')).toBeVisible();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});

test('the switches of a kind of room are proposed with a reason', async ({ page }) => {
  await signIn(page, account('administrator'), '/admin/checks');
  const change = page.getByRole('button', { name: '修改 走廊' });
  await change.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: '动作' }).click();
  await dialog.getByRole('button', { name: /提交，由另一单位/ }).click();
  await expect(dialog.getByText('请写明理由，至少 5 个字')).toBeVisible();
  await dialog.getByLabel('理由').fill('走廊发生过冲突');
  await dialog.getByRole('button', { name: /提交，由另一单位/ }).click();
  await expect(page.getByRole('region', { name: '待批的改动' })).toContainText('走廊');
});

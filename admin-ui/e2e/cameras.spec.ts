// SPDX-License-Identifier: Apache-2.0
// A camera is tried before it is saved: the real recorder connects, and says what it found or why nothing came.
import { expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { signIn } from './steps';

const rtsp = process.env.MINGJING_RTSP ?? '';

async function openForm(page: Page) {
  await signIn(page, account('administrator'), '/admin/cameras');
  await page.getByRole('button', { name: '新增摄像机' }).click();
  return page.getByRole('dialog');
}

test('a camera that is tried shows its first picture before it is saved', async ({ page }) => {
  const dialog = await openForm(page);
  await dialog.getByLabel('主码流地址').fill(`${rtsp}/it-02/main`);
  await dialog.getByLabel('摄像机账号').fill('demo');
  await dialog.getByLabel('摄像机密码').fill('wrong');
  await dialog.getByRole('button', { name: '测试连接' }).click();
  await expect(dialog.getByRole('progressbar')).toBeVisible();
  await expect(dialog.getByRole('alert')).toContainText('拒绝了账号或密码', { timeout: 40_000 });

  await dialog.getByLabel('摄像机密码').fill('lantern-stream');
  await dialog.getByRole('button', { name: '再测一次' }).click();
  await expect(dialog.getByRole('status')).toContainText('连接成功', { timeout: 40_000 });
  const video = dialog.locator('video');
  await expect
    .poll(() => video.evaluate((v: HTMLVideoElement) => v.videoWidth), { timeout: 20_000 })
    .toBeGreaterThan(0);
});

test('an address where no camera is gets a sentence, and one that is taken is not saved', async ({
  page,
}) => {
  const dialog = await openForm(page);
  await dialog.getByLabel('主码流地址').fill('rtsp://127.0.0.1:9/main');
  await dialog.getByRole('button', { name: '测试连接' }).click();
  await expect(dialog.getByRole('alert')).toContainText('端口没有服务', { timeout: 40_000 });

  await dialog.getByLabel('代码').fill('NEW-1');
  await dialog.getByLabel('名称').fill('新摄像机');
  await dialog.getByLabel('房间').click();
  await page.keyboard.press('Enter');
  await dialog.getByLabel('主码流地址').fill(`${rtsp}/it-01/main`);
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog.getByText('这一地址已用于摄像机').first()).toBeVisible();
});

test('the list of cameras needs no scrolling sideways on a small screen, in either language', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  await signIn(page, account('administrator'), '/admin/cameras');
  const table = page.locator('.ant-table-content');
  const beyond = () => table.evaluate((one) => one.scrollWidth - one.clientWidth);
  await expect(page.getByRole('button', { name: '测试画面' }).first()).toBeVisible();
  expect(await beyond()).toBe(0);
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('columnheader', { name: 'Breaks in 24 h' })).toBeVisible();
  expect(await beyond()).toBe(0);
});

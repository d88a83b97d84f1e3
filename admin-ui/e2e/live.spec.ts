// SPDX-License-Identifier: Apache-2.0
// Several live pictures of real cameras: each opened and audited for itself, one heard, and ended with the right to see.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { Gate } from './gate';
import { read, signIn } from './steps';

interface Camera {
  id: string;
  name: string;
  room: { id: string; name: string };
  sight: { live: boolean; playback: boolean };
}
const camerasOf = async (page: Page) => (await read<{ items: Camera[] }>(page, '/cameras')).items;

const figure = (page: Page, id: string) => page.locator(`figure[data-camera="${id}"]`);
const video = (of: Locator) => of.locator('video');

async function choose(page: Page, count: number): Promise<Camera[]> {
  const boxes = page.locator('aside input[type=checkbox]');
  await boxes.first().waitFor();
  for (let at = 0; at < count; at++) await boxes.nth(at).check();
  const ids = await page
    .locator('figure')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-camera')));
  const cameras = await camerasOf(page);
  return ids.flatMap((id) => cameras.find((camera) => camera.id === id) ?? []);
}

/** Pictures come one after the other. */
async function expectMoving(of: Locator): Promise<void> {
  const time = () => video(of).evaluate((v: HTMLVideoElement) => (v.readyState > 2 ? v.currentTime : -1));
  await expect.poll(time, { timeout: 30_000 }).toBeGreaterThan(0);
  const before = await time();
  await expect.poll(time).toBeGreaterThan(before + 0.5);
}

test('several cameras at once: each is audited, one is heard, and the choice is remembered', async ({
  page,
}) => {
  await signIn(page, account('supervisor'), '/live');
  const shown = await choose(page, 2);
  expect(shown).toHaveLength(2);
  for (const camera of shown) await expectMoving(figure(page, camera.id));

  const muted = () =>
    page.locator('video').evaluateAll((all) => all.map((v) => (v as HTMLVideoElement).muted));
  expect(await muted()).toEqual([true, true]);
  await page.keyboard.press('2');
  await expect.poll(muted).toEqual([true, false]);
  await page.keyboard.press('1');
  await expect.poll(muted).toEqual([false, true]);
  await page.keyboard.press('0');
  await expect.poll(muted).toEqual([true, true]);

  for (const camera of shown) {
    const { items } = await read<{ items: { action: string; allowed: boolean }[] }>(
      page,
      `/audit?action=view_opened&object=${camera.id}`,
    );
    expect(items.some((one) => one.allowed)).toBe(true);
  }

  await page.keyboard.press('Enter');
  await expect(page.locator('figure')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('figure')).toHaveCount(2);
  await page.reload();
  await expect(page.locator('figure')).toHaveCount(2);
  for (const camera of shown) await expectMoving(figure(page, camera.id));
});

test('a lost network is said, and the picture comes back by itself', async ({ browser }) => {
  const gate = await Gate.open();
  const page = await (await browser.newContext({ proxy: gate.proxy })).newPage();
  await signIn(page, account('duty_officer'), '/live');
  const [camera] = await choose(page, 1);
  const of = figure(page, camera?.id ?? '');
  await expectMoving(of);
  gate.cut();
  await expect(of.getByRole('status')).toContainText('正在重新连接', { timeout: 30_000 });
  gate.restore();
  await expect(of.getByRole('status')).toHaveCount(0, { timeout: 30_000 });
  await expectMoving(of);
  await page.context().close();
  gate.close();
});

test('a picture ends at once when its right ends, and says why', async ({ page, browser }) => {
  await signIn(page, account('supervisor'), '/live');
  const [camera] = await choose(page, 1);
  const of = figure(page, camera?.id ?? '');
  await expectMoving(of);

  const other = await browser.newPage();
  await signIn(other, account('administrator'));
  const { items } = await read<{ items: Record<string, unknown>[] }>(other, '/rooms');
  const { occupants, recording, ...room } = items.find((one) => one.id === camera?.room.id) ?? {};
  expect([occupants, recording]).toBeDefined();
  const put = (privacy: unknown) =>
    other.evaluate(
      async ([id, body]) => {
        const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() };
        return (await fetch(`/api/v1/rooms/${id}`, { method: 'PUT', headers, body })).status;
      },
      [String(room.id), JSON.stringify({ ...room, id: undefined, privacy })] as const,
    );
  expect(await put('restricted')).toBe(200);
  try {
    await expect(of.getByRole('status')).toContainText('画面已结束');
    await expect(of.getByRole('status')).toContainText('您无权查看该画面');
    // Nothing of it is left behind the words.
    expect(await video(of).evaluate((v: HTMLVideoElement) => v.readyState)).toBe(0);
  } finally {
    expect(await put(room.privacy)).toBe(200);
  }
  await of.getByRole('button', { name: '重新申请查看' }).click();
  await expectMoving(of);
  await other.close();
});

test('a viewer that was too slow is taken to the newest picture and told', async ({ browser }) => {
  const gate = await Gate.open();
  const page = await (await browser.newContext({ proxy: gate.proxy })).newPage();
  await signIn(page, account('duty_officer'), '/live');
  const [camera] = await choose(page, 1);
  const of = figure(page, camera?.id ?? '');
  await expectMoving(of);
  // Long enough for what the sockets on the way hold by themselves.
  gate.slow(2_000);
  await page.waitForTimeout(25_000);
  gate.restore();
  await expect(of.getByRole('status')).toContainText('已跳到最新画面', { timeout: 30_000 });
  await expectMoving(of);
  await page.context().close();
  gate.close();
});

test('what the browser cannot play is said in words, with what to do', async ({ page }) => {
  await page.addInitScript(() => {
    MediaSource.isTypeSupported = () => false;
  });
  await signIn(page, account('supervisor'), '/live');
  const [camera] = await choose(page, 1);
  await expect(figure(page, camera?.id ?? '').getByRole('status')).toContainText('H.264', {
    timeout: 20_000,
  });
  await expect(figure(page, camera?.id ?? '').getByRole('status')).toContainText('浏览器不能播放');
});

test('who may see nothing is told so', async ({ page }) => {
  await signIn(page, account('guard'), '/live');
  await expect(page.getByText('您没有查看实时画面的权限')).toBeVisible();
  await page.goto('/#/playback');
  await expect(page.getByText('您没有回放录像的权限')).toBeVisible();
});

test('an investigator is offered only the rooms of running questionings of the own unit', async ({
  page,
}) => {
  await signIn(page, account('investigator'), '/live');
  await expect(page.getByText('目前没有您可以查看的画面')).toBeVisible();
  expect((await camerasOf(page)).some((camera) => camera.sight.live || camera.sight.playback)).toBe(false);
});

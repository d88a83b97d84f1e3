// SPDX-License-Identifier: Apache-2.0
// Recordings of real cameras played together: in step, to any second, over a gap, and from a link.
import { expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { read, showCamera, signIn } from './steps';

const s = 1e6;
interface Camera {
  id: string;
  name: string;
  room: { name: string };
}
const nowUs = () => Date.now() * 1_000;

async function two(page: Page): Promise<[Camera, Camera]> {
  const { items } = await read<{ items: Camera[] }>(page, '/cameras');
  const [first, second] = items;
  if (!first || !second) throw new Error('the suite has two cameras');
  return [first, second];
}

/** Of every picture that is in sight: which moment of the evidence it shows. One that is late is behind its words. */
const shown = (page: Page) =>
  page.locator('figure[data-state=ready] video').evaluateAll((all) =>
    all.map((one) => {
      const v = one as HTMLVideoElement;
      return Number(v.dataset.originUs) + v.currentTime * 1e6;
    }),
  );
const clock = async (page: Page) => Number(await page.locator('[data-now-us]').getAttribute('data-now-us'));
const states = (page: Page) =>
  page.locator('figure').evaluateAll((all) => all.map((one) => one.getAttribute('data-state')));

async function open(page: Page, cameras: readonly Camera[], atUs: number): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`/#/playback?cameras=${cameras.map((one) => one.id).join(',')}&at=${Math.round(atUs)}`);
  await page.locator('figure').first().waitFor();
}

async function ready(page: Page, count: number): Promise<void> {
  await expect.poll(() => states(page), { timeout: 30_000 }).toEqual(Array(count).fill('ready'));
}

async function apart(page: Page): Promise<number> {
  const times = await shown(page);
  if (times.length === 0) return 0;
  return Math.max(...times) - Math.min(...times);
}

test('two cameras play in step, to any second, at any speed, picture by picture', async ({ page }) => {
  await signIn(page, account('supervisor'));
  const cameras = await two(page);
  const atUs = nowUs() - 40 * s;
  await open(page, cameras, atUs);
  await ready(page, 2);
  expect(await clock(page)).toBeGreaterThanOrEqual(atUs - s);

  await page.waitForTimeout(2_000);
  for (let look = 0; look < 10; look++) {
    // On a busy machine one may fall behind; it is brought back, and stays no further off than this.
    await expect.poll(() => apart(page)).toBeLessThanOrEqual(200_000);
    await page.waitForTimeout(300);
  }
  await ready(page, 2);
  const before = await clock(page);
  expect(before).toBeGreaterThan(atUs + s);

  await page.keyboard.press('k');
  await page.keyboard.press('ArrowLeft');
  await ready(page, 2);
  await expect.poll(() => apart(page)).toBeLessThan(1_000);
  const standing = await clock(page);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => clock(page)).toBeGreaterThan(standing);
  const next = await clock(page);
  // The suite's cameras send ten pictures a second.
  expect(next - standing).toBeLessThanOrEqual(101_000);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => clock(page)).toBeGreaterThan(next);
  // One picture further, and no more: a camera that starves sends fewer in a second, never more than its ten.
  expect((await clock(page)) - next).toBeLessThanOrEqual(101_000);
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => clock(page)).toBe(next);
  expect((await shown(page)).map((us) => Math.round((us - next) / 1_000))).toEqual([0, 0]);

  await page.keyboard.press(']');
  await expect(page.getByRole('radio', { name: '2×' })).toBeChecked();
  await page.keyboard.press('l');
  await expect.poll(async () => (await clock(page)) - next).toBeGreaterThan(4 * s);
  await page.keyboard.press('[');
  await page.keyboard.press('[');
  await expect(page.getByRole('radio', { name: '0.5×' })).toBeChecked();
  expect(page.url()).toContain(cameras[0].id);
});

test('a link opens at its second; what one may not see or does not exist is said', async ({ page }) => {
  await signIn(page, account('supervisor'));
  const cameras = await two(page);
  await open(page, cameras, nowUs() - 60 * s);
  await ready(page, 2);
  await page.keyboard.press('k');
  await page.keyboard.press('ArrowRight');
  const left = await clock(page);
  await expect.poll(() => page.url()).toContain(`at=${left}`);
  const link = page.url();
  await page.goto('about:blank');
  await page.goto(link);
  await ready(page, 2);
  await page.keyboard.press('k');
  const came = await clock(page);
  expect(came).toBeGreaterThanOrEqual(left);
  expect(came - left).toBeLessThan(20 * s);

  await page.goto('about:blank');
  await page.goto('/#/playback?cameras=01a228ae-10af-7ca6-90d8-70c954684876&at=1795978836718067');
  await expect(page.getByText('另有 1 个摄像机的录像您不能查看')).toBeVisible();
  await page.goto('about:blank');
  await page.goto('/#/playback?cameras=x&at=y');
  await expect(page.getByText('尚未选择摄像机')).toBeVisible();
});

test('over a gap the others go on; alone it is said in words and stepped over', async ({ page }) => {
  await signIn(page, account('supervisor'));
  const cameras = await two(page);
  await showCamera('IT-02', 'stalled');
  const stalledUs = nowUs();
  await page.waitForTimeout(8_000);
  await showCamera('IT-02', 'live');
  await page.waitForTimeout(14_000);

  await open(page, cameras, stalledUs - 2 * s);
  await ready(page, 2);
  await expect.poll(() => states(page), { timeout: 30_000 }).toEqual(['ready', 'gap']);
  const gap = page.locator(`figure[data-camera="${cameras[1].id}"]`).getByRole('status');
  await expect(gap).toContainText('此处没有录像');
  const before = await clock(page);
  await expect.poll(() => clock(page)).toBeGreaterThan(before + s);
  await ready(page, 2);
  await expect.poll(() => apart(page)).toBeLessThanOrEqual(200_000);

  await open(page, [cameras[1]], stalledUs - 2 * s);
  await expect(page.getByText('各摄像机均无录像')).toBeVisible({ timeout: 30_000 });
  await ready(page, 1);
  expect(await clock(page)).toBeGreaterThan(stalledUs + 5 * s);
  // The gap is on the axis, with its cause.
  await expect(page.getByRole('slider').locator('[title*="此处没有录像"]').last()).toBeAttached();
});

interface Index {
  parts: { fragments: { startUs: number; durUs: number }[] }[];
}

/** Where recording stops for longer than a second, the last such place of the index that a page reads. */
async function edgeOfGap(page: Page, camera: Camera, atUs: number): Promise<number> {
  const index = page.waitForResponse((answer) => answer.url().includes(`/media/v1/index/${camera.id}`));
  await open(page, [camera], atUs);
  const { parts } = (await (await index).json()) as Index;
  const all = parts.flatMap(({ fragments }) => fragments);
  let edge: number | undefined;
  for (const [at, { startUs }] of all.entries()) {
    const before = all[at - 1];
    if (before && startUs - before.startUs - before.durUs > s) edge = before.startUs + before.durUs;
  }
  if (edge === undefined) throw new Error('there is no gap');
  return edge;
}

test('paused in front of a gap every picture stands, up to the last, and then the gap', async ({ page }) => {
  await signIn(page, account('supervisor'));
  const [, camera] = await two(page);
  await showCamera('IT-02', 'stalled');
  await page.waitForTimeout(5_000);
  await showCamera('IT-02', 'live');
  await page.waitForTimeout(14_000);
  const edge = await edgeOfGap(page, camera, nowUs() - 60 * s);
  await open(page, [camera], edge - 3 * s);
  // Before there is a picture: a slow machine would play on, past the gap.
  await page.keyboard.press('k');
  await ready(page, 1);
  expect(await clock(page)).toBeLessThan(edge);
  const standing = async () => {
    await expect.poll(async () => ['ready', 'gap'].includes((await states(page))[0] ?? '')).toBe(true);
    return (await states(page))[0];
  };
  expect(await standing()).toBe('ready');
  // Picture by picture up to the gap: each stands there, the last ones too.
  let last = await clock(page);
  for (let steps = 0; steps < 90; steps++) {
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => clock(page)).toBeGreaterThan(last);
    if ((await standing()) === 'gap') break;
    last = await clock(page);
  }
  expect(await states(page)).toEqual(['gap']);
  // Of a camera that starves the last fragment may hold no further picture.
  expect(edge - last).toBeLessThanOrEqual(500_000);
  // A step back is out of it again, and stays.
  await page.keyboard.press('ArrowLeft');
  await ready(page, 1);
  await page.waitForTimeout(500);
  expect(await states(page)).toEqual(['ready']);
});

test('along the way of a stay: what happened stands beside, and one press goes there', async ({ page }) => {
  await signIn(page, account('supervisor'));
  const { items } = await read<{ items: { stayId: string }[] }>(page, '/findings?status=all&rule=INTR-03');
  await page.goto(`/#/playback?stay=${items[0]?.stayId}`);
  await expect(page.getByRole('heading', { name: '经过的房间' })).toBeVisible();
  await page
    .getByRole('button', { name: /讯问\/询问开始/ })
    .first()
    .click();
  await ready(page, 1);
  await expect(page.locator('figure figcaption')).toContainText('讯问室一');
  const started = await clock(page);
  await page.keyboard.press('k');
  await page.keyboard.press('f');
  await expect.poll(() => clock(page)).not.toBe(started);
  await expect(page.getByRole('heading', { name: '经过', exact: true })).toBeVisible();
});

test('single keys can be turned off', async ({ page }) => {
  await page.addInitScript(() => {
    if (location.protocol !== 'about:') localStorage.setItem('mingjing-single-keys', 'off');
  });
  await signIn(page, account('supervisor'));
  const cameras = await two(page);
  // Behind the gap that an earlier test made: this one is about keys.
  await open(page, cameras, nowUs() - 15 * s);
  await ready(page, 2);
  await page.keyboard.press('k');
  const before = await clock(page);
  await expect.poll(() => clock(page)).toBeGreaterThan(before + s);
});

test('a coding that the browser cannot play is said in words', async ({ page }) => {
  await page.addInitScript(() => {
    MediaSource.isTypeSupported = () => false;
  });
  await signIn(page, account('supervisor'));
  const cameras = await two(page);
  await open(page, cameras, nowUs() - 50 * s);
  await expect(page.locator('figure').first().getByRole('status')).toContainText('不能播放该录像的编码');
});

test('who may not see recordings is refused by the centre too', async ({ page }) => {
  await signIn(page, account('duty_officer'));
  const [camera] = await two(page);
  const status = await page.evaluate(
    async ([cameraId, atUs]) => {
      const body = {
        cameraId,
        use: 'playback',
        fromUs: Number(atUs),
        toUs: Number(atUs) + 1e6,
        reason: 'review',
      };
      const headers = { 'Content-Type': 'application/json' };
      return (await fetch('/api/v1/media/views', { method: 'POST', headers, body: JSON.stringify(body) }))
        .status;
    },
    [camera.id, String(nowUs() - 60 * s)] as const,
  );
  expect(status).toBe(403);
});

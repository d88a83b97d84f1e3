// SPDX-License-Identifier: Apache-2.0
// One live picture looked at: the time in its pixels against the browser's clock, for every picture that is presented.
import { expect, test } from '@playwright/test';
import { account } from '../accounts';
import { read, signIn } from '../steps';
import { tell, tellReady, untilStopped } from './folder';

declare global {
  interface Window {
    ages: number[];
    unread: number;
  }
}

test('a live picture, looked at', async ({ page }) => {
  const camera = process.env.MINGJING_BENCH_CAMERA ?? '';
  await signIn(page, account('duty_officer'), '/board');
  const { id } = await read<{ id: string }>(page, '/session');
  await page.evaluate(([key, layout]) => localStorage.setItem(key, layout), [
    `mingjing-live-${id}`,
    JSON.stringify({ fields: 1, cameras: [camera] }),
  ] as const);
  await page.goto('/#/live');
  const video = page.locator('video');
  await expect.poll(() => video.evaluate((v: HTMLVideoElement) => v.readyState)).toBeGreaterThan(2);
  await page.waitForTimeout(3_000);
  await video.evaluate(watch);
  tellReady();
  await untilStopped();
  const skips = await page.locator('[role=status]').count();
  const { ages, unread } = await page.evaluate(() => ({ ages: window.ages, unread: window.unread }));
  tell({ agesMs: ages, unread, skips });
});

/** In the page. The blocks: 42 bits of milliseconds, 20 of a number, 8 of a check sum, 16 pixels each. */
function watch(video: HTMLVideoElement): void {
  const bits = 70;
  const canvas = new OffscreenCanvas(bits, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  window.ages = [];
  window.unread = 0;
  const look = () => {
    const nowMs = performance.timeOrigin + performance.now();
    context.drawImage(video, 0, 8, bits * 16, 16, 0, 0, bits, 1);
    const pixels = context.getImageData(0, 0, bits, 1).data;
    let value = 0n;
    for (let at = 0; at < bits; at++) value = (value << 1n) | ((pixels[at * 4] ?? 0) > 128 ? 1n : 0n);
    const told = value & 0xffn;
    value >>= 8n;
    let sum = 0n;
    for (let rest = value; rest > 0n; rest >>= 8n) sum += rest & 0xffn;
    if ((sum & 0xffn) === told) window.ages.push(nowMs - Number(value >> 20n));
    else window.unread++;
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
}

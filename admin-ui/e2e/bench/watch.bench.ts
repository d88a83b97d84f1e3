// SPDX-License-Identifier: Apache-2.0
// One of the desk's watchers: the board in a browser. It writes down when which tile began to show which room.
import { test } from '@playwright/test';
import { account } from '../accounts';
import { signIn } from '../steps';
import { tell, tellReady, untilStopped } from './folder';

interface Change {
  stay: string;
  room: string;
  atMs: number;
}

declare global {
  interface Window {
    changes: Change[];
  }
}

test('the board, looked at', async ({ page }) => {
  const rooms = JSON.parse(process.env.MINGJING_BENCH_ROOMS ?? '[]') as string[];
  await signIn(page, account('duty_officer'), '/board');
  await page.locator('[data-tile]').first().waitFor();
  await page.evaluate((names) => {
    window.changes = [];
    const shown = new Map<string, string>();
    const look = () => {
      const atMs = performance.timeOrigin + performance.now();
      for (const tile of document.querySelectorAll('[data-tile]')) {
        const link = tile.querySelector('a[href*="/stays/"]')?.getAttribute('href') ?? '';
        const stay = /stays\/([0-9a-f-]+)/.exec(link)?.[1] ?? '';
        const room = names.find((name) => tile.textContent?.includes(name)) ?? '';
        if (shown.get(stay) === room) continue;
        shown.set(stay, room);
        window.changes.push({ stay, room, atMs });
      }
    };
    look();
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  }, rooms);
  tellReady();
  await untilStopped();
  tell({ changes: await page.evaluate(() => window.changes) });
});

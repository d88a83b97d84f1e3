// SPDX-License-Identifier: Apache-2.0
// First loads: each page once in a browser that knows nothing of it, on a processor that is slowed by the given factor.
// A page is interactive when its own content stands there, for good, and the processor was idle for the first time since;
// the event stream, which never ends, is not waited for.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Account, account } from '../accounts';
import { tell } from './folder';

const slowed = Number(process.env.MINGJING_BENCH_SLOWED ?? 4);
const quietMs = 2_000;

interface Load {
  path: string;
  bytes: number;
  codeBytes: number;
  requests: number;
  shownMs: number;
  interactiveMs: number;
}

interface Marks {
  shownMs: number;
  idleMs: number;
  nowMs: number;
}

/** Runs in the page, before anything of it. */
function watchLoading(): void {
  const marks: Marks = { shownMs: 0, idleMs: 0, nowMs: 0 };
  Object.assign(window, { marks });
  const look = () => {
    const waits =
      document.querySelector('.ant-skeleton, .ant-spin-spinning, input[type="password"]') !== null;
    const there = (document.querySelector('main')?.textContent?.length ?? 0) > 10;
    if (!there || waits) marks.shownMs = 0;
    else if (marks.shownMs === 0) {
      const shownMs = performance.now();
      marks.shownMs = shownMs;
      requestIdleCallback(() => {
        if (marks.shownMs === shownMs) marks.idleMs = performance.now();
      });
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}

const marksOf = (page: Page): Promise<Marks> =>
  page.evaluate(() => {
    const { marks } = window as unknown as { marks: Marks };
    return { ...marks, nowMs: performance.now() };
  });

async function signedIn(browser: Browser, who: Account) {
  const context = await browser.newContext();
  const origin = new URL(process.env.MINGJING_URL ?? 'https://localhost:8443').origin;
  const answer = await context.request.post('/api/v1/session', {
    data: { login: who.login, password: who.password },
    headers: { Origin: origin, 'Idempotency-Key': crypto.randomUUID() },
  });
  expect(answer.status()).toBe(201);
  return context;
}

async function load(browser: Browser, who: Account, path: string): Promise<Load> {
  const context = await signedIn(browser, who);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const urls = new Map<string, string>();
  let bytes = 0;
  let codeBytes = 0;
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.endsWith('/events/stream')) urls.set(requestId, request.url);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    if (!urls.get(requestId)?.includes('/api/')) codeBytes += encodedDataLength;
  });
  await devtools.send('Network.enable');
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  await page.addInitScript(watchLoading);
  await page.goto(`/#${path}`);
  await expect
    .poll(
      async () => {
        const { shownMs, idleMs, nowMs } = await marksOf(page);
        return shownMs > 0 && idleMs > shownMs && nowMs - idleMs > quietMs;
      },
      { timeout: 60_000, message: path },
    )
    .toBe(true);
  const { shownMs, idleMs } = await marksOf(page);
  await context.close();
  return {
    path,
    bytes,
    codeBytes,
    requests: urls.size,
    shownMs: Math.round(shownMs),
    interactiveMs: Math.round(idleMs),
  };
}

test('every page for the first time', async ({ browser }) => {
  const context = await signedIn(browser, account('duty_officer'));
  const board = await context.request.get('/api/v1/board');
  const { tiles } = (await board.json()) as { tiles: { stayId: string }[] };
  await context.close();
  const stay = tiles[0]?.stayId;
  const pages: [string, string[]][] = [
    [
      'duty_officer',
      [
        '/board',
        `/stays/${stay}`,
        `/stays/${stay}/steps/decide`,
        `/stays/${stay}?tab=papers`,
        '/stays/new',
        '/stays',
        '/bookings',
        '/bookings/new',
        '/handover',
      ],
    ],
    ['guard', ['/round']],
    ['investigator', ['/questionings']],
    ['supervisor', ['/reviews']],
    ['unit_head', ['/approvals']],
    ['administrator', ['/admin/staff', '/admin/rooms', '/admin/rules', '/admin/audit', '/admin/system']],
  ];
  const loads: Load[] = [];
  for (const [role, paths] of pages)
    for (const path of paths)
      loads.push({ ...(await load(browser, account(role), path)), path: path.replace(`${stay}`, ':id') });
  tell(loads);
});

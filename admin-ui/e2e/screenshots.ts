// SPDX-License-Identifier: Apache-2.0
// Pictures of every page in both languages and two sizes, into the folder MINGJING_SHOTS.
import { mkdirSync } from 'node:fs';
import { type Page, test } from '@playwright/test';
import { type Account, account } from './accounts';
import { read, send, signIn } from './steps';

const folder = process.env.MINGJING_SHOTS ?? 'test-results/shots';
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
const only = process.env.MINGJING_SHOTS_ONLY?.split(',');

interface Shot {
  name: string;
  path?: string;
  /** Finds a page by a link of another page. */
  open?: (page: Page) => Promise<void>;
  settleMs?: number;
  /** Not only what a screen holds. */
  whole?: boolean;
}

const follow = (path: string, selector: string, tab?: string) => async (page: Page) => {
  await page.goto(`/#${path}`);
  const href = await page.locator(selector).first().getAttribute('href');
  if (!href) throw new Error(`no link ${selector}`);
  await page.goto(`/${href}${tab ?? ''}`);
};

const desk: Shot[] = [
  { name: 'board', path: '/board' },
  {
    name: 'board-care',
    open: async (page) => {
      await page.goto('/#/board');
      await page.locator('[data-tile]').first().waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('m');
    },
  },
  {
    name: 'board-place',
    open: async (page) => {
      await page.goto('/#/board');
      await page.locator('[data-tile]').first().waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('p');
      await page.locator('.ant-modal .ant-radio-wrapper').first().waitFor();
    },
  },
  {
    name: 'board-help',
    open: async (page) => {
      await page.goto('/#/board');
      await page.locator('[data-tile]').first().waitFor();
      await page.keyboard.press('?');
    },
  },
  { name: 'arrival', path: '/stays/new' },
  { name: 'stay', open: follow('/board', '[data-tile] a[href^="#/stays/"]') },
  { name: 'stay-findings', open: follow('/board', '[data-tile] a[href^="#/stays/"]', '?tab=findings') },
  ...[
    'register',
    'safety_check',
    'belongings',
    'information',
    'place',
    'question',
    'decide',
    'exit_check',
    'depart',
    'care',
    'extend',
  ].map(
    (step): Shot => ({
      name: `step-${step}`,
      open: follow('/board', '[data-tile]:last-child a[href^="#/stays/"]', `/steps/${step}`),
    }),
  ),
  { name: 'stay-papers', open: follow('/board', '[data-tile] a[href^="#/stays/"]', '?tab=papers') },
  {
    name: 'stay-statutory',
    open: follow('/board', '[data-tile] a[href^="#/stays/"]', '?tab=papers&do=statutory'),
  },
  { name: 'outage', path: '/outage' },
  { name: 'outage-batch', path: '/outage?do=batch' },
  { name: 'panel-no-room', path: '/panel' },
  { name: 'stay-records', open: follow('/board', '[data-tile] a[href^="#/stays/"]', '?do=records') },
  ...['begin_visit', 'assess_risk', 'map_injuries', 'note_request'].map(
    (act): Shot => ({
      name: `act-${act}`,
      open: follow('/board', '[data-tile] a[href^="#/stays/"]', `?do=act.${act}`),
    }),
  ),
  { name: 'approval-ask', open: follow('/board', '[data-tile] a[href^="#/stays/"]', '?do=approval') },
  { name: 'bookings', path: '/bookings' },
  { name: 'booking', path: '/bookings/new' },
  { name: 'round', path: '/round' },
  { name: 'history', path: '/stays' },
  { name: 'history-none', path: '/stays?q=zzz' },
  { name: 'questionings', path: '/questionings' },
];

const investigator: Shot[] = [
  {
    name: 'questioning',
    open: follow('/questionings?show=all', 'a[href^="#/questionings/"]:has(strong)'),
    settleMs: 4_000,
  },
];
const chosen = async (page: Page) => {
  await page.goto('/#/live');
  const boxes = page.locator('aside input[type=checkbox]');
  await boxes.first().waitFor();
  for (const box of (await boxes.all()).slice(0, 4)) await box.check();
};
const recorded = async (page: Page) => {
  const { items } = await read<{ items: { id: string }[] }>(page, '/cameras');
  const ids = items.slice(0, 2).map((camera) => camera.id);
  await page.goto(`/#/playback?cameras=${ids.join(',')}&at=${Date.now() * 1_000 - 40e6}`);
};

const supervisor: Shot[] = [
  { name: 'live-none', path: '/live' },
  { name: 'live', open: chosen, settleMs: 4_000 },
  { name: 'playback-none', path: '/playback' },
  {
    name: 'playback',
    open: async (page) => {
      await page.goto('/#/reviews');
      await recorded(page);
    },
    settleMs: 4_000,
  },
  {
    name: 'playback-stay',
    open: async (page) => {
      await page.goto('/#/reviews');
      const { items } = await read<{ items: { stayId: string }[] }>(
        page,
        '/findings?status=all&rule=INTR-03',
      );
      await page.goto(`/#/playback?stay=${items[0]?.stayId}`);
    },
    settleMs: 4_000,
  },
  {
    name: 'questioning-ended',
    open: follow('/questionings?show=all', 'a[href^="#/questionings/"]:has(strong)'),
    settleMs: 4_000,
  },
  ...['', ' code'].map(
    (more): Shot => ({
      name: `certificate${more.replace(' ', '-')}`,
      open: async (page) => {
        await follow('/questionings?show=all', 'a[href^="#/questionings/"]:has(strong)')(page);
        await page.locator('a[href$="/certificate"]').click();
        await page.locator('dl').first().waitFor();
        if (more) await page.locator('.page-head button').last().click();
      },
      settleMs: 1_000,
      whole: true,
    }),
  ),
  { name: 'reviews', path: '/reviews' },
  {
    name: 'review-video',
    open: follow('/reviews', 'tr:has-text("INTR") a[href^="#/reviews/"]'),
    settleMs: 4_000,
  },
  { name: 'observations', path: '/observations', settleMs: 2_000 },
  { name: 'quality', path: '/watching/quality', settleMs: 2_000, whole: true },
  { name: 'storage', path: '/admin/storage' },
  {
    name: 'storage-hold',
    open: async (page) => {
      await page.goto('/#/admin/storage');
      await page.getByRole('region').last().getByRole('button').first().click();
      await page.locator('.ant-modal').waitFor();
    },
  },
  { name: 'review-no-video', open: follow('/reviews', 'tbody tr a[href^="#/reviews/"]') },
];
const administrator: Shot[] = [
  'staff',
  'units',
  'rooms',
  'cameras',
  'checks',
  'storage',
  'rules',
  'audit',
  'recipients',
  'system',
].map((page) => ({
  name: `admin-${page}`,
  path: `/admin/${page}`,
}));
/** Zones of the first camera and a switch of a kind of room wait for a second person. */
const proposed = async (page: Page) => {
  await page.goto('/#/admin/cameras');
  const { items } = await read<{ items: { id: string }[] }>(page, '/cameras');
  const zone = (kind: string, at: number, left: number, top: number, right: number, bottom: number) => ({
    id: `01a22bb1-43cf-7f95-a814-dea212a5374${at}`,
    kind,
    polygon: [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ],
  });
  await send(page, `/cameras/${items[0]?.id}/watching`, {
    basedOn: 0,
    zones: [
      zone('officer_seat', 1, 80, 300, 480, 900),
      zone('person_seat', 2, 600, 300, 860, 900),
      zone('clock', 3, 20, 20, 380, 100),
    ],
    thresholds: { 'position.lyingMs': 6_000 },
    reason: '按新的座位布置',
  });
  await send(page, '/watching/room-kinds/corridor', {
    checks: ['persons', 'health', 'burst'],
    reason: '走廊发生过冲突',
  });
};
administrator.unshift({
  name: 'admin-checks-waiting',
  open: async (page) => {
    await proposed(page);
    await page.goto('/#/admin/checks');
  },
});
administrator.push(
  {
    name: 'camera-compare',
    open: async (page) => {
      await proposed(page);
      const { items } = await read<{ items: { id: string }[] }>(page, '/cameras');
      await page.goto(`/#/admin/cameras/${items[0]?.id}/watching?view=compare`);
    },
    settleMs: 3_000,
  },
  ...['watching', 'staged'].map(
    (page): Shot => ({
      name: `camera-${page}`,
      open: async (at) => {
        await at.goto('/#/admin/cameras');
        const { items } = await read<{ items: { id: string }[] }>(at, '/cameras');
        await at.goto(`/#/admin/cameras/${items[0]?.id}/${page}`);
      },
      settleMs: 3_000,
    }),
  ),
  ...['staff', 'rooms', 'cameras'].map(
    (page): Shot => ({
      name: `admin-${page}-edit`,
      open: async (at) => {
        await at.goto(`/#/admin/${page}`);
        await at.locator('tbody tr').nth(1).dblclick();
        await at.locator('.ant-modal').waitFor();
      },
    }),
  ),
  {
    name: 'admin-camera-test',
    open: async (page) => {
      await page.goto('/#/admin/cameras');
      await page.locator('tbody tr').nth(1).getByRole('button').first().click();
    },
    settleMs: 2_500,
  },
);

async function take(
  page: Page,
  who: Account | undefined,
  shots: Shot[],
  language: string,
  size: (typeof sizes)[number],
) {
  await page.setViewportSize(size);
  await page.addInitScript((chosen) => {
    if (location.protocol !== 'about:') localStorage.setItem('mingjing-language', chosen);
  }, language);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  if (who) {
    await signIn(page, who);
  }
  for (const shot of shots) {
    if (only && !only.includes(shot.name)) continue;
    await page.goto('about:blank');
    if (shot.open) await shot.open(page);
    else await page.goto(`/#${shot.path}`);
    await page.waitForTimeout(shot.settleMs ?? 900);
    if (shot.whole) {
      // The page scrolls within its frame.
      const height = await page.locator('main').evaluate((main) => main.scrollHeight + 120);
      await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
      await page.waitForTimeout(400);
    }
    await page.screenshot({ path: `${folder}/${shot.name}-${language}-${size.width}.png` });
    if (shot.whole) await page.setViewportSize(size);
  }
  if (errors.length > 0) console.log(`${language} ${size.width}:`, [...new Set(errors)].join('\n'));
}

mkdirSync(folder, { recursive: true });
for (const size of sizes) {
  for (const language of ['zh', 'en']) {
    test(`${language} at ${size.width}`, async ({ browser }) => {
      const groups: [string | undefined, Shot[]][] = [
        [
          undefined,
          [
            { name: 'sign-in', path: '/' },
            { name: 'invite', path: '/invite/token' },
          ],
        ],
        ['duty_officer', desk],
        ['investigator', investigator],
        ['supervisor', supervisor],
        ['administrator', administrator],
        ['unit_head', [{ name: 'approvals', path: '/approvals' }]],
        ['kiosk', [{ name: 'wall', path: '/wall' }]],
      ];
      for (const [role, shots] of groups) {
        const context = await browser.newContext();
        await take(
          await context.newPage(),
          role === undefined ? undefined : account(role),
          shots,
          language,
          size,
        );
        await context.close();
      }
    });
  }
}

// SPDX-License-Identifier: Apache-2.0
// Recordings of a questioning leave the centre: asked for, allowed by somebody else, made, fetched by the browser, and
// verified by evidence-verify and by the page that verifies in a browser; both say the same of whatever is changed.
import { spawnSync } from 'node:child_process';
import { openAsBlob } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { bytesOfHex, hexOf } from '../src/verify/bytes';
import { zipSource } from '../src/verify/source';
import { verifyPackage } from '../src/verify/verify';
import { reasons } from '../src/verify/words';
import { keys, packageFiles, Sm2Key, zipOf } from '../tests/package-maker';
import { account } from './accounts';
import { pick, press, read, signIn, signOut, type } from './steps';

test.describe.configure({ mode: 'serial' });

const verifier = join(process.env.MINGJING_BIN ?? '', 'evidence-verify');
const verifyingPage = pathToFileURL(new URL('../dist/verify.html', import.meta.url).pathname).href;

const sm2 = (seed: number) => new Sm2Key(new Uint8Array(32).fill(seed));

interface Outcome {
  verdict: string;
  object: string;
  reason: string;
}

function judged(file: string, key: string): Outcome {
  const { stdout } = spawnSync(verifier, ['--json', '--key', key, file], { encoding: 'utf8' });
  const { verdict, object, reason } = JSON.parse(stdout) as Outcome;
  return { verdict, object, reason };
}

async function ours(file: string, key: string): Promise<Outcome> {
  const source = await zipSource(await openAsBlob(file));
  const { verdict, object, reason } = await verifyPackage(source, { centreKey: bytesOfHex(key) });
  return { verdict, object, reason: reason ? reasons[reason].en : '' };
}

async function inBrowser(
  page: Page,
  file: string,
  key: string,
): Promise<{ verdict?: string; object?: string }> {
  await page.goto(verifyingPage);
  await page.locator('#key').fill(key);
  await page.locator('#zip').setInputFiles(file);
  const outcome = page.locator('#outcome[data-verdict]');
  await outcome.waitFor();
  return outcome.evaluate(({ dataset: { verdict, object } }) => ({ verdict, object }));
}

/** One bit in about so many places, and one cut. */
async function changedCopies(file: string, folder: string, places: number): Promise<string[]> {
  const bytes = await readFile(file);
  const out: string[] = [];
  for (let nth = 0; nth < places; nth++) {
    const at = Math.floor(((nth + 0.5) * bytes.length) / places);
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ (1 << (nth % 8));
    out.push(join(folder, `bit-${at}.zip`));
    await writeFile(out.at(-1) ?? '', copy);
  }
  out.push(join(folder, 'cut.zip'));
  await writeFile(out.at(-1) ?? '', bytes.subarray(0, -1_000));
  return out;
}

interface QuestioningItem {
  id: string;
  stayId: string;
  endedAtUs?: number;
}

let folder = '';
let packageFile = '';
let centreKey = '';

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-export-'));
});
test.afterAll(() => rm(folder, { recursive: true }));

test('a whole questioning is exported: six interactions, another person allows it, the browser saves it', async ({
  page,
}) => {
  await signIn(page, account('investigator'));
  const { items } = await read<{ items: QuestioningItem[] }>(page, '/questionings');
  const ended = items.find((one) => one.endedAtUs !== undefined);
  await page.goto(`/#/questionings/${ended?.id}`);

  // Open, recipient, reason, send.
  await press(page, '导出本次录音录像');
  const dialog = page.getByRole('dialog', { name: /申请导出/ });
  // What was recorded a minute ago may still be in the segment that is being written.
  const plan = dialog.getByRole('region', { name: '将导出的内容' });
  await expect(plan).toContainText(/约 \d+\.\d\d MB|大小尚不能估算/);
  await expect(plan).toContainText('没有其他人员');
  await pick(page, '其他机关');
  await type(page, '用途和理由', '随案移送检察院审查');
  await page.reload();
  await expect(dialog.getByLabel('用途和理由')).toHaveValue('随案移送检察院审查');
  await press(page, '提出申请');
  await expect(page.getByText('已提出申请，等待批准')).toBeVisible();
  const item = page.locator('[data-export]').first();
  await expect(item).toHaveAttribute('data-state', 'requested');
  await expect(item).toContainText('等待批准');
  await signOut(page);

  await signIn(page, account('unit_head'), '/approvals');
  const card = page.getByRole('article', { name: /录音录像导出/ }).first();
  for (const known of ['讯问室一', '其他机关', '随案移送检察院审查', '仅随附校验链'])
    await expect(card).toContainText(known);
  await card.getByRole('button', { name: '批准', exact: true }).click();
  await card.getByRole('button', { name: '确有必要，同意' }).click();
  await card.getByRole('button', { name: '确认批准' }).click();
  await expect(page.getByText('已批准').first()).toBeVisible();
  await signOut(page);

  await signIn(page, account('investigator'), `/stays/${ended?.stayId}?tab=exports`);
  await expect(item).toHaveAttribute('data-state', 'made', { timeout: 60_000 });
  await expect(item).toContainText(account('unit_head').name);
  centreKey =
    /[0-9a-f]{64}/.exec((await page.getByRole('region', { name: '中心公钥' }).textContent()) ?? '')?.[0] ??
    '';
  const coming = page.waitForEvent('download');
  await press(page, '下载资料包');
  packageFile = join(folder, 'package.zip');
  await (await coming).saveAs(packageFile);
  expect(judged(packageFile, centreKey)).toEqual({ verdict: 'ok', object: '', reason: '' });
});

test('the verifying page finds it whole, forbids itself the network, and names another key', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  expect(await inBrowser(page, packageFile, centreKey)).toEqual({ verdict: 'ok', object: '' });
  await expect(page.locator('#outcome')).toContainText('讯问室一');
  await expect(page.locator('#outcome')).toContainText('公钥相符');
  expect(asked).toEqual([verifyingPage]);
  await page.locator('#key').fill('00'.repeat(32));
  await page.keyboard.press('Enter');
  await expect(page.locator('#outcome')).toHaveAttribute('data-verdict', 'wrong_key');
  await page.locator('#key').fill('123');
  await page.keyboard.press('Enter');
  await expect(page.locator('#key-error')).toContainText('64');
});

test('of changed packages the page says what evidence-verify says', async ({ page }) => {
  test.setTimeout(300_000);
  const known = hexOf(keys.centre.publicBytes);
  const made = {
    plain: {},
    log: { log: 'right' },
    wrongLog: { log: 'otherLink' },
    gap: { gap: { from: 3, to: 6, cause: 'stalled' } },
    sm: { hash: 'sm3', node: sm2(4), session: sm2(5) },
  } as const;
  for (const [name, options] of Object.entries(made)) {
    const file = join(folder, `${name}.zip`);
    await writeFile(file, zipOf(packageFiles(options)));
    expect(await ours(file, known), name).toEqual(judged(file, known));
  }
  for (const [file, key, places] of [
    [packageFile, centreKey, 40],
    [join(folder, 'log.zip'), known, 60],
    [join(folder, 'sm.zip'), known, 60],
  ] as const) {
    expect(judged(file, key).verdict, file).toBe('ok');
    const copies = await changedCopies(file, folder, places);
    for (const copy of copies) {
      const said = judged(copy, key);
      expect(said.verdict, copy).not.toBe('ok');
      expect(await ours(copy, key), copy).toEqual(said);
    }
    for (const copy of copies.filter((_, nth) => nth % 20 === 0 || nth === copies.length - 1)) {
      const { verdict, object } = judged(copy, key);
      expect(await inBrowser(page, copy, key), copy).toEqual({ verdict, object });
    }
  }
});

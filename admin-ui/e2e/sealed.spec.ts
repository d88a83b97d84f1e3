// SPDX-License-Identifier: Apache-2.0
// The recording of a body check: shut in words, asked for, allowed by somebody else, and then played; never live.
import { expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { read, send, signIn, signOut } from './steps';

test.describe.configure({ mode: 'serial' });

interface Camera {
  id: string;
  code: string;
  name: string;
  mainUrl: string;
  room: { id: string; name: string };
  recording: string | { state: string };
}
interface Item {
  id: string;
  code: string;
  login: string;
}

const items = async <T>(page: Page, path: string) => (await read<{ items: T[] }>(page, path)).items;
const nowUs = () => Date.now() * 1_000;
const name = '女检查室球机';
let camera: Camera;
let number = '';
let atUs = 0;

/** The second of the suite's cameras is hung up once more, in the room of body checks. */
async function hangUp(page: Page, active: boolean): Promise<void> {
  await signIn(page, account('administrator'));
  const room = (await items<Item>(page, '/rooms')).find(({ code }) => code === 'SF-01');
  const [, known] = await items<Camera>(page, '/cameras');
  const mainUrl = known?.mainUrl.replace('127.0.0.1', 'localhost');
  // As the demo's cameras have them.
  const login = { username: 'demo', password: 'lantern-stream' };
  const body = { code: 'Z-99', name, roomId: room?.id, mainUrl, ...login, audio: false, active };
  if (active) expect((await send(page, '/cameras', body)).status).toBe(201);
  else {
    const put = ([id, what]: readonly [string, string]) =>
      fetch(`/api/v1/cameras/${id}`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
        body: what,
      }).then(({ status }) => status);
    expect(await page.evaluate(put, [camera.id, JSON.stringify(body)] as const)).toBe(200);
  }
  camera = (await items<Camera>(page, '/cameras')).find(({ code }) => code === 'Z-99') as Camera;
  await signOut(page);
}

async function womanArrives(page: Page): Promise<void> {
  await signIn(page, account('duty_officer'));
  const unit = (await items<Item>(page, '/units')).find(({ code }) => code === 'CN');
  const officer = (await items<Item>(page, '/staff')).find(({ login }) => login === 'banan1');
  const opened = await send<{ id: string }>(page, '/cases', {
    number: `测${Date.now()}`,
    name: '涉嫌盗窃案',
    kind: 'criminal',
    unitId: unit?.id,
  });
  const made = await send<{ number: string }>(page, '/stays', {
    caseId: opened.answer.id,
    unitId: unit?.id,
    role: 'suspect',
    basis: { kind: 'criminal_summons', oral: false, documentNumber: '传唤证9号' },
    arrivedAtUs: nowUs(),
    identity: { name: '示例人员戊', idType: 'none' },
    facts: { sex: 'F', birthDate: '1993-03-03', identityUnknown: false, flags: [] },
    broughtBy: [officer?.id],
  });
  expect(made.status).toBe(201);
  number = made.answer.number;
  await signOut(page);
}

async function open(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`/#/playback?cameras=${camera.id}&at=${Math.round(atUs)}`);
}

test('is shut in words, and asked for with a reason', async ({ page }) => {
  await hangUp(page, true);
  await womanArrives(page);
  await signIn(page, account('supervisor'));
  await page.waitForTimeout(15_000);
  atUs = nowUs() - 8_000_000;
  await open(page);
  await expect(page.getByText('人身检查录像加密保存')).toBeVisible();
  await expect(page.getByText('没有人能直接查看')).toBeVisible();
  await expect(page.locator('figure')).toHaveCount(0);
  await page.getByRole('button', { name: '申请调阅' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('被检查人').click();
  await page.locator('.ant-select-item-option', { hasText: number }).click();
  await dialog.getByLabel('由谁批准').click({ force: true });
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').nth(1).click();
  await dialog.getByRole('button', { name: '提交申请' }).click();
  await expect(dialog.getByText('写明核查什么').last()).toBeVisible();
  await dialog.getByLabel('理由').fill('被检查人投诉检查时受伤，核对经过');
  await dialog.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByText(`${number}：已申请，等待批准`)).toBeVisible({ timeout: 15_000 });
});

test('is played after somebody else allowed it, and every look is on record', async ({ page }) => {
  await signIn(page, account('bureau_head'), '/approvals');
  const card = page.getByRole('article', { name: `调阅人身检查录像 ${number}` });
  await expect(card.getByText(name)).toBeVisible();
  await card.getByRole('button', { name: '批准', exact: true }).click();
  await card.getByRole('textbox').fill('属实需要');
  await card.getByRole('button', { name: /批准/ }).last().click();
  await expect(page.getByText('已批准').first()).toBeVisible();
  await signOut(page);

  await signIn(page, account('supervisor'));
  await open(page);
  await expect(page.getByText('经批准调阅，有效至')).toBeVisible();
  const figure = page.locator('figure');
  await expect(figure).toHaveCount(1);
  await expect(figure).toHaveAttribute('data-state', 'ready', { timeout: 30_000 });
  const shown = () => figure.locator('video').evaluate((v: HTMLVideoElement) => v.currentTime);
  const before = await shown();
  await page.keyboard.press('k');
  await page.keyboard.press('l');
  await expect.poll(shown, { timeout: 15_000 }).not.toBe(before);
  const log = await items<{ action: string; allowed: boolean }>(page, `/audit?object=${camera.id}`);
  expect(log.some(({ action, allowed }) => action === 'body_check_key_opened' && allowed)).toBe(true);
});

test('has no live picture, and nothing for who may not ask', async ({ page }) => {
  await signIn(page, account('supervisor'), '/live');
  await expect(page.getByText('摄像机').first()).toBeVisible();
  await expect(page.getByText(name)).toHaveCount(0);
  const refused = await send<{ code: string }>(page, '/media/views', {
    cameraId: camera.id,
    use: 'live',
    reason: 'duty',
  });
  expect([refused.status, refused.answer.code]).toEqual([403, 'body_check.no_live']);
  await signOut(page);
  await hangUp(page, false);
});

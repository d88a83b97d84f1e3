// SPDX-License-Identifier: Apache-2.0
// Things that several browser tests do. Forms are filled by keyboard alone, as a person without a mouse would.
import { expect, type Locator, type Page } from '@playwright/test';
import type { Account } from './accounts';

export async function signIn(page: Page, who: Account, path = '/'): Promise<void> {
  await page.goto(`/#${path}`);
  await page.locator('input[autocomplete="username"]').fill(who.login);
  await page.locator('input[autocomplete="current-password"]').fill(who.password);
  await page.keyboard.press('Enter');
  await expect(page.locator('input[autocomplete="current-password"]')).toHaveCount(0);
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '我的账号' }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expect(page.locator('input[autocomplete="username"]')).toBeVisible();
}

/** Presses Tab until the wanted thing has the focus: it must be reachable by keyboard. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.first().waitFor();
  for (let presses = 0; presses < 90; presses++) {
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`not reachable with Tab: ${wanted}`);
}

/** The element that takes the typing; a label may also be on the box around it. */
function entry(page: Page, label: string): Locator {
  return page.getByLabel(label, { exact: true }).and(page.locator('input, textarea'));
}

export async function type(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, entry(page, label));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Chooses in a drop-down: Tab to it, type a part, Enter. */
export async function choose(page: Page, label: string, ...texts: string[]): Promise<void> {
  await tabTo(page, entry(page, label));
  for (const text of texts) {
    await page.keyboard.type(text);
    await page
      .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: text })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
}

/** Every question of the table that is still open is answered with no. */
export async function answerNo(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: '其余均为“否”' }));
  await page.keyboard.press('Enter');
}

/** Ticks a box, or picks one of several by moving to the group and then with the arrows. */
export async function tick(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('checkbox', { name }));
  await page.keyboard.press('Space');
}

export async function pick(page: Page, name: string): Promise<void> {
  const radio = page.getByRole('radio', { name, exact: true });
  await radio.first().waitFor();
  const group = await radio.first().getAttribute('name');
  const peers = page.locator(`input[type="radio"][name="${group}"]`);
  const checked = peers.and(page.locator(':checked'));
  await tabTo(page, (await checked.count()) > 0 ? checked : peers.first());
  await page.keyboard.press('Space');
  for (let presses = 0; presses < 12; presses++) {
    if (await radio.first().isChecked()) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`not reachable with the arrows: ${name}`);
}

export async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, page.getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
}

/** A valid resident identity number for a birth date and a sex. */
export function idNumber(birth: string, male: boolean, serial = 10): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const body = `640221${birth.replaceAll('-', '')}${String(serial).padStart(2, '0')}${male ? 1 : 2}`;
  const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return body + '10X98765432'[sum % 11];
}

export interface Person {
  name: string;
  birth: string;
  male: boolean;
}

/** Admits a person for a new case and returns the number that the centre gave. */
export async function arrive(
  page: Page,
  person: Person,
  kind: '刑事' | '行政',
  unit: string,
): Promise<string> {
  await page.goto('/#/board');
  await page.getByRole('heading', { name: /在区/, level: 1 }).waitFor();
  await page.keyboard.press('n');
  await type(page, '证件号码', idNumber(person.birth, person.male));
  await type(page, '姓名', person.name);
  await newCase(page, kind, unit);
  await press(page, '登记到案');
  const said = page.getByText(/\d{8}-\d+ 已登记到案/);
  await said.waitFor();
  return /(\d{8}-\d+)/.exec((await said.textContent()) ?? '')?.[1] ?? '';
}

async function newCase(page: Page, kind: string, unit: string): Promise<void> {
  await tabTo(page, page.getByLabel('案件', { exact: true }));
  await page.keyboard.type(`测${Date.now()}`);
  await page.locator('.ant-select-item-option-active', { hasText: '新建案件' }).waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '新建案件' });
  await dialog.getByLabel('案由').fill('涉嫌盗窃案');
  await dialog.getByRole('radio', { name: kind, exact: true }).check();
  await dialog.getByLabel('办案单位').fill(unit);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: unit })
    .first()
    .click();
  await dialog.getByRole('button', { name: '新建案件' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

export async function expectStep(page: Page, name: string): Promise<void> {
  await expect(page.locator('section header h2', { hasText: name })).toBeVisible();
}

export const read = <T>(page: Page, path: string): Promise<T> =>
  page.evaluate(async (of) => (await fetch(`/api/v1${of}`)).json() as Promise<T>, path);

/** What a page would send; resolves to the status and the answer. */
export const send = <T>(page: Page, path: string, body: object): Promise<{ status: number; answer: T }> =>
  page.evaluate(
    async ([to, what]) => {
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() };
      const answer = await fetch(`/api/v1${to}`, { method: 'POST', headers, body: what });
      const text = await answer.text();
      return { status: answer.status, answer: (text ? JSON.parse(text) : undefined) as T };
    },
    [path, JSON.stringify(body)] as const,
  );

/** What the cameras of a room show from now on, by the demo's own switch. */
export async function showCamera(room: string, picture: 'live' | 'dark' | 'stalled'): Promise<void> {
  const { status } = await fetch(`${process.env.MINGJING_CAMERAS}/cameras/${room.toLowerCase()}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ picture }),
  });
  expect(status).toBe(200);
}

/** An administrator stands at the terminal and says in which room it is; gives the name of the room. */
export async function placeTerminal(page: Page, admin: Account, code: string): Promise<string> {
  await signIn(page, admin);
  const { items } = await read<{ items: { id: string; code: string; name: string }[] }>(page, '/rooms');
  const room = items.find((one) => one.code === code);
  const { status } = await send(page, '/terminals/here', { roomId: room?.id });
  expect(status).toBe(204);
  await signOut(page);
  return room?.name ?? '';
}

/** The pages open without a network once the browser has all of them. */
export async function pagesKept(page: Page): Promise<void> {
  const kept = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state === 'activated' && (await caches.match('/index.html')) !== undefined;
    });
  await expect.poll(kept, { timeout: 60_000 }).toBe(true);
}

// SPDX-License-Identifier: Apache-2.0
// The certificate of a recording as a supervisor reads it, and a display code that was read in the picture.
import { expect, type Page, test } from '@playwright/test';
import { account } from './accounts';
import { read, signIn } from './steps';

interface Codes {
  serverTimeUs: number;
  codes: { code: string; fromUs: number; untilUs: number }[];
}

/** Beijing time, as one types it. */
const typed = (us: number) =>
  new Date(us / 1_000 + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** A code that has been shown for a while, and a moment at which it was. */
async function shownCode(page: Page, room: string): Promise<{ code: string; atUs: number }> {
  let found: { code: string; atUs: number } | undefined;
  await expect
    .poll(
      async () => {
        const { codes, serverTimeUs } = await read<Codes>(page, `/displays/${room}`);
        const one = codes.find(
          ({ fromUs, untilUs }) => fromUs + 8e6 < serverTimeUs && serverTimeUs < untilUs,
        );
        if (one) found = { code: one.code, atUs: one.fromUs + 4e6 };
        return one !== undefined;
      },
      { timeout: 150_000 },
    )
    .toBe(true);
  if (!found) throw new Error('no code');
  return found;
}

async function enter(page: Page, atUs: number, code: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '核对画面码' });
  const time = dialog.getByLabel('录像时刻');
  await time.fill(typed(atUs));
  // Enter would send the form.
  await time.press('Tab');
  await dialog.getByRole('textbox', { name: '画面码' }).fill(code);
  await dialog.getByRole('textbox', { name: '画面码' }).press('Enter');
}

test('facts of a recording, and a code that proves when a picture was made', async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, account('supervisor'));
  const { items } = await read<{ items: { id: string; room: { id: string; name: string } }[] }>(
    page,
    '/questionings',
  );
  const rooms = await read<{ items: { id: string; code: string }[] }>(page, '/rooms');
  const one = items.find(({ room }) =>
    ['IT-01', 'IT-02'].includes(rooms.items.find(({ id }) => id === room.id)?.code ?? ''),
  );
  await page.goto(`/#/questionings/${one?.id}`);
  await page.getByRole('link', { name: '查看证明' }).click();
  await expect(page.getByRole('heading', { name: '录音录像证明' })).toBeVisible();
  await expect(page.getByText('只列事实')).toBeVisible();
  await expect(page.getByText('第一人进入', { exact: true })).toBeVisible();
  await expect(page.getByText('尚未核对画面码').first()).toBeVisible();

  const { code, atUs } = await shownCode(page, rooms.items.find(({ id }) => id === one?.room.id)?.code ?? '');
  await page.getByRole('button', { name: '核对画面码' }).click();
  const dialog = page.getByRole('dialog', { name: '核对画面码' });
  await enter(page, atUs, `${code.slice(0, 7)}0`);
  await expect(dialog.locator('.ant-form-item-explain-error')).toContainText('不是画面码的字符');
  await enter(page, atUs - 8e6, code);
  await expect(dialog.getByText('此码不属于这一时刻')).toBeVisible();
  // What was typed is still there to be put right.
  await enter(page, atUs, code);
  await expect(page.getByText('相符，已计入证明')).toBeVisible();
  await expect(dialog).toHaveCount(0);
});

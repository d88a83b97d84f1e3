// SPDX-License-Identifier: Apache-2.0
// A form made from the catalogue asks what it must, answers by keyboard, and sends the shapes of the contract.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { App, Form } from 'antd';
import { beforeAll, expect, test, vi } from 'vitest';
import type { ActField, StayDetail } from '../../api/types';
import { startI18n } from '../../i18n';
import { ActFields } from './act-fields';

beforeAll(async () => {
  await startI18n();
  vi.stubGlobal('matchMedia', (media: string) => ({
    media,
    matches: false,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
});

const words = (...all: string[]) => all.map((word) => ({ word, label: `${word}词`, labelEn: word }));
const fields: ActField[] = [
  { name: 'kind', kind: 'word', label: '种类', labelEn: 'Kind', required: true, words: words('a', 'b') },
  { name: 'sober', kind: 'flag', label: '酒醒', labelEn: 'Sober', required: true },
  {
    name: 'answers',
    kind: 'answers',
    label: '询问',
    labelEn: 'Asked',
    required: true,
    words: words('x', 'y', 'z'),
  },
  {
    name: 'marks',
    kind: 'marks',
    label: '伤情',
    labelEn: 'Marks',
    required: true,
    high: 2,
    words: words('cut', 'burn'),
  },
];
const detail = { tile: {}, openRequests: [], approvals: [] } as unknown as StayDetail;

function show(onFinish: (values: unknown) => void): HTMLElement {
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <App>
        <Form onFinish={onFinish}>
          <ActFields fields={fields} detail={detail} />
          <button type="submit">送出</button>
        </Form>
      </App>
    </QueryClientProvider>,
  ).container;
}

// Elements are found by text and attribute: by role every look goes through the whole page, which takes seconds here.
const find = (within: ParentNode, selector: string) =>
  within.querySelector<HTMLElement>(selector) as HTMLElement;

test('nothing has a default: every question must be answered', async () => {
  const sent = vi.fn();
  show(sent);
  fireEvent.click(screen.getByText('送出'));
  expect(await screen.findByText('请逐题回答', {}, { timeout: 10_000 })).toBeDefined();
  expect(screen.getByText('请至少标出一处')).toBeDefined();
  expect(screen.getAllByText('请据实选择')).toHaveLength(2);
  expect(sent).not.toHaveBeenCalled();
}, 20_000);

test('rows are answered by digits, the rest by one key, and do not exclude each other', async () => {
  const sent = vi.fn();
  const page = show(sent);
  const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });
  fireEvent.click(find(page, 'input[value="b"]'));
  fireEvent.click(find(page, '[id="values_sober"] input[value="false"]'));
  find(page, 'fieldset input').focus();
  for (const key of ['1', '3', '0']) press(key);
  fireEvent.click(screen.getByText('＋ 增加一处'));
  const kind = find(page, 'input[aria-label="1 伤情"]');
  fireEvent.mouseDown(kind);
  fireEvent.change(kind, { target: { value: 'burn' } });
  fireEvent.keyDown(kind, { key: 'Enter', keyCode: 13 });
  find(page, '[aria-label="第 1 处：正面 胸部"]').focus();
  press('ArrowDown');
  fireEvent.click(screen.getByText('送出'));
  await vi.waitFor(() => expect(sent).toHaveBeenCalled(), { timeout: 10_000 });
  expect(sent.mock.calls[0]?.[0]).toEqual({
    values: {
      kind: 'b',
      sober: false,
      answers: { x: 'yes', y: 'unknown', z: 'no' },
      marks: [{ side: 'front', xMilli: 500, yMilli: 230, kind: 'burn' }],
    },
  });
}, 20_000);

// SPDX-License-Identifier: Apache-2.0
// Outage forms, statutory papers and sealed stays: what is sent is what the contract wants, what cannot be taken is said.
import { File as NodeFile } from 'node:buffer';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react';
import { App } from 'antd';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { download, nameOf } from '../../api/download';
import { ProblemError } from '../../api/problem';
import type { BlankForm, Tile, TimelineEvent } from '../../api/types';
import { startI18n } from '../../i18n';
import { lookAt } from '../../papers/one-file';
import { mostBytes } from '../../papers/scan-tray';
import { bodyOf } from '../papers/statutory-dialog';
import { PersonName } from '../person-tile';
import { isSealed, SealedStay } from '../sealed-stay';
import { LateMark } from '../timeline-view';
import { AccountDialog, accountOf } from './account-dialog';
import { BatchDialog } from './batch-dialog';

vi.mock('../../session', () => ({
  useUser: () => ({ me: { id: 'u1', name: '甲' }, can: { leadStay: true, seeStay: true } }),
}));

// A dialog takes seconds in the imitation of a browser.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 30_000 });
const soon = { timeout: 10_000 };

interface Sent {
  url: string;
  key: string;
  body: Record<string, unknown>;
}

const problem = (status: number, code: string, detail: string, field?: string) => ({
  type: '',
  title: '',
  status,
  code,
  detail,
  detailEn: detail,
  traceId: '',
  field,
});

/** A centre that answers as it is told, and what it was asked. */
function centre(...answers: [number, unknown][]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (init.method !== 'POST') return new Response(JSON.stringify({ items: [], total: 0 }));
    const headers = init.headers as Record<string, string>;
    const body = init.body ? (JSON.parse(String(init.body)) as Sent['body']) : {};
    sent.push({ url, key: headers['Idempotency-Key'] ?? '', body });
    const [status, answer] = answers.shift() ?? [503, problem(503, 'away', '暂不可用')];
    return new Response(JSON.stringify(answer), { status });
  });
  return sent;
}

const media = { matches: false, addListener: () => undefined, removeListener: () => undefined };

beforeAll(startI18n);
beforeEach(() => vi.stubGlobal('matchMedia', (query: string) => ({ ...media, media: query })));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(page: ReactNode) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <App>
        <MemoryRouter>{page}</MemoryRouter>
      </App>
    </QueryClientProvider>,
  );
}

const file = (name: string, bytes: string | Uint8Array) =>
  new NodeFile([bytes], name, { lastModified: 1 }) as unknown as File;

describe('a file with an act', () => {
  test('may be a PDF, and goes as it is', async () => {
    const looked = await lookAt(file('a', '%PDF-1.7'));
    expect(looked).toMatchObject({ fit: { name: 'a', type: 'application/pdf' } });
    expect('fit' in looked && Buffer.from(looked.fit.text, 'base64url').toString()).toBe('%PDF-1.7');
  });
  test('is not taken when it is something else, too large, or cannot be read', async () => {
    expect(await lookAt(file('a.pdf', 'MZ'))).toEqual({ unfit: 'wrong_kind' });
    expect(await lookAt(file('a', new Uint8Array(mostBytes + 1)))).toEqual({ unfit: 'too_large' });
    const gone = { name: 'a', size: 1, arrayBuffer: () => Promise.reject(new Error('gone')) };
    expect(await lookAt(gone as unknown as File)).toEqual({ unfit: 'unreadable' });
  });
});

test('what is sent of a form is what belongs to its outcome', () => {
  const scan = { name: 'a', size: 1, type: 'image/png', text: 'AA' };
  const all = { stayId: 's', scan, reason: ' 填错 ' };
  expect(accountOf({ outcome: 'used', ...all })).toEqual({ outcome: 'used', stayId: 's', scan: 'AA' });
  expect(accountOf({ outcome: 'missing', ...all })).toEqual({ outcome: 'missing', reason: '填错' });
  expect(bodyOf({ kind: 'summons', number: ' 118号 ', issuedBy: ' ', scan })).toEqual({
    kind: 'summons',
    number: '118号',
    issuedBy: undefined,
    issuedAtUs: undefined,
    note: undefined,
    scan: 'AA',
  });
});

const blank: BlankForm = {
  id: 'f1',
  number: 'T-000007',
  batchId: 'b1',
  state: 'blank',
  printedAtUs: 1,
  printedByName: '甲',
};

describe('accounting for a form', () => {
  test('wants a reason for a spoiled one, and says what the centre says against it', async () => {
    const sent = centre(
      [409, problem(409, 'blank_form.settled', '已经登记去向')],
      [201, { id: 'f1', seq: 2 }],
    );
    const closed = vi.fn();
    show(<AccountDialog form={blank} onClose={closed} />);
    fireEvent.click(document.querySelector('input[value="spoiled"]') as HTMLElement);
    fireEvent.submit(document.querySelector('form') as HTMLElement);
    expect(await screen.findByText('请填写')).toBeDefined();
    expect(sent).toEqual([]);
    fireEvent.change(document.querySelector('#account_reason') as HTMLElement, { target: { value: '填错' } });
    fireEvent.submit(document.querySelector('form') as HTMLElement);
    expect(await screen.findByText('已经登记去向')).toBeDefined();
    expect(closed).not.toHaveBeenCalled();
    fireEvent.submit(document.querySelector('form') as HTMLElement);
    await vi.waitFor(() => expect(closed).toHaveBeenCalled(), soon);
    expect(sent.map((one) => [one.url, one.body])).toEqual([
      ['/api/v1/blank-forms/f1/account', { outcome: 'spoiled', reason: '填错' }],
      ['/api/v1/blank-forms/f1/account', { outcome: 'spoiled', reason: '填错' }],
    ]);
    // What was refused is asked again as a new act.
    expect(sent[0]?.key).not.toBe(sent[1]?.key);
  });
  test('of a used one wants the person and the scan', async () => {
    const sent = centre();
    show(<AccountDialog form={blank} onClose={() => undefined} />);
    fireEvent.submit(document.querySelector('form') as HTMLElement);
    expect(await screen.findByText('请附扫描件')).toBeDefined();
    expect(screen.getByText('请填写')).toBeDefined();
    expect(sent).toEqual([]);
  });
});

test('a batch is numbered, opens in a window of its own, and says its numbers', async () => {
  const sent = centre([201, { batchId: 'b2', numbers: ['T-000001', 'T-000002'] }]);
  const tab = { location: { href: '' }, close: vi.fn() };
  vi.stubGlobal('open', () => tab);
  show(<BatchDialog onClose={() => undefined} />);
  fireEvent.change(document.querySelector('input') as HTMLElement, { target: { value: '2' } });
  fireEvent.submit(document.querySelector('form') as HTMLElement);
  expect(await screen.findByText('已编号 2 份：T-000001 至 T-000002')).toBeDefined();
  expect(tab.location.href).toBe('/api/v1/blank-forms/b2/print');
  expect(sent[0]).toMatchObject({ url: '/api/v1/blank-forms', body: { count: 2, language: 'zh' } });
});

test('a batch that is refused closes its window', async () => {
  centre([403, problem(403, 'forbidden', '无权办理')]);
  const tab = { location: { href: '' }, close: vi.fn() };
  vi.stubGlobal('open', () => tab);
  show(<BatchDialog onClose={() => undefined} />);
  fireEvent.submit(document.querySelector('form') as HTMLElement);
  expect(await screen.findByText('无权办理')).toBeDefined();
  expect(tab.close).toHaveBeenCalled();
});

describe('a sealed stay', () => {
  test('is told from other refusals', () => {
    expect(isSealed(new ProblemError(problem(403, 'stay.sealed', '')))).toBe(true);
    expect(isSealed(new ProblemError(problem(403, 'forbidden', '')))).toBe(false);
    expect(isSealed(undefined)).toBe(false);
  });
  test('is opened with a basis and a purpose, not without', async () => {
    const sent = centre([201, { untilUs: 5 }]);
    show(<SealedStay stayId="s1" />);
    fireEvent.change(document.querySelector('#opening_purpose') as HTMLElement, {
      target: { value: ' 复议 ' },
    });
    fireEvent.submit(document.querySelector('form') as HTMLElement);
    expect(await screen.findByText('请写明目的，至少 5 个字')).toBeDefined();
    expect(screen.getByText('请填写')).toBeDefined();
    expect(sent).toEqual([]);
    fireEvent.click(document.querySelector('input[value="complaint"]') as HTMLElement);
    fireEvent.change(document.querySelector('#opening_purpose') as HTMLElement, {
      target: { value: '复议机关调取' },
    });
    fireEvent.submit(document.querySelector('form') as HTMLElement);
    await vi.waitFor(() => expect(sent).toHaveLength(1), soon);
    expect(sent[0]).toMatchObject({
      url: '/api/v1/stays/s1/openings',
      body: { basis: 'complaint', purpose: '复议机关调取' },
    });
  });
  test('has no name in a list', () => {
    show(<PersonName tile={{ sealed: true, displayName: '王某某' } as Tile} />);
    expect(screen.getByText('已封存')).toBeDefined();
    expect(screen.queryByText('王某某')).toBeNull();
  });
});

test.each([
  [true, 'up', '▲ 补录 · 当时系统正常 · 晚 01:00 登记'],
  [false, 'away', '补录 · 当时系统不可用 · 晚 01:00 登记'],
  [undefined, 'unknown', '补录 · 晚 01:00 登记'],
])('a late entry while the system was up (%s) stands out by shape and word', (systemUp, late, words) => {
  show(<LateMark event={{ systemUp, happenedUs: 0, enteredUs: 3_600e6 } as TimelineEvent} />);
  expect(document.querySelector(`[data-late="${late}"]`)?.textContent).toBe(words);
  expect(document.querySelector('.chip-over') !== null).toBe(systemUp === true);
});

describe('a download', () => {
  const idle = new AbortController().signal;
  test('has the name that the centre gives, and tells how far it is', async () => {
    vi.stubGlobal(
      'fetch',
      async () =>
        new Response('PK34', {
          headers: { 'Content-Length': '4', 'Content-Disposition': 'attachment; filename="stay-1.zip"' },
        }),
    );
    const steps: [number, number | undefined][] = [];
    const got = await download('/stays/s/file', 'x.zip', (bytes, of) => steps.push([bytes, of]), idle);
    expect(got.name).toBe('stay-1.zip');
    expect(got.file.size).toBe(4);
    expect(steps.at(-1)).toEqual([4, 4]);
    expect(nameOf('attachment; filename="../../x.zip"')).toBe('.._.._x.zip');
    expect(nameOf(null)).toBeUndefined();
  });
  test('that is refused or breaks says so', async () => {
    vi.stubGlobal(
      'fetch',
      async () => new Response(JSON.stringify(problem(403, 'no', '无权')), { status: 403 }),
    );
    await expect(download('/x', 'x', () => undefined, idle)).rejects.toMatchObject({
      problem: { code: 'no' },
    });
    vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502 }));
    await expect(download('/x', 'x', () => undefined, idle)).rejects.toMatchObject({ status: 502 });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed')));
    await expect(download('/x', 'x', () => undefined, idle)).rejects.toMatchObject({ name: 'NetworkError' });
  });
});

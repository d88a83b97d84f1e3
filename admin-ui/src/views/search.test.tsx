// SPDX-License-Identifier: Apache-2.0
// The search opens who was meant, also when a scanner types faster than the page draws, and keeps nothing of it.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { MemoryRouter, useLocation } from 'react-router';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Board, Me, Tile } from '../api/types';
import { startI18n } from '../i18n';
import { SessionProvider } from '../session';
import { Search } from './search';
import { enterOpens, hitsOf, mostHits } from './search-hits';

const tile = (number: string, displayName: string): Tile => ({
  stayId: `id-${number}`,
  number,
  seq: 1,
  displayName,
  role: 'suspect',
  state: 'waiting',
  arrivedAtUs: 0,
  unit: { id: 'u', name: '城南派出所' },
  caseNumber: 'c',
  caseName: '盗窃',
  caseKind: 'criminal',
  openFindings: 0,
  nextSteps: [],
});

const board = (...tiles: Tile[]): Board => ({
  serverTimeUs: 1,
  tiles,
  rooms: [],
  findingsToReview: 0,
  recordersDown: [],
});

const me = {
  id: 'u1',
  name: '甲',
  badge: '1',
  abilities: ['see_board', 'see_stay'],
  idleLimitS: 0,
} as unknown as Me;

let answerBoard: () => Promise<Response>;
const json = (value: unknown) => new Response(JSON.stringify(value), { status: 200 });
const tiles = [tile('20260730-01', '王某某'), tile('20260730-02', '李某某'), tile('20260730-12', '𠮷某某')];

beforeAll(async () => {
  await startI18n();
  // What jsdom lacks of dialogs and of the stream of hints.
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
  Element.prototype.scrollIntoView ??= () => undefined;
  vi.stubGlobal(
    'EventSource',
    class {
      addEventListener() {}
      close() {}
    },
  );
});

beforeEach(() => {
  answerBoard = async () => json(board(...tiles));
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url) =>
    String(url).endsWith('/board') ? answerBoard() : json(me),
  );
});

function Where() {
  return <output data-testid="where">{useLocation().pathname}</output>;
}

const where = () => screen.getByTestId('where').textContent;

async function openPage() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(['session'], me);
  render(
    <App>
      <QueryClientProvider client={client}>
        <SessionProvider>
          <MemoryRouter initialEntries={['/board']}>
            <Search />
            <Where />
          </MemoryRouter>
        </SessionProvider>
      </QueryClientProvider>
    </App>,
  );
  return client;
}

const chord = () => fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
const field = () => screen.getByRole('combobox', { hidden: true });
/** As a scanner does: every key without a pause, Enter right behind. */
function scan(text: string) {
  for (let end = 1; end <= text.length; end++)
    fireEvent.change(field(), { target: { value: text.slice(0, end) } });
  fireEvent.keyDown(field(), { key: 'Enter' });
}

describe('the search', () => {
  test('opens with Ctrl-K with the focus in it, finds, and opens with Enter', async () => {
    await openPage();
    chord();
    expect(document.activeElement).toBe(field());
    await userEvent.keyboard('李');
    expect(await screen.findByRole('option', { name: /02.*李某某/, hidden: true })).toBeTruthy();
    await userEvent.keyboard('{Enter}');
    expect(where()).toBe('/stays/id-20260730-02');
    expect(screen.queryByRole('combobox', { hidden: true })).toBeNull();
  });

  test('opens the person of a scanned number and not the first of the list before', async () => {
    const client = await openPage();
    client.setQueryData(['board'], board(...tiles));
    chord();
    scan('20260730-12');
    await waitFor(() => expect(where()).toBe('/stays/id-20260730-12'));
  });

  test('waits for the list when a scanner is faster than the network', async () => {
    let give: (response: Response) => void = () => undefined;
    answerBoard = () => new Promise((resolve) => (give = resolve));
    await openPage();
    chord();
    scan('12');
    expect(await screen.findByText('正在读取在区人员…')).toBeTruthy();
    expect(where()).toBe('/board');
    await act(async () => give(json(board(...tiles))));
    await waitFor(() => expect(where()).toBe('/stays/id-20260730-12'));
  });

  test('reads the list again for a number that it does not have yet', async () => {
    const client = await openPage();
    client.setQueryData(['board'], board(tiles[0] as Tile));
    chord();
    scan('20260730-02');
    await waitFor(() => expect(where()).toBe('/stays/id-20260730-02'));
  });

  test('goes on from what the arrows chose, only for the text it was chosen for', async () => {
    const client = await openPage();
    client.setQueryData(['board'], board(...tiles));
    chord();
    await userEvent.keyboard('某{ArrowDown}{ArrowDown}');
    scan('01');
    await waitFor(() => expect(where()).toBe('/stays/id-20260730-01'));
  });

  test('says that nobody was found, and that the list cannot be read', async () => {
    await openPage();
    chord();
    await userEvent.keyboard('赵');
    expect(await screen.findByText(/没有找到/)).toBeTruthy();
  });

  test('offers another try when the network is away', async () => {
    answerBoard = async () => {
      throw new TypeError('network');
    };
    await openPage();
    chord();
    expect(await screen.findByText(/暂时读不到在区人员/)).toBeTruthy();
    answerBoard = async () => json(board(...tiles));
    fireEvent.click(screen.getByText(/重\s*试/));
    fireEvent.change(field(), { target: { value: '01' } });
    expect(await screen.findByRole('option', { name: /王某某/, hidden: true })).toBeTruthy();
  });

  test('keeps nothing of what was typed', async () => {
    await openPage();
    chord();
    await userEvent.keyboard('李某某');
    await userEvent.keyboard('{Enter}');
    const kept = JSON.stringify({ ...localStorage, ...sessionStorage });
    expect(kept + window.location.href).not.toContain('李');
  });

  test('does not open over a dialog that may hold what was typed', async () => {
    await openPage();
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.className = 'ant-modal-wrap';
    chord();
    expect(screen.queryByRole('combobox', { hidden: true })).toBeNull();
    dialog.remove();
  });
});

describe('the hits', () => {
  const many = Array.from({ length: 20 }, (_, at) =>
    tile(`20260730-${String(at + 1).padStart(2, '0')}`, '王某某'),
  );
  test('are at most twelve, and the rest is counted', () => {
    const { shown, more } = hitsOf(many, [{ to: '/board', label: '王' }], '王');
    expect([shown.length, more]).toEqual([mostHits, 9]);
  });
  test('of a code that fits several open nobody by Enter alone', () => {
    expect(enterOpens(hitsOf(many, [], '20260730'), '20260730', undefined)).toBeUndefined();
    expect(enterOpens(hitsOf(many, [], '20260730'), '20260730', 2)).toBeDefined();
  });
  test('open nothing where nothing was typed', () =>
    expect(enterOpens(hitsOf(many, [{ to: '/board', label: '一览' }], ''), '', undefined)).toBeUndefined());
});

// SPDX-License-Identifier: Apache-2.0
// A page or a part of one in a unit test, with a signed-in user and a centre that answers as told; what was asked is kept.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { configure, render } from '@testing-library/react';
import { App, ConfigProvider } from 'antd';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { vi } from 'vitest';
import type { Me } from '../src/api/types';
import { startI18n } from '../src/i18n';
import { SessionProvider } from '../src/session';

export interface Asked {
  method: string;
  path: string;
  body: unknown;
  /** Idempotency key; absent: the request has none. */
  key?: string;
}

/** An answer, or a refusal with its status. */
type Answer = unknown | { refused: { status: number; code: string; detail: string } };
export type Answers = Record<string, Answer | ((asked: Asked) => Answer)>;

export const user = (more: Partial<Me> = {}): Me => ({
  id: 'u1',
  login: 'zhiban1',
  name: '演示民警甲',
  badge: 'D10001',
  function: 'officer',
  unit: { id: 'n1', name: '城南派出所' },
  roles: ['duty_officer'],
  abilities: ['see_board', 'see_stay', 'lead_stay'],
  centreName: '示范中心',
  serverTimeUs: Date.now() * 1000,
  idleLimitS: 0,
  expiresUs: 0,
  ...more,
});

export async function prepare(): Promise<void> {
  await startI18n();
  // A busy machine draws late.
  configure({ asyncUtilTimeout: 8_000 });
  vi.stubGlobal('matchMedia', (media: string) => ({
    media,
    matches: false,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.stubGlobal(
    'EventSource',
    class {
      addEventListener() {}
      close() {}
    },
  );
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
}

function refusal(answer: Answer): { status: number; code: string; detail: string } | undefined {
  return (answer as { refused?: { status: number; code: string; detail: string } } | undefined)?.refused;
}

/** Keys are "GET /path", the query left out. What is not named is not there. */
export function centre(answers: Answers): Asked[] {
  const asked: Asked[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (url, init) => {
    const path = String(url).replace('/api/v1', '');
    const method = init?.method ?? 'GET';
    const body = init?.body ? JSON.parse(String(init.body)) : undefined;
    const key = new Headers(init?.headers).get('Idempotency-Key') ?? undefined;
    const one = { method, path, body, key };
    asked.push(one);
    const found = answers[`${method} ${path.split('?')[0]}`];
    const answer = typeof found === 'function' ? found(one) : found;
    const refused =
      refusal(answer) ?? (found === undefined ? { status: 404, code: 'none', detail: 'none' } : undefined);
    if (refused) {
      const problem = { type: '', title: '', traceId: '', detailEn: refused.detail, ...refused };
      return new Response(JSON.stringify(problem), { status: refused.status });
    }
    if (answer === null) return new Response(null, { status: 204 });
    return new Response(JSON.stringify(answer), { status: method === 'POST' ? 201 : 200 });
  });
  return asked;
}

export function show(ui: ReactNode, me: Me | null, at = '/') {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(['session'], me);
  return render(
    <ConfigProvider
      wave={{ disabled: true }}
      theme={{ token: { motion: false } }}
      button={{ autoInsertSpace: false }}
    >
      <App>
        <QueryClientProvider client={client}>
          <SessionProvider>
            <MemoryRouter initialEntries={[at]}>{ui}</MemoryRouter>
          </SessionProvider>
        </QueryClientProvider>
      </App>
    </ConfigProvider>,
  );
}

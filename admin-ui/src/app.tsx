// SPDX-License-Identifier: Apache-2.0
// The frame around everything: data client, language, theme, sign-in, routes.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router';
import { retryRead } from './api/queries';
import { useText } from './i18n';
import { useShown } from './look';
import { router } from './routes';
import { SessionProvider } from './session';
import { themes } from './theme';
import { Locking } from './views/locking';
import { PracticeStrip } from './views/practice/practice-strip';

function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: retryRead,
        retryDelay: (count) => Math.min(500 * 2 ** count, 4_000),
        networkMode: 'always',
        refetchOnWindowFocus: true,
      },
      mutations: { networkMode: 'always' },
    },
  });
}

export function App() {
  const [client] = useState(newQueryClient);
  const { language } = useText();
  useEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en');
  }, [language]);
  return (
    <ConfigProvider
      theme={themes[useShown()]}
      locale={language === 'zh' ? zhCN : enUS}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <AntApp message={{ top: 56, maxCount: 3 }}>
        <QueryClientProvider client={client}>
          <SessionProvider>
            <PracticeStrip />
            <Locking>
              <RouterProvider router={router} />
            </Locking>
          </SessionProvider>
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

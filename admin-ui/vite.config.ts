// SPDX-License-Identifier: Apache-2.0
// How the pages are built and tested; the stand-in centre exists only while somebody develops them.
import react from '@vitejs/plugin-react';
import type { PluginOption } from 'vite';
import { defineConfig } from 'vitest/config';
import { keptShell } from './shell-plugin';

async function standInCentre(): Promise<PluginOption[]> {
  if (process.env.MINGJING_DEV_CENTRE !== '1') return [];
  const { devCentre } = await import('./tests/dev/plugin');
  return [devCentre()];
}

export default defineConfig(async ({ command }) => ({
  plugins: [react(), keptShell('public'), ...(command === 'serve' ? await standInCentre() : [])],
  server: { host: '127.0.0.1', port: Number(process.env.PORT ?? 5173), strictPort: true },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1400,
    // The service worker lives in the pages' own build, but takes nothing of them with it.
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: 'index.html', sw: 'src/shell/worker.ts' },
      output: {
        entryFileNames: ({ name }: { name: string }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        manualChunks: {
          react: ['react', 'react-dom', 'react-router', '@tanstack/react-query', 'i18next', 'react-i18next'],
          antd: ['antd', 'dayjs'],
        },
      },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['./tests/setup.ts'],
    restoreMocks: true,
  },
}));

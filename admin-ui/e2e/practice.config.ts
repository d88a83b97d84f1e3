// SPDX-License-Identifier: Apache-2.0
// Only what is done in a practice centre: tests/browser/run.py --practice starts one.
import { defineConfig } from '@playwright/test';
import { browserOptions } from './browser';

export default defineConfig({
  testDir: './practice',
  testMatch: '*.practice.ts',
  workers: 1,
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: { ...browserOptions, screenshot: 'only-on-failure', actionTimeout: 15_000 },
});

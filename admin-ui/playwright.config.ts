// SPDX-License-Identifier: Apache-2.0
// Browser tests against a running centre: its address comes in MINGJING_URL.
import { defineConfig } from '@playwright/test';
import { browserOptions } from './e2e/browser';

export default defineConfig({
  testDir: './e2e',
  testMatch: '*.spec.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    ...browserOptions,
    // A trace of every test costs a third of the browser's work; ask for it where a failure is not understood.
    trace: process.env.MINGJING_TRACE ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 15_000,
  },
});

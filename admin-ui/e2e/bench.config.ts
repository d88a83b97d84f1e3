// SPDX-License-Identifier: Apache-2.0
// Only what benches look at: the scripts beside tests/load, one at a time, without traces.
import { defineConfig } from '@playwright/test';
import { browserOptions } from './browser';

export default defineConfig({
  testDir: './bench',
  testMatch: '*.bench.ts',
  workers: 1,
  timeout: 3_600_000,
  reporter: [['list']],
  use: { ...browserOptions, actionTimeout: 15_000 },
});

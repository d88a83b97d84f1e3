// SPDX-License-Identifier: Apache-2.0
// Runs only the picture taking: npm run screenshots, folder in MINGJING_SHOTS.
import { defineConfig } from '@playwright/test';
import { browserOptions } from './browser';

export default defineConfig({
  testDir: '.',
  testMatch: 'screenshots.ts',
  workers: 1,
  timeout: 600_000,
  reporter: [['list']],
  use: { ...browserOptions, actionTimeout: 15_000 },
});

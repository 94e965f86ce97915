/**
 * Real pages: what a test inside vitest's page cannot show, such as a page without isolation, or a program that
 * reports what it did and stops.
 *
 * @module
 */

import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './test/chromium.ts';

const port = Number(process.env['INTERLEAVE_E2E_PORT'] ?? 4173);

export default defineConfig({
  testDir: 'packages/browser/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 60_000,
  reporter: [['list'], ['json']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: chromiumOptions(),
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `"${process.execPath}" --conditions=interleave-source packages/browser/e2e/server.ts ${port}`,
    url: `http://127.0.0.1:${port}/isolated/`,
    reuseExistingServer: false,
  },
});

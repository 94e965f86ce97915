/**
 * Real pages: what a test inside vitest's page cannot show, such as a page without isolation, a program that reports what
 * it did and stops, the built package, or the report's page.
 *
 * @module
 */

import { defineConfig } from '@playwright/test';
import { browserProjects } from './test/browser-projects.ts';

const port = Number(process.env['INTERLEAVE_E2E_PORT'] ?? 4173);

export default defineConfig({
  testDir: 'packages',
  testMatch: '**/e2e/**/*.spec.ts',
  projects: await browserProjects(),
  outputDir: 'test-results/e2e',
  forbidOnly: true,
  retries: 0,
  workers: 1,
  timeout: 60_000,
  reporter: [['list'], ['json']],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `"${process.execPath}" --conditions=interleave-source packages/browser/e2e/server.ts ${port}`,
    url: `http://127.0.0.1:${port}/isolated/`,
    reuseExistingServer: false,
  },
});

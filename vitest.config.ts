/**
 * One project per runtime. vitest itself runs in the runtime that it tests (`node scripts/test.ts` starts it in each
 * one), so a plain `vitest` in Node offers what Node can run: `node`, `unit`, `examples` and `chromium`.
 *
 * @module
 */

import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { bunPool } from './test/bun-pool.ts';
import { chromiumOptions } from './test/chromium.ts';

/**
 * Files are loaded by the runtime itself, not through Vite: what is tested is what a user's program runs. The contract
 * suites run the built packages, the unit tests, which look inside, their sources.
 */
function native(name: string, include: readonly string[]): TestProjectInlineConfiguration {
  return {
    test: {
      name,
      include: [...include],
      pool: name === 'bun' ? bunPool : 'forks',
      execArgv: [...(name === 'unit' ? ['--conditions=interleave-source'] : []), '--expose-gc'],
      experimental: { viteModuleRunner: false, nodeLoader: false },
      testTimeout: 60_000,
      // A third of the time nothing runs: tests wait for what must not happen. On Deno a thread that another thread starts
      // takes a second in which nothing does.
      maxWorkers: name === 'deno' ? 4 : 3,
      // Programs of the examples at a time.
      maxConcurrency: 3,
    },
  };
}

/**
 * Every worker loads every module of the library again. Nothing changes while the tests run, so the browser need not
 * ask for each of them.
 */
const cached: Plugin = {
  name: 'cached-modules',
  configureServer(server) {
    server.middlewares.use((_request, response, next) => {
      const { setHeader } = response;
      response.setHeader = (name, value) =>
        setHeader.call(response, name, name.toLowerCase() === 'cache-control' ? 'max-age=3600' : value);
      next();
    });
  },
};

const chromium: TestProjectInlineConfiguration = {
  plugins: [cached],
  server: {
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  },
  test: {
    name: 'chromium',
    include: ['packages/browser/test/**/*.test.ts'],
    testTimeout: 60_000,
    maxWorkers: 2,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: chromiumOptions() }),
      instances: [{ browser: 'chromium' }],
    },
  },
};

const runtime = 'Deno' in globalThis ? 'deno' : process.versions['bun'] === undefined ? 'node' : 'bun';

export default defineConfig({
  test: {
    projects: [
      native(runtime, [`packages/${runtime}/test/**/*.test.ts`]),
      ...(runtime === 'node'
        ? [
            native('unit', ['packages/core/test/**/*.test.ts', 'packages/bench/test/**/*.test.ts']),
            native('examples', ['test/examples/**/*.test.ts']),
            chromium,
          ]
        : []),
    ],
    allowOnly: false,
    retry: 0,
  },
});

import { expect, test } from '@playwright/test';
import { runPage, sourcePage } from './run-page.ts';

test('the isolated page is isolated, the plain page is not', async ({ page }) => {
  await page.goto('/isolated/');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await page.goto('/plain/');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
});

test('a page without isolation is told which two headers it lacks', async ({ page }) => {
  const { lines } = await runPage(page, sourcePage('plain', '/packages/browser/e2e/pages/plain.ts'));
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    expect(line).toMatch(/^(Lock|Event|Thread): UnsupportedError: /);
    expect(line).toContain('Cross-Origin-Opener-Policy: same-origin');
    expect(line).toContain('Cross-Origin-Embedder-Policy: require-corp');
  }
});

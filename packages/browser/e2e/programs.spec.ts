import { expect, test } from '@playwright/test';
import { runPage, sourcePage, type PageResult } from './run-page.ts';
import type { Page } from '@playwright/test';

const run = (page: Page, name: string, ...args: readonly string[]): Promise<PageResult> =>
  runPage(
    page,
    sourcePage('isolated', '/packages/browser/e2e/pages/program.ts', [
      ['name', name],
      ...args.map((arg) => ['arg', arg] as const),
    ]),
  );

for (const primitive of ['lock', 'fair lock', 'event']) {
  test(`a page that awaits a ${primitive}, and does nothing else, goes on`, async ({ page }) => {
    expect(await run(page, 'await-only', primitive, 'main', 'released')).toEqual({
      lines: ['main went on'],
      errors: [],
    });
  });
}

test('a thread that fails is reported on the console, with its name and place', async ({ page }) => {
  const { lines, errors } = await run(page, 'thread-fails');
  expect(lines).toEqual(['main ends']);
  expect(errors).toHaveLength(1);
  for (const part of ['unlucky', 'TypeError', 'the thread is to fail', 'program.tasks'])
    expect(errors[0]).toContain(part);
});

for (const primitive of ['lock', 'event']) {
  for (const how of ['come', 'abort']) {
    for (const place of ['main', 'thread']) {
      test(`a million waits that end early leave memory flat: ${primitive}, ${how}, in ${place}`, async ({
        page,
      }) => {
        const { lines, errors } =
          place === 'main'
            ? await run(page, 'flat', primitive, how, '1000', place)
            : await runPage(
                page,
                sourcePage('isolated', '/packages/browser/e2e/pages/flat-in-thread.ts', [
                  ['arg', primitive],
                  ['arg', how],
                ]),
              );
        expect(errors).toEqual([]);
        const { first, last, waits } = JSON.parse(lines[0]!) as Record<'first' | 'last', [number]> & {
          waits: number;
        };
        expect(waits).toBe(1_000_000);
        expect(last[0]).toBeLessThan(first[0] * 1.5 + 4e6);
      });
    }
  }
}

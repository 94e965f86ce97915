import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { findChromium } from '../../../src/targets/browser-path.ts';
import type { BrowserDriver, DrivenPage } from '../../../src/targets/drivers/driver.ts';
import { MarionetteDriver } from '../../../src/targets/drivers/marionette-driver.ts';
import { PlaywrightDriver } from '../../../src/targets/drivers/playwright-driver.ts';
import { findFirefox } from '../../../src/targets/firefox-path.ts';
import { folder } from '../../support/cli.ts';
import { descendants, whenGone } from '../../support/processes.ts';

/** What each page does, by its path. */
const PAGES: Readonly<Record<string, string>> = {
  '/talks': `
    console.log('from the page');
    console.error('an error');
    const code = "console.log('from a worker'); setTimeout(() => { throw 0 }, 10)";
    new Worker(URL.createObjectURL(new Blob([code])))`,
  '/spins': `console.log('spins'); setTimeout(() => { for (;;); }, 100)`,
};

async function site(): Promise<string> {
  const server = createServer(({ url = '/' }, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<link rel="icon" href="data:,"><p>${url}<script>${PAGES[url] ?? ''}</script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const [chromium, firefox] = await Promise.all([findChromium(), findFirefox()]);
const DRIVERS: readonly (readonly [name: string, make: () => BrowserDriver])[] = [
  [
    'Playwright with Chromium',
    () => new PlaywrightDriver(() => ({ engine: 'chromium', executablePath: String(chromium) })),
  ],
  ...(typeof firefox === 'string'
    ? [['Marionette with Firefox', () => new MarionetteDriver(() => firefox)] as const]
    : []),
];

test.each(DRIVERS)(
  '%s: pages talk, are pictured, closed and killed, and nothing is left',
  async (_, make) => {
    const temporary = folder();
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = temporary;
    onTestFinished(() => {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    });
    const driver = make();
    onTestFinished(() => driver.kill());
    const url = await site();
    const lines: string[] = [];
    const losses: string[] = [];
    const open = (path: string): Promise<DrivenPage> =>
      driver.open(url + path, { line: (text) => lines.push(text), lost: (reason) => losses.push(reason) });

    const talking = await open('/talks');
    await expect
      .poll(() => lines, { timeout: 10_000 })
      .toEqual(expect.arrayContaining(['from the page', 'error: an error', 'from a worker']));
    const picture = await talking.screenshot();
    expect(Buffer.from(picture ?? []).toString('latin1', 1, 4)).toBe('PNG');
    await talking.close();

    const spinning = await open('/spins');
    await expect.poll(() => lines, { timeout: 10_000 }).toContain('spins');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await spinning.kill();
    lines.length = 0;
    const again = await open('/talks');
    await expect.poll(() => lines, { timeout: 20_000 }).toContain('from the page');
    await again.close();
    expect(losses, 'what is ended from here is not lost').toEqual([]);

    const family = descendants(process.pid);
    expect(family.length).toBeGreaterThan(3);
    await driver.kill();
    expect(readdirSync(temporary)).toEqual([]);
    expect((await whenGone(family, 1000)).length, 'the reaper alone').toBe(1);
  },
);

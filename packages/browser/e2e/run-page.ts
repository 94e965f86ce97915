import type { Page } from '@playwright/test';

export interface PageResult {
  /** What the page printed, without its last line. */
  readonly lines: readonly string[];
  /** What it printed as errors, and errors that nobody caught. */
  readonly errors: readonly string[];
}

/** The page that runs a module of the sources, with or without isolation. */
export function sourcePage(
  folder: 'isolated' | 'plain',
  module: string,
  args: readonly (readonly [string, string])[] = [],
): string {
  return `/${folder}/?${new URLSearchParams([['module', module], ...args.map(([name, value]) => [name, value])])}`;
}

/** Opens a page, and gives what it printed until it said that it ended. */
export async function runPage(page: Page, url: string): Promise<PageResult> {
  const [lines, errors]: [string[], string[]] = [[], []];
  const ended = new Promise<void>((resolve, reject) => {
    page.on('console', (message) => {
      const text = message.text();
      if (message.type() === 'error') errors.push(text);
      else if (text === 'END') resolve();
      else if (text.startsWith('FAILED')) reject(new Error(text));
      else if (message.type() === 'log') lines.push(text);
    });
    page.on('pageerror', (error) => {
      errors.push(String(error));
      reject(error);
    });
    page.on('crash', () => reject(new Error('the page crashed')));
  });
  await page.goto(url);
  await ended;
  return { lines, errors };
}

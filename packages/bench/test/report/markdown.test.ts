import { describe, expect, test } from 'vitest';

import { block, code, plain, table } from '../../src/report/markdown-text.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { FULL, GREEN } from './fixture/full.ts';
import { HOSTILE } from './fixture/hostile.ts';

/** The tables of a document, as cells. */
function tables(text: string): string[][][] {
  const outside = text.replaceAll(/^(`{3,})[^\n]*\n[^]*?^\1$/gm, '');
  return [...outside.matchAll(/(?:^\|.*\|\n?)+/gm)].map(([found]) =>
    found
      .trimEnd()
      .split('\n')
      .map((line) => line.slice(1, -1).split(/(?<!\\)\|/)),
  );
}

describe('the document', () => {
  const text = renderMarkdown(FULL);

  test('opens with the verdict and holds every part', () => {
    expect(text).toMatch(/^# interleave: A contract was broken: 1 forbidden/);
    const heads = [...text.matchAll(/^## (.*)$/gm)].map(([, head]) => head);
    expect(heads).toEqual([
      'Differences between runtimes',
      'Scenarios by target',
      'What failed',
      'Scenarios',
    ]);
    for (const { title } of FULL.scenarios) expect(text).toContain(`### ${title}`);
  });

  test('gives median, least and number of samples a variant and target', () => {
    expect(text).toContain('| Four threads | 451 ms (min 442 ms, n 5) | 415 ms (min 407 ms, n 5) |');
  });

  test('gives what each target showed of each row', () => {
    expect(text).toContain('| `/lost \\d+/` | must see | 18 of 18 | 18 of 18 | 18 of 18 | 18 of 18 | – |');
    expect(text).toContain('| `lost 3` | unmatched | 0 of 20 | 0 of 20 | 1 of 20 | 0 of 20 | 0 of 20 |');
  });

  test('gives failures with their last lines and what to type', () => {
    expect(text).toContain(
      '```text\ncounting to 100000 with 4 threads\nrun 7: expected 400000, got 399997\n```',
    );
    expect(text).toContain('```sh\ninterleave replay lost-update --on bun --variant locked --seed 42\n```');
  });

  test('of a run without failures has no such part', () => {
    expect(renderMarkdown(GREEN)).not.toContain('What failed');
  });
});

describe.each([
  ['full', FULL],
  ['hostile', HOSTILE],
])('the tables of the %s report', (_, report) => {
  test('are whole: each row has as many cells as its head', () => {
    const found = tables(renderMarkdown(report));
    expect(found.length).toBeGreaterThan(3);
    for (const rows of found) for (const row of rows) expect(row.length, row.join('|')).toBe(rows[0]?.length);
  });
});

test('hostile text makes no markup', () => {
  const text = renderMarkdown(HOSTILE);
  const prose = text
    .replaceAll(/^(`{3,})[^\n]*\n[^]*?^\1$/gm, '')
    .replaceAll(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');
  expect(prose).not.toMatch(/<(?!br)/);
  expect(prose).not.toMatch(/(?<!\\)\]\(/);
  expect(prose).not.toMatch(/(?<!\\)\*\*bold/);
});

describe('escaping', () => {
  test.each([
    ['a_b*c', 'a\\_b\\*c'],
    ['<b> & c', '&lt;b> &amp; c'],
    ['# no head', '\\# no head'],
    ['- no item', '\\- no item'],
    ['1. no item', '1\\. no item'],
    ['1.2 s', '1.2 s'],
    ['[x](y)', '\\[x\\](y)'],
    ['@somebody', '&#64;somebody'],
    ['see https://x.org', 'see https&#58;//x.org'],
  ])('%s', (text, expected) => {
    expect(plain(text)).toBe(expected);
  });

  test('a code span outlasts the backticks in it', () => {
    expect(code('a`b')).toBe('``a`b``');
    expect(code('`a')).toBe('`` `a ``');
    expect(code('')).toBe('');
  });

  test('a code block outlasts the fences in it, and takes no language that is not one', () => {
    expect(block('```\nx', 'ts')).toBe('````ts\n```\nx\n````');
    expect(block('x', 'a b\nc')).toBe('```\nx\n```');
  });

  test('a pipe stays in its cell, escaped once', () => {
    expect(table(['a|b'], [['c\\|d']])).toBe('| a\\|b |\n| :-- |\n| c\\|d |');
  });
});

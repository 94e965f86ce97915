import { PassThrough } from 'node:stream';
import { WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';

import { STATUSES } from '@interleave/core/scenario';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { statusWord } from '../../src/report/meaning.ts';
import { lookOf, renderTerminal } from '../../src/report/terminal.ts';
import { columnsOf } from '../../src/report/text.ts';
import { cell, contract, report, result, scenario, target } from './fixture/build.ts';
import { FULL, GREEN } from './fixture/full.ts';
import { HOSTILE, NASTY } from './fixture/hostile.ts';

const plain = renderTerminal(FULL);

describe('the table', () => {
  test('fits 80 columns', () => {
    for (const line of plain.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(80);
  });

  test('has a column a target and a row a scenario, with every status in words', () => {
    const [head = ''] = plain.split('\n');
    expect(head.trim().split(/\s+/)).toEqual(['node', 'deno', 'bun', 'chromium', 'python']);
    const matrix = plain.slice(0, plain.indexOf('\n\n'));
    for (const status of STATUSES) expect(matrix).toContain(statusWord(status));
    expect(matrix).toMatch(/^event +vacuous +skipped +pass +– +–$/m);
  });

  test('takes marks for what is good or was not run where the words do not fit, and says what they mean', () => {
    const narrow = renderTerminal(GREEN, { columns: 44, color: false });
    const matrix = narrow.slice(0, narrow.indexOf('\n\n'));
    expect(matrix).toMatch(/^factorial( +✓){5}$/m);
    expect(matrix).not.toContain(' pass ');
    expect(matrix.split('\n').at(-1)).toBe('✓ pass');
    const [head = ''] = matrix.split('\n');
    expect(head.trim().split(/\s+/)).toEqual(['node', 'deno', 'bun', 'chromium', 'python']);
  });

  test('goes on below where the columns do not fit, and abbreviates nothing that went wrong', () => {
    const narrow = renderTerminal(FULL, { columns: 50, color: false });
    const matrix = narrow.slice(0, narrow.indexOf('\n\nfactorial:'));
    expect(matrix.match(/^store-/gm)?.length).toBeGreaterThan(1);
    for (const word of ['node', 'deno', 'bun', 'chromium', 'python', 'precondition'])
      expect(matrix).toContain(word);
    for (const line of matrix.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(50);
  });

  test('stands straight beside wide characters', () => {
    const wide = scenario({ id: '日本語', title: 'W', variants: [contract('v', 'V', [])] });
    const other = scenario({ id: 'ascii', title: 'A', variants: [contract('v', 'V', [])] });
    const targets = [target('node', 'Node', '26')];
    const cells = [wide, other].map((one) => cell(one.id, 'node', [result('v', 'pass')]));
    const lines = renderTerminal(report({ targets, scenarios: [wide, other], cells }))
      .split('\n')
      .slice(1, 3);
    const columns = lines.map((line) => columnsOf(line.slice(0, line.indexOf('pass'))));
    expect(columns[0]).toBe(columns[1]);
  });
});

test('each scenario has its sentence, each failure its last lines and what to type', () => {
  for (const { id } of FULL.scenarios) expect(plain).toMatch(new RegExp(`^${id}: [A-Z]`, 'm'));
  expect(plain).toContain('  | run 7: expected 400000, got 399997');
  expect(plain).toContain('  replay: interleave replay lost-update --on bun --variant locked --seed 42');
  expect(plain).toContain(
    'CPython did not run store-buffering: shared-memory: threads share every\n  object.',
  );
});

describe('how much is told', () => {
  const look = { columns: 80, color: false };

  test('quiet: what failed and the verdict', () => {
    const quiet = renderTerminal(FULL, look, 'quiet');
    expect(quiet).toMatch(/^forbidden lost-update on Bun, locked$/m);
    expect(quiet).toContain('  replay: interleave replay lost-update');
    expect(quiet).toContain('A contract was broken');
    expect(quiet).not.toMatch(/^factorial/m);
    expect(renderTerminal(GREEN, look, 'quiet').split('\n')[0]).toBe('Every promise held: 5 pass.');
  });

  test('verbose: what each variant did on each target too, within 80 columns', () => {
    const verbose = renderTerminal(FULL, look, 'verbose');
    for (const line of verbose.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(80);
    expect(verbose).toContain(
      '  Four threads\n    Node: pass; digits equal, 451 ms\n    Deno: pass; digits equal, 415 ms\n',
    );
    for (const line of plain.split('\n')) expect(verbose).toContain(line);
    const painted = renderTerminal(FULL, { columns: 80, color: true }, 'verbose');
    expect(stripVTControlCharacters(painted)).toBe(verbose);
  });
});

test('ends with the verdict', () => {
  expect(plain.trimEnd().split('\n').at(-1)).toBe('5 scenarios on 5 targets in 74.3 s, seed 42');
  expect(renderTerminal(GREEN)).toContain('Every promise held: 5 pass.');
});

test('a missing target comes with what to type', () => {
  const gone = target('bun', 'Bun', '', {
    version: null,
    path: null,
    missing: { reason: 'no such file', remedy: 'npm i bun' },
  });
  const text = renderTerminal(report({ targets: [gone], scenarios: [], cells: [] }));
  expect(text).toContain('bun is not here: no such file\n  npm i bun');
  expect(text).toContain('Nothing was run.');
});

describe('colour', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('changes nothing but colour', () => {
    const painted = renderTerminal(FULL, { columns: 80, color: true });
    expect(painted).not.toBe(plain);
    expect(stripVTControlCharacters(painted)).toBe(plain);
  });

  test('means one thing each', () => {
    const painted = renderTerminal(FULL, { columns: 80, color: true });
    const matrix = painted.slice(0, painted.indexOf('\n\n'));
    const codes = new Map<string, Set<string>>();
    // eslint-disable-next-line no-control-regex
    for (const [, code = '', word = ''] of matrix.matchAll(
      /((?:\u001b\[\d+m)+)([a-z ]+?)(?:\u001b\[\d+m)+/g,
    )) {
      codes.set(word, (codes.get(word) ?? new Set()).add(code));
    }
    for (const status of STATUSES) expect(codes.get(statusWord(status))?.size, status).toBe(1);
    const colorOf = (word: string): string => [...(codes.get(word) ?? [])].join('');
    expect(colorOf('vacuous')).toBe(colorOf('not observed'));
    expect(colorOf('crash')).toBe(colorOf('timeout'));
    const distinct = ['pass', 'interesting', 'skipped', 'vacuous', 'crash', 'forbidden'].map(colorOf);
    expect(new Set(distinct).size).toBe(6);
  });

  const depth = (): number =>
    WriteStream.prototype.getColorDepth({ TERM: 'xterm-256color', NO_COLOR: process.env['NO_COLOR'] });
  const terminal = (): PassThrough & { isTTY: boolean; columns: number; getColorDepth: () => number } =>
    Object.assign(new PassThrough(), { isTTY: true, columns: 100, getColorDepth: depth });

  test('is for terminals only', () => {
    vi.stubEnv('FORCE_COLOR', undefined);
    vi.stubEnv('NO_COLOR', undefined);
    expect(lookOf(terminal())).toEqual({ columns: 100, color: true });
    expect(lookOf(new PassThrough())).toEqual({ columns: 80, color: false });
  });

  test('is what NO_COLOR forbids', () => {
    vi.stubEnv('FORCE_COLOR', undefined);
    vi.stubEnv('NO_COLOR', '1');
    expect(lookOf(terminal()).color).toBe(false);
  });
});

test('nothing that was logged moves the cursor or reverses the line', () => {
  const text = renderTerminal(HOSTILE);
  expect(NASTY).toContain('\u001b');
  // eslint-disable-next-line no-control-regex
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
  expect(text.isWellFormed()).toBe(true);
});

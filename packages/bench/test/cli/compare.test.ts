import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { compare } from '../../src/cli/compare.ts';
import type { Comparison } from '../../src/compare/model.ts';
import { InputError } from '../../src/input-error.ts';
import { renderBenchJson } from '../../src/report/bench/document.ts';
import { renderJson } from '../../src/report/json.ts';
import type { Report } from '../../src/report/model.ts';
import { countsOf, verdictOf } from '../../src/report/summary.ts';
import { entry, reportOf, steady } from '../bench/fixture.ts';
import { FULL, GREEN } from '../report/fixture/full.ts';
import { folder, interleave } from '../support/cli.ts';

function file(name: string, text: string): string {
  const path = join(folder(), name);
  writeFileSync(path, text);
  return path;
}

/** GREEN with one cell that crashed. */
function broken(): Report {
  const [first, ...rest] = GREEN.cells;
  if (first === undefined) throw new Error('It has cells');
  const variants = first.variants.map((one) => ({ ...one, status: 'crash', reason: 'it died' }) as const);
  const cells = [{ ...first, variants, status: 'crash', reason: 'it died' } as const, ...rest];
  return { ...GREEN, cells, counts: countsOf(cells), verdict: verdictOf(cells, false) };
}

async function printed(before: string, after: string, json = false): Promise<{ code: number; text: string }> {
  let text = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  onTestFinished(() => spy.mockRestore());
  const code = await compare(before, after, { json });
  spy.mockRestore();
  return { code, text };
}

const green = (): string => file('a.json', renderJson(GREEN));

test('0 where nothing is worse, 1 where something is', async () => {
  const worse = file('b.json', renderJson(broken()));
  expect(await printed(green(), green())).toMatchObject({
    code: 0,
    text: expect.stringContaining('Nothing changed'),
  });
  expect((await printed(worse, green())).code).toBe(0);
  const { code, text } = await printed(green(), worse);
  expect(code).toBe(1);
  expect(text).toMatch(/^regressed {2}factorial on node, \w+: pass → crash: it died$/m);
});

test('--json is all of it, for programs', async () => {
  const { code, text } = await printed(green(), file('b.json', renderJson(broken())), true);
  const comparison = JSON.parse(text) as Comparison;
  expect(code).toBe(1);
  expect(comparison).toMatchObject({ schemaVersion: 1, kind: 'report', refused: [] });
  expect(comparison.findings[0]).toMatchObject({ change: 'regressed', subject: 'factorial', target: 'node' });
});

test('what cannot be compared is a sentence', async () => {
  const bench = file('bench.json', renderBenchJson(reportOf([entry({ by: 'bare', rounds: steady(1) })])));
  const other = GREEN.scenarios.map((one) => ({ ...one, contractHash: 'beef' }));
  const changed = file('c.json', renderJson({ ...GREEN, scenarios: other }));
  const cases = [
    [green(), './nowhere.json', 'Cannot read ./nowhere.json: there is no such file'],
    [file('x.json', '{'), green(), 'it is not JSON'],
    [file('x.json', '{}'), green(), 'this is not a valid report'],
    [file('x.json', '{"benchmarks":1}'), green(), 'this is not a valid bench report'],
    [green(), bench, 'is of interleave bench'],
    [green(), changed, 'There is nothing to compare'],
    [green(), changed, 'factorial: its contract changed (f00d and beef)'],
  ] as const;
  for (const [before, after, sentence] of cases) {
    await expect(compare(before, after, {})).rejects.toThrow(sentence);
    await expect(compare(before, after, {})).rejects.toThrow(InputError);
  }
  expect((await printed(bench, bench)).code).toBe(0);
});

test('as a command: what it prints, and its exit codes', async () => {
  const [one, other] = [file('a.json', renderJson(FULL)), file('b.json', renderJson(GREEN))];
  const same = await interleave(['compare', one, one]);
  expect([same.code, same.stderr]).toEqual([0, '']);
  expect(same.stdout).toContain('Nothing changed');
  const bad = await interleave(['compare', one]);
  expect(bad.code).toBe(2);
  expect(bad.stderr).toContain("missing required argument 'after'");
  expect((await interleave(['compare', one, other, '--json'])).stdout).toContain('"kind": "report"');
});

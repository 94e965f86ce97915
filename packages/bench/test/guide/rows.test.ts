import { describe, expect, test } from 'vitest';
import { rowsText } from '../../src/cli/list-rows.ts';
import { coverage } from '../../src/guide/coverage.ts';
import { SECTIONS } from '../../src/guide/sections.ts';
import { readContracts } from '../../src/plan/contracts.ts';
import { moduleFiles } from '../../src/plan/modules.ts';
import { columnsOf } from '../../src/report/text.ts';
import { interleave } from '../support/cli.ts';
import { cell, report, result, scenario, target } from '../report/fixture/build.ts';

const ROWS = SECTIONS.flatMap(({ rows }) => rows);
const contracts = (await readContracts(moduleFiles([]), new AbortController().signal)).map(
  ({ contract }) => contract,
);

describe('the catalogue of rows', () => {
  test('has the 82 rows of eleven sections, numbered; 11.4 is not in the guide', () => {
    const last = [7, 6, 9, 9, 6, 10, 11, 8, 3, 4, 10];
    const ids = last.flatMap((count, at) =>
      Array.from({ length: count }, (_, row) => `${at + 1}.${row + 1}`),
    );
    expect(ROWS.map(({ id }) => id)).toEqual(ids.filter((id) => id !== '11.4'));
    expect(ROWS).toHaveLength(82);
    expect(SECTIONS.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('says of each one line, and what to remember, in sentences of their own', () => {
    for (const { claim, remember } of ROWS)
      for (const text of [claim, remember]) expect(text).toMatch(/^\S.{10,130}[.]$/);
    const texts = ROWS.flatMap(({ claim, remember }) => [claim, remember]);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

describe('every row of the guide', () => {
  const { rows, unknown } = coverage(contracts);

  test.each(rows.map(({ row, scenarios }) => [row.id, scenarios.map(({ id }) => id)] as const))(
    'row %s has a scenario',
    (_, ids) => expect(ids).not.toEqual([]),
  );

  test('and no scenario works a row that is not there', () =>
    expect(unknown.map(({ scenario, row }) => `${scenario.id}: ${row}`)).toEqual([]));
});

describe('what is printed', () => {
  const look = { columns: 80, color: false };
  const [first] = contracts;
  if (first === undefined) throw new Error('the catalogue is empty');
  const saved = (contractHash: string): ReturnType<typeof report> =>
    report({
      targets: [target('node', 'Node', '26'), target('chromium', 'Chromium', '156')],
      scenarios: [scenario({ id: first.id, title: 'T', contractHash })],
      cells: [
        cell(first.id, 'node', [result('v', 'pass')]),
        cell(first.id, 'chromium', [result('v', 'precondition')]),
      ],
    });

  test('fits 80 columns, whatever the report', () => {
    for (const color of [false, true]) {
      const { text } = rowsText(contracts, saved(first.contractHash), { columns: 80, color });
      for (const line of text.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(80);
    }
  });

  test('has how each scenario ended, unless its contract is another one', () => {
    const now = rowsText(contracts, saved(first.contractHash), look).text;
    expect(now).toContain(`      ${first.id}: precondition on Chromium; pass on Node\n`);
    expect(rowsText(contracts, saved('of-before'), look).text).toContain(
      `      ${first.id}: not run since its contract changed\n`,
    );
    expect(rowsText(contracts, undefined, look).text).toContain(`      ${first.id}: not run\n`);
  });

  test('names the row that has no scenario, and a scenario whose row is not there', () => {
    const without = contracts.filter(({ rows }) => !rows.includes('5.1'));
    const odd = { ...first, id: 'odd', rows: ['12.1'] };
    const { text, complete } = rowsText([...without, odd], undefined, look);
    expect(complete).toBe(false);
    expect(text).toMatch(/^5\.1 .*\n {6}no scenario$/m);
    expect(text).toContain('Without a scenario: 5.1');
    expect(text).toContain('odd says that it works row 12.1, which is not in the guide.');
  });
});

test('the command ends with 0 where every row has a scenario, and refuses a report that is not there', async () => {
  const good = await interleave(['list', '--rows']);
  expect(good.stdout).toContain('82 rows, each with a scenario.');
  expect(good.code).toBe(0);
  const bad = await interleave(['list', '--rows', './no-such/report.json']);
  expect(bad.stderr).toContain('there is no such file');
  expect(bad.code).toBe(2);
});

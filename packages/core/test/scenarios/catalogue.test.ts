import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeScenario, isScenario, type Scenario } from '../../src/scenario/index.ts';
import { catalogue } from '../../src/scenarios/index.ts';
import { expected } from '../../src/scenarios/support/factorials.ts';

const scenarios = new URL('../../src/scenarios/', import.meta.url);
const twins = new URL('../../../bench/src/python/', import.meta.url);
/**
 * Below the rows of the guide: Python has no plain accesses that a processor could reorder or a compiler forget, and no
 * way to end a thread from outside its code.
 */
const WITHOUT_TWIN = [
  'waiting-for-a-flag',
  'kill-storm',

  // Rows that the guide tells in prose, about what processes of JavaScript are and cost.
  'threads-or-processes',
  'multiprocessing-api',
  'own-interpreter',
  'shared-memory',
  'log-file',
  'database',
  'spawn-and-standby',
  'wrong-scope',

  'store-buffering',
  'message-passing',
  'load-buffering',
  'independent-reads',
  'coherence',
];

const load = async (module: string): Promise<Scenario> => {
  const { default: scenario } = (await import(new URL(`${module}.ts`, scenarios).href)) as {
    readonly default: Scenario;
  };
  return scenario;
};

test('the catalogue is what the folders hold', () => {
  const folders = readdirSync(scenarios).filter((name) => /^\d\d-/.test(name));
  const modules = folders.flatMap((folder) =>
    readdirSync(new URL(folder, scenarios)).map((file) => `${folder}/${file.replace(/\.ts$/, '')}`),
  );
  expect(catalogue.map((entry) => entry.module).sort()).toEqual(modules.sort());
  expect(new Set(catalogue.map((entry) => entry.id)).size).toBe(catalogue.length);
});

describe.each([...catalogue])('$id', ({ id, module }) => {
  test('is a scenario under its own name, in its own section', async () => {
    const scenario = await load(module);
    expect(isScenario(scenario)).toBe(true);
    expect(scenario.id).toBe(id);
    expect(module).toBe(
      `${String(scenario.section).padStart(2, '0')}-${module.slice(3, module.indexOf('/'))}/${id}`,
    );
    for (const row of scenario.rows) expect(row.split('.')[0]).toBe(String(scenario.section));
  });

  test('says for every variant what must show that it proved something', async () => {
    const scenario = await load(module);
    expect(Object.keys(scenario.nonVacuous ?? {}).sort()).toEqual(Object.keys(scenario.variants).sort());
  });

  test('has a mutant, and none that its contract could not tell from the variant', async () => {
    const scenario = await load(module);
    expect(scenario.mutants.length).toBeGreaterThan(0);
    for (const { variant, status } of scenario.mutants) {
      const expectations = (scenario.outcomes[variant] ?? []).map((row) => row.expect);
      if (status === 'forbidden') expect(expectations).toContain('never');
      if (status === 'notObserved') expect(expectations).toContain('mustSee');
    }
  });

  test('is plain data but for its code', async () => {
    const description = describeScenario(await load(module));
    expect(JSON.parse(JSON.stringify(description))).toEqual(description);
  });
});

describe.each(catalogue.filter(({ id }) => !WITHOUT_TWIN.includes(id)))(
  'the Python twin of $id',
  ({ id, module }) => {
    test('takes the same measures', async () => {
      const twin = new URL(`${id}.py`, twins);
      expect(existsSync(twin)).toBe(true);
      const text = readFileSync(twin, 'utf8');
      for (const measure of (await load(module)).measures) expect(text).toContain(`'${measure.id}'`);
    });
  },
);

test('the factorial that Python checks is the one that the contract states', async () => {
  const text = readFileSync(new URL('factorial.py', twins), 'utf8');
  const { outcomes, params } = await load('04-executors/factorial');
  const why = outcomes['sequential']?.[0]?.why;
  for (const n of [params['n']?.default, params['n']?.quick] as number[]) {
    expect(text).toContain(`${n}: (${expected(n).residue >>> 0}, ${expected(n).checksum >>> 0})`);
    expect(why).toContain(String(expected(n).checksum >>> 0));
  }
});

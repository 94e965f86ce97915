import { ContractError, defineScenario, isScenario } from '@interleave/core/scenario';
import { expect, test } from 'vitest';
import { definition } from '../support/definition.ts';

function problemsOf(changes: object, url: unknown = 'file:///s.ts'): readonly string[] {
  try {
    defineScenario(url as string, { ...definition, ...changes } as typeof definition);
  } catch (error) {
    if (error instanceof ContractError) return error.problems;
    throw error;
  }
  return [];
}

test('a scenario is the definition with its address and its hash, frozen and known by its brand', () => {
  const scenario = defineScenario('file:///s.ts', definition);
  expect(scenario).toMatchObject({ id: 'small', url: 'file:///s.ts' });
  expect(scenario.contractHash).toMatch(/^[0-9a-f]{16}$/);
  expect(Object.isFrozen(scenario)).toBe(true);
  expect(isScenario(scenario)).toBe(true);
  expect(isScenario({ ...scenario })).toBe(false);
  expect(isScenario(undefined)).toBe(false);
});

test('the error names the scenario and the field', () => {
  expect(() => defineScenario('file:///s.ts', { ...definition, title: '' })).toThrow(
    /Scenario 'small' breaks the contract:\n {2}- title is ''/,
  );
});

test.each([
  [{ Title: 'x' }, "Title is no field here; did you mean 'title'?"],
  [{ id: 'camelCase' }, "id is 'camelCase'; write it in kebab-case: 'camel-case'"],
  [{ section: 12 }, 'section is 12; it must be an integer from 0 to 11'],
  [{ rows: ['5'] }, "rows[0] is '5'; a row is written section.number, such as '5.1'"],
  [{ requires: [''] }, "requires[0] is ''; it must be capability names, as a text that is not empty"],
  [{ variants: {} }, 'variants is empty; a scenario has at least one variant'],
  [{ outcomes: {} }, 'outcomes.one is missing; it must be an array of { match, expect, why }'],
  [{ outcomes: { one: [] } }, 'outcomes.one is empty; without a row every observation is forbidden'],
  [
    {
      outcomes: {
        one: [
          { match: 'a', expect: 'may', why: 'x' },
          { match: 'a', expect: 'never', why: 'x' },
        ],
      },
    },
    "outcomes.one[1] matches 'a', which row 0 already does",
  ],
  [{ outcomes: { ...definition.outcomes, won: [] } }, "outcomes.won is of no variant; did you mean 'one'?"],
  [{ nonVacuous: { one: 'work' } }, "nonVacuous.one is 'work'; it must be an array of names of counters"],
  [
    { mutants: [{ id: 'm', why: 'x', variant: 'ona', status: 'forbidden' }] },
    "mutants[0].variant is 'ona'; did you mean 'one'?",
  ],
  [{ engine: 'runs' }, "engine is 'runs'; did you mean 'run'?"],
  [{ repeat: 0 }, 'repeat is 0; it must be an integer of at least 1'],
  [{ limit: 0.5 }, 'limit is 0.5; it must be an integer of at least 1'],
  [{ run: undefined }, 'run is missing; it must be a function: (ctx, params) => observation'],
  [
    { params: { n: { type: 'integer', default: 5, max: 4, about: 'x' } } },
    "params.n.default is out of its own parameter's type or range: Parameter 'params.n' takes an integer of at most 4, not 5",
  ],
  [
    { params: { n: { type: 'integer', default: 5, min: Infinity, about: 'x' } } },
    'params.n.min is of type number; it must be a finite number',
  ],
  [
    { params: { n: { type: 'choice', choices: ['a'], default: 'a', min: 1, about: 'x' } } },
    "params.n.min is no field here; there is 'type', 'default', 'quick', 'about', 'choices'",
  ],
])('%j is refused in a sentence', (changes, sentence) => {
  expect(problemsOf(changes)).toContain(sentence);
});

test('an address is needed', () => {
  expect(problemsOf({}, '')).toEqual(["The first argument is ''; pass import.meta.url"]);
  expect(problemsOf({}, 5)).toEqual(['The first argument is number; pass import.meta.url']);
});

const actor = Object.assign(() => undefined, { url: 'file:///s.ts', taskName: 'act' });
const sampled = {
  run: undefined,
  engine: 'sample',
  shape: { words: 1, results: 1 },
  actors: {
    one: [
      { name: 'a', task: actor },
      { name: 'b', task: actor },
    ],
  },
  project: (results: readonly number[]) => results.join(),
};
const { run: _run, ...rest } = definition;

function sampleProblems(changes: object): readonly string[] {
  try {
    defineScenario('file:///s.ts', { ...rest, ...sampled, run: undefined, ...changes } as never);
  } catch (error) {
    return (error as ContractError).problems.filter((problem) => !problem.startsWith('run is no field'));
  }
  return [];
}

test('a sampled scenario has actors that travel, two at least, and its mutants theirs', () => {
  expect(sampleProblems({})).toEqual([]);
  expect(sampleProblems({ actors: { one: [{ name: 'a', task: actor }] } })).toEqual([
    'actors.one has fewer than two actors; one alone has nobody to race with',
  ]);
  expect(
    sampleProblems({ actors: { one: [{ name: 'a', task: () => undefined }, sampled.actors.one[0]] } }),
  ).toEqual([
    'actors.one[0].task is a plain function, which does not travel; define it with defineTasks(import.meta.url, { ... })',
  ]);
  expect(sampleProblems({ mutants: [{ id: 'm', why: 'x', variant: 'one', status: 'forbidden' }] })).toEqual([
    'mutantActors.m is missing; it must be an array of { name, task }',
  ]);
  expect(sampleProblems({ shape: { words: 0, results: 17 } })).toHaveLength(2);
});

test('a sampled scenario has the engine’s parameters besides its own', () => {
  const { run: _none, ...definitionWithoutRun } = { ...rest, ...sampled };
  const scenario = defineScenario('file:///s.ts', definitionWithoutRun as never);
  expect(Object.keys(scenario.params)).toEqual(['duration', 'interleavings', 'patience', 'stride', 'n']);
});

function problemsWith(fields: object): readonly string[] {
  const { run: _none, project: _neither, engine: _another, ...bare } = definition;
  try {
    const scenario = defineScenario('file:///s.ts', { ...bare, ...fields } as never);
    return [Object.keys(scenario.params).join()];
  } catch (error) {
    return (error as ContractError).problems;
  }
}
const untravelled =
  'is a plain function, which does not travel; define it with defineTasks(import.meta.url, { ... })';

test('a scenario of endings has a body that travels for each variant, or sees them in its run', () => {
  const ending = { engine: 'terminate', bodies: { one: actor }, prepare: () => null };
  expect(problemsWith(ending)).toEqual(['bound,watch,settle,times,n']);
  expect(problemsWith({ ...ending, bodies: {} })).toEqual([
    'bodies.one is missing; it must be a function: (shared) => void',
  ]);
  expect(problemsWith({ ...ending, bodies: { one: () => null }, mutantBodies: { m: actor } })).toEqual([
    `bodies.one ${untravelled}`,
    expect.stringContaining('mutantBodies.m is of no mutant'),
  ]);
  expect(problemsWith({ ...ending, prepare: 1, provoke: 1, project: () => '' })).toEqual([
    expect.stringContaining('project is no field here'),
    'prepare is 1; it must be a function: (ctx, params) => shared',
    'provoke is 1; it must be a function: (ctx, shared, params) => void',
  ]);
  expect(problemsWith({ engine: 'terminate', run: () => 'a', project: () => 'a' })).toEqual(['n']);
});

test('a stress has workers that travel, and a check', () => {
  const worker = { name: 'w', task: actor };
  const stress = {
    engine: 'stress',
    workers: { one: [worker] },
    prepare: () => null,
    check: () => null,
    project: () => '',
  };
  expect(problemsWith(stress)).toEqual(['duration,episode,from,life,stalls,patience,n']);
  expect(problemsWith({ ...stress, workers: { one: [] }, check: 1, finish: 1 })).toEqual([
    'workers.one is empty; an episode without threads shows nothing',
    'finish is 1; it must be a function: (ctx, shared, params) => void',
    'check is 1; it must be a function: (ctx, shared, episode, params) => observation',
  ]);
  expect(problemsWith({ ...stress, workers: { one: [{ ...worker, mortal: 1, count: 0 }] } })).toEqual([
    'workers.one[0].count is 0; it must be an integer from 1 to 256',
    'workers.one[0].mortal is 1; it must be true or false',
  ]);
  expect(problemsWith({ ...stress, workers: { one: [{ name: 'w', task: () => null }] } })).toEqual([
    `workers.one[0].task ${untravelled}`,
  ]);
});

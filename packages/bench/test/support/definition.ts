/** The smallest definition that is a scenario. */
import type { ParamSchema, RunScenario } from '@interleave/core/scenario';

export const definition: RunScenario<ParamSchema, string> = {
  id: 'small',
  title: 'Small',
  section: 0,
  rows: [],
  lesson: 'As little as can be.',
  refs: [],
  requires: [],
  params: { n: { type: 'integer', default: 1, about: 'a number' } },
  variants: { one: { title: 'one' } },
  outcomes: { one: [{ match: /a+/, expect: 'may', why: 'it may' }] },
  mutants: [],
  measures: [],
  engine: 'run',
  run: () => 'a',
  project: (seen) => seen,
};

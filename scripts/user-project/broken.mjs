/** A contract with two slips. */
import { defineScenario } from '@interleave/core/scenario';

export default defineScenario(import.meta.url, {
  id: 'broken',
  title: 'A contract with two slips',
  section: 0,
  rows: [],
  lesson: 'Each is said with its field, and what to do.',
  refs: [],
  requires: [],
  params: {},
  variants: { only: { title: 'the only one' } },
  outcomes: { onyl: [], only: [{ match: 'fine', expect: 'allways', why: 'a slip' }] },
  mutants: [],
  measures: [],
  engine: 'run',
  run: () => 'fine',
  project: String,
});

/** JavaScript does as well. */
import { threading } from '@interleave/core';
import { defineScenario } from '@interleave/core/scenario';
import { announce } from './plain-tasks.mjs';

export default defineScenario(import.meta.url, {
  id: 'user-event',
  title: 'An event of a user',
  section: 0,
  rows: [],
  lesson: 'An event that one thread sets wakes another.',
  refs: [],
  requires: ['threads', 'shared-memory'],
  params: {},
  variants: { only: { title: 'the only one' } },
  outcomes: { only: [{ match: 'true', expect: 'always', why: 'it is set' }] },
  mutants: [],
  measures: [],
  engine: 'run',
  async run() {
    const event = new threading.Event();
    new threading.Thread(announce, { args: [event] }).start();
    return event.wait({ timeout: 60_000 });
  },
  project: String,
});

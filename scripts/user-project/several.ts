/** A user's module: two scenarios, their tasks in other files, one of which is not imported. */
import { queue, remote, threading } from '@interleave/core';
import { defineScenario } from '@interleave/core/scenario';
import { add } from './tasks.ts';

const more = remote<typeof import('./more-tasks.ts')>(new URL('./more-tasks.ts', import.meta.url));

const about = {
  section: 0,
  rows: [],
  refs: [],
  requires: ['threads', 'shared-memory'],
  variants: { only: { title: 'the only one' } },
  outcomes: { only: [{ match: 'right', expect: 'always', why: 'nothing is broken' }] },
  measures: [],
  mutants: [],
  engine: 'run',
} as const;

export default defineScenario(import.meta.url, {
  ...about,
  id: 'user-counter',
  title: 'A counter of a user',
  lesson: 'Tasks may stand in another file.',
  params: { times: { type: 'integer', default: 1000, quick: 100, about: 'Additions by each thread' } },
  async run(_ctx, { times }) {
    const counter = new SharedArrayBuffer(4);
    const lock = new threading.Lock();
    const threads = [1, 2].map(() => new threading.Thread(add, { args: [counter, times, lock] }).start());
    for (const thread of threads) {
      await thread.join();
      if (thread.error) throw thread.error;
    }
    return new Int32Array(counter)[0] ?? 0;
  },
  project: (got, { times }) => (got === 2 * times ? 'right' : `${got}`),
});

export const queues = defineScenario(import.meta.url, {
  ...about,
  id: 'user-queue',
  title: 'A queue of a user',
  lesson: 'A task need not be imported where it is started.',
  params: {},
  async run() {
    const sums = new queue.Queue<number>();
    const thread = new threading.Thread(more.add, { args: [sums, 1, 2, 3] }).start();
    await thread.join();
    if (thread.error) throw thread.error;
    return sums.get();
  },
  project: (sum) => (sum === 6 ? 'right' : `${sum}`),
});

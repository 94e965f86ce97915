/**
 * A worker that answers many tasks with one message.
 *
 * @module
 */

import { here } from '../bare/start-worker.ts';
import type { TaskName } from '../pool/pool.ts';
import { tasks } from '../pool/tasks.ts';

here.onMessage((message) => {
  const work = message as readonly unknown[];
  const results: unknown[] = [];
  for (let place = 0; place < work.length; place += 2)
    results.push(tasks[work[place] as TaskName](work[place + 1] as never));
  here.post(results);
});

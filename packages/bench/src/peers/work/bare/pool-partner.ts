/**
 * A worker that answers each message with one.
 *
 * @module
 */

import type { TaskName } from '../pool/pool.ts';
import { tasks, touch } from '../pool/tasks.ts';
import { here } from './start-worker.ts';

type Order = readonly [id: number, task: TaskName | 'move', value: never];

here.onMessage((message) => {
  const [id, task, value] = message as Order;
  if (task === 'move') here.post([id, touch(value)], [value]);
  else here.post([id, tasks[task](value)]);
});

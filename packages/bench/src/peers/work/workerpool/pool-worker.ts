/**
 * The tasks, as workerpool registers them.
 *
 * @module
 */

import workerpool from 'workerpool';
import { tasks, touch } from '../pool/tasks.ts';

workerpool.worker({
  ...tasks,
  move: (buffer: ArrayBuffer) => new workerpool.Transfer(touch(buffer), [buffer]),
});

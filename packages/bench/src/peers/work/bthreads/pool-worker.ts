/**
 * The tasks, as bthreads hooks them up. An array is a result and what to transfer of it.
 *
 * @module
 */

import threads from 'bthreads';
import { type Tasks, tasks, touch } from '../pool/tasks.ts';

threads.bufferify = false;
const { parent } = threads;
for (const name of Object.keys(tasks) as (keyof Tasks)[]) parent.hook(name, tasks[name]);
parent.hook('move', (buffer: ArrayBuffer) => [touch(buffer), [buffer]]);

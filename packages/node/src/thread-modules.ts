/**
 * What a worker of this library runs first where the package is there as it was published: the modules that a task's
 * module imports too, so that every thread loads them once. Elsewhere it is thread-entry.ts, which needs nothing else.
 *
 * @module
 */

import { startWorker, type Boot } from '@interleave/core/host';
import { host } from './install.ts';
import { writeThrough } from './write-through.ts';

writeThrough();
startWorker(host, process.getBuiltinModule('node:worker_threads').workerData as Boot);

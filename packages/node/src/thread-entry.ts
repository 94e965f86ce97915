/**
 * What a worker of this library runs first: it comes up before any user code is imported.
 *
 * @module
 */

import { startWorker, type Boot } from '@interleave/core/host';
import { host } from './host.ts';
import { writeThrough } from './write-through.ts';

writeThrough();
startWorker(host, process.getBuiltinModule('node:worker_threads').workerData as Boot);

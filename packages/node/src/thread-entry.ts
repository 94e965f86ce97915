/**
 * What a worker of this library runs first: it comes up before any user code is imported.
 *
 * @module
 */

import { workerData } from 'node:worker_threads';
import { startWorker, type Boot } from '@interleave/core/host';
import { host } from './host.ts';
import { writeThrough } from './write-through.ts';

writeThrough();
startWorker(host, workerData as Boot);

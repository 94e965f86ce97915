/**
 * How a child process comes up, with every primitive known to it: see start-worker.ts.
 *
 * @module
 */

import '../futures/index.ts';
import '../multiprocessing/index.ts';
import '../queue/index.ts';
import '../threading/index.ts';
import { runChildProcess } from '../lifecycle/processes/child-main.ts';
import { inward } from '../multiprocessing/outward.ts';
import type { Host } from './host.ts';

/** Called by a runtime's entry module for children, before any user code is imported. */
export function startProcess(host: Host): Promise<void> {
  return runChildProcess(host, inward);
}

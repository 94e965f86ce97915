/**
 * How a child process comes up, with every primitive known to it: see start-worker.ts.
 *
 * @module
 */

import '../futures/index.ts';
import '../multiprocessing/index.ts';
import '../queue/index.ts';
import '../threading/index.ts';

export { startProcess } from '../lifecycle/processes/child-main.ts';

/**
 * How a worker comes up, with every primitive known to it: a task module that only names a primitive's type does not
 * import it, and is sent one all the same.
 *
 * @module
 */

import '../futures/index.ts';
import '../multiprocessing/index.ts';
import '../queue/index.ts';
import '../threading/index.ts';

export { startWorker } from '../lifecycle/worker.ts';

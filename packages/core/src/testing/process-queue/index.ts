import type { CaseGroup, Suite } from '../cases.ts';
import { accounting } from '../queue/accounting.ts';
import { basics } from '../queue/basics.ts';
import { bounds } from '../queue/bounds.ts';
import { handles, handlesOfQueue } from '../queue/handles.ts';
import { iteration } from '../queue/iteration.ts';
import { order } from '../queue/order.ts';
import { passing } from '../queue/passing.ts';
import { shutdown } from '../queue/shutdown.ts';
import { blocking, waiting, waitingForRoom } from '../queue/waiting.ts';
import { accounted } from './accounted.ts';
import { closing, closingSimple } from './closing.ts';
import { deaths } from './deaths.ts';
import { processes } from './processes.ts';
import { refusals } from './refusals.ts';
import { runtimes } from './runtimes.ts';

/**
 * Queue and JoinableQueue of processes: all that those of threads do, and what processes add.
 *
 * Adapted of CPython's rows: MQ-07 and MQ-08 (an item that cannot travel is refused by its put, and has taken no room),
 * MQ-12 (there is no feeder: what was put is in shared memory, so its putter may end before it is got, and the items stay).
 */
export const processQueueSuite: Suite = {
  name: 'process-queue',
  variants: ['Queue', 'JoinableQueue'],
  groups: [
    basics,
    bounds,
    waiting,
    waitingForRoom,
    blocking,
    shutdown,
    accounting,
    iteration,
    order('Queue'),
    passing,
    handles,
    handlesOfQueue,
    closing,
    refusals,
    processes,
    accounted,
    runtimes,
    deaths,
  ],
};

export const processSimpleQueueSuite: Suite = {
  name: 'process-simple-queue',
  variants: ['SimpleQueue'],
  groups: [basics, waiting, order('SimpleQueue'), passing, handles, closingSimple, refusals],
};

/** The groups whose cases start no other thread and no process, and that any queue of processes has. */
export const insideOneThread: readonly CaseGroup[] = [basics, refusals];

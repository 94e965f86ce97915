import type { CaseGroup, Suite } from '../cases.ts';
import { accounting } from './accounting.ts';
import { basics } from './basics.ts';
import { bounds } from './bounds.ts';
import { handles, handlesOfQueue } from './handles.ts';
import { iteration } from './iteration.ts';
import { order } from './order.ts';
import { page, pageOfQueue } from './page.ts';
import { passing } from './passing.ts';
import { priority } from './priority.ts';
import { shutdown } from './shutdown.ts';
import { blocking, waiting, waitingForRoom } from './waiting.ts';

export const queueSuite: Suite = {
  name: 'queue',
  variants: ['Queue', 'LifoQueue', 'PriorityQueue'],
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
    priority,
    page,
    pageOfQueue,
  ],
};

/** The groups whose cases start no other thread. */
export const ofOneThread: readonly CaseGroup[] = [basics, bounds, priority];

/** Of a SimpleQueue, which has no bound of items, no tasks and no shutdown. */
export const simpleQueueSuite: Suite = {
  name: 'simple-queue',
  variants: ['SimpleQueue'],
  groups: [basics, waiting, blocking, order('SimpleQueue'), passing, handles, page],
};

/**
 * The proxies of a manager's primitives, by the kinds that they are of.
 *
 * @module
 */

import { proxiesOf } from '../proxy.ts';
import { RemoteBarrier } from './barrier.ts';
import { RemoteCondition } from './condition.ts';
import { RemoteEvent } from './event.ts';
import { RemoteLock } from './lock.ts';
import { RemoteQueue } from './queue.ts';
import { RemoteRLock } from './rlock.ts';
import { RemoteSemaphore } from './semaphore.ts';

proxiesOf('Lock', RemoteLock);
proxiesOf('RLock', RemoteRLock);
proxiesOf('Condition', RemoteCondition);
proxiesOf('Semaphore', RemoteSemaphore);
proxiesOf('BoundedSemaphore', RemoteSemaphore);
proxiesOf('Event', RemoteEvent);
proxiesOf('Barrier', RemoteBarrier);
proxiesOf('Queue', RemoteQueue);
proxiesOf('JoinableQueue', RemoteQueue);

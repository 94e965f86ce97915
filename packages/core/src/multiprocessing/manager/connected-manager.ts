/**
 * A manager as whoever is connected to it by a socket has it: its primitives are the manager's, for there is no memory that
 * both have.
 *
 * @module
 */

import { UnsupportedError } from '../../errors.ts';
import type { QueueOptions } from '../../queue/index.ts';
import type { Barrier } from '../barrier.ts';
import type { BoundedSemaphore } from '../bounded-semaphore.ts';
import type { Condition } from '../condition.ts';
import type { Event } from '../event.ts';
import type { JoinableQueue } from '../joinable-queue.ts';
import type { Lock } from '../lock.ts';
import type { Queue } from '../queue.ts';
import type { RLock } from '../rlock.ts';
import type { Semaphore } from '../semaphore.ts';
import { BaseManager } from './base-manager.ts';
import type { Manager } from './manager.ts';

export class ConnectedManager extends BaseManager implements Manager {
  Queue<T>(options?: QueueOptions): Promise<Queue<T>> {
    return this.create('Queue', options);
  }

  JoinableQueue<T>(options?: QueueOptions): Promise<JoinableQueue<T>> {
    return this.create('JoinableQueue', options);
  }

  Lock(): Promise<Lock> {
    return this.create('Lock');
  }

  RLock(): Promise<RLock> {
    return this.create('RLock');
  }

  Event(): Promise<Event> {
    return this.create('Event');
  }

  Condition(): Promise<Condition> {
    return this.create('Condition');
  }

  Semaphore(n?: number): Promise<Semaphore> {
    return this.create('Semaphore', n);
  }

  BoundedSemaphore(n?: number): Promise<BoundedSemaphore> {
    return this.create('BoundedSemaphore', n);
  }

  Barrier(parties: number): Promise<Barrier> {
    return this.create('Barrier', parties);
  }

  async Pool(): Promise<never> {
    throw new UnsupportedError(
      'Cannot make a Pool of a manager that a socket leads to: its calls name modules, which the manager loads for its ' +
        'own program alone; make one here, or register a class there that does what is wanted',
    );
  }
}

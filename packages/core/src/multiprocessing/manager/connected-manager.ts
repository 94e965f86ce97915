/**
 * A manager as whoever is connected to it by a socket has it: without what is memory of its own program.
 *
 * @module
 */

import { UnsupportedError } from '../../errors.ts';
import { BaseManager } from './base-manager.ts';
import type { Manager } from './manager.ts';

export class ConnectedManager extends BaseManager implements Manager {
  Queue(): Promise<never> {
    return this.#refuse('Queue');
  }

  JoinableQueue(): Promise<never> {
    return this.#refuse('JoinableQueue');
  }

  Lock(): Promise<never> {
    return this.#refuse('Lock');
  }

  RLock(): Promise<never> {
    return this.#refuse('RLock');
  }

  Event(): Promise<never> {
    return this.#refuse('Event');
  }

  Condition(): Promise<never> {
    return this.#refuse('Condition');
  }

  Semaphore(): Promise<never> {
    return this.#refuse('Semaphore');
  }

  BoundedSemaphore(): Promise<never> {
    return this.#refuse('BoundedSemaphore');
  }

  Barrier(): Promise<never> {
    return this.#refuse('Barrier');
  }

  async Pool(): Promise<never> {
    throw new UnsupportedError(
      'Cannot make a Pool of a manager that a socket leads to: its calls name modules, which the manager loads for its ' +
        'own program alone; make one here, or register a class there that does what is wanted',
    );
  }

  async #refuse(what: string): Promise<never> {
    throw new UnsupportedError(
      `Cannot make a ${what} of a manager that a socket leads to: it is memory of one program; the manager's own ` +
        'program makes it, or register a class there that does what is wanted',
    );
  }
}

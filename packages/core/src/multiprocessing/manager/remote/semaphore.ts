import { Takeable } from './remote.ts';

/** A Semaphore that a manager owns, or a BoundedSemaphore. */
export class RemoteSemaphore extends Takeable {
  override release(n = 1): void {
    this.ask('release', n);
  }

  get value(): number {
    return this.ask('value');
  }
}

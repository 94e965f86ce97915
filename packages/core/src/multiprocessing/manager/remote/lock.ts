import { Takeable } from './remote.ts';

/** A Lock that a manager owns. */
export class RemoteLock extends Takeable {
  get locked(): boolean {
    return this.ask('locked');
  }

  /** Whether its holder took it from a client that had gone. */
  get abandoned(): boolean {
    return this.ask('abandoned');
  }
}

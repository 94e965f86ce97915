/**
 * The half of a lock that blocks: what Lock, RLock and Condition all have.
 *
 * @module
 */

import type { WaitSyncOptions } from '../agent/deadline.ts';
import type { Guard } from '../agent/guard.ts';

export interface BlockingLock {
  acquireSync(options?: WaitSyncOptions): boolean;
  tryAcquire(): boolean;
  release(): void;
  holdSync(options?: WaitSyncOptions): Guard;
}

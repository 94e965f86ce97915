/**
 * A Condition of a manager, with its Lock.
 *
 * Who waits has freed the lock and is in the list of those to be notified, in the order in which they came; who notifies
 * takes them out of it, and they wait for the lock. One that is aborted, or whose client goes, takes itself out; one that
 * was notified, and was aborted before that or goes before it has the lock again, hands its notification on.
 *
 * @module
 */

import type { WaitSyncOptions } from '../../../agent/deadline.ts';
import { NotOwnedError } from '../../../errors.ts';
import type { Holding } from './holding.ts';
import { Line } from './line.ts';
import { LockObject, type Taking } from './lock-objects.ts';
import { Served, type Caller } from './served.ts';

interface Waiter {
  notified: boolean;
}

export class ConditionObject extends Served {
  readonly #lock: LockObject = new LockObject();
  readonly #holding: Holding = LockObject.holdingOf(this.#lock);
  readonly #line: Line = new Line();
  readonly #waiters: Set<Waiter> = new Set();

  lock(): LockObject {
    return this.#lock;
  }

  acquire(caller: Caller, taking: Taking): boolean | Promise<boolean> {
    return this.#lock.acquire(caller, taking);
  }

  release(): void {
    this.#lock.release();
  }

  locked(): boolean {
    return this.#lock.locked();
  }

  async wait(caller: Caller, { timeout }: WaitSyncOptions): Promise<boolean> {
    this.#refuseUnheld(caller, 'wait');
    const waiter: Waiter = { notified: false };
    const scoped = this.#holding.hold?.scoped === true;
    this.#waiters.add(waiter);
    this.#lock.release();
    try {
      await this.#line.wait(() => waiter.notified, { timeout, signal: caller.signal });
    } catch (aborted) {
      this.#handOn(waiter);
      throw aborted;
    } finally {
      this.#waiters.delete(waiter);
      await this.#retake(caller, scoped, waiter);
    }
    // One that was notified when its time was over already, and this had not been told, has been notified.
    return waiter.notified;
  }

  /** Between the end of a wait and this there is a turn of promises, in which it may still be notified. */
  #handOn(waiter: Waiter): void {
    if (!waiter.notified) return;
    waiter.notified = false;
    this.#wake(1);
  }

  /** Outside the timeout, and though the wait was aborted: but for nobody who has gone. */
  async #retake({ session }: Caller, scoped: boolean, waiter: Waiter): Promise<void> {
    try {
      await this.#lock.acquire({ session, signal: session.signal }, { timeout: Infinity, scoped });
    } catch (gone) {
      this.#handOn(waiter);
      throw gone;
    }
  }

  notify(caller: Caller, n: number): void {
    this.#refuseUnheld(caller, 'notify');
    this.#wake(n);
  }

  waiting(): number {
    return this.#waiters.size;
  }

  #wake(n: number): void {
    let left = n;
    for (const waiter of this.#waiters) {
      if (left <= 0) break;
      left -= 1;
      waiter.notified = true;
      this.#waiters.delete(waiter);
    }
    this.#line.serve();
  }

  #refuseUnheld(caller: Caller, what: string): void {
    if (this.#holding.hold?.session === caller.session) return;
    throw new NotOwnedError(
      `Cannot ${what}: the condition’s lock is not held by the caller; acquire it first`,
    );
  }
}

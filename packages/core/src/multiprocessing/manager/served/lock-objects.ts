/**
 * The locks of a manager, for those who have no memory in common with it.
 *
 * @module
 */

import { DeadlockError, NotOwnedError } from '../../../errors.ts';
import { Holding, type Hold } from './holding.ts';
import { Served, type Caller } from './served.ts';

export interface Taking {
  readonly timeout: number;
  /** Whether the client's thread stands still meanwhile. */
  readonly blocking?: boolean;
  readonly scoped?: boolean;
  readonly flow?: number;
}

abstract class HeldObject extends Served {
  protected readonly holding: Holding = new Holding();

  locked(): boolean {
    return this.holding.hold !== undefined;
  }

  abandoned(): boolean {
    return this.holding.hold?.abandoned === true;
  }
}

/** An attempt, and a wait for it where it is in vain. */
function attend(
  holding: Holding,
  { session, signal }: Caller,
  { timeout, blocking }: Taking,
  attempt: () => boolean,
): boolean | Promise<boolean> {
  // Nobody would free what one that has gone takes.
  if (signal.aborted) throw signal.reason;
  if (attempt()) return true;
  if (timeout === 0) return false;
  const own = holding.hold?.session === session && holding.hold.scoped;
  if (own && blocking === true && timeout === Infinity)
    throw new DeadlockError(
      'Cannot wait for the lock: a hold or a run of this thread holds it, which cannot end while it blocks',
    );
  return holding.wait(attempt, { timeout, signal });
}

export class LockObject extends HeldObject {
  acquire(caller: Caller, taking: Taking): boolean | Promise<boolean> {
    const attempt = (): boolean => this.holding.take(caller.session, 0, taking.scoped === true);
    return attend(this.holding, caller, taking, attempt);
  }

  /** No method of its proxies. */
  static holdingOf(lock: LockObject): Holding {
    return lock.holding;
  }

  release(): void {
    if (!this.locked()) throw new NotOwnedError('Cannot release the lock: nobody holds it');
    this.holding.free();
  }
}

export class RLockObject extends HeldObject {
  acquire(caller: Caller, taking: Taking): boolean | Promise<boolean> {
    const { flow = 0 } = taking;
    const attempt = (): boolean => {
      const hold = this.#heldBy(caller, flow);
      if (hold === undefined) return this.holding.take(caller.session, flow, taking.scoped === true);
      hold.depth += 1;
      return true;
    };
    return attend(this.holding, caller, taking, attempt);
  }

  release(caller: Caller, flow: number = 0): void {
    const hold = this.#heldBy(caller, flow);
    if (hold === undefined)
      throw new NotOwnedError(`Cannot release the lock: ${this.locked() ? 'another' : 'nobody'} holds it`);
    hold.depth -= 1;
    if (hold.depth === 0) this.holding.free();
  }

  depth(): number {
    return this.holding.hold?.depth ?? 0;
  }

  /** Whether one of these flows of the caller holds it. */
  owned(caller: Caller, flows: readonly number[]): boolean {
    return flows.some((flow) => this.#heldBy(caller, flow) !== undefined);
  }

  #heldBy({ session }: Caller, flow: number): Hold | undefined {
    const { hold } = this.holding;
    return hold?.session === session && hold.flow === flow ? hold : undefined;
  }
}

import { deadlineOf, timeoutOf, type WaitOptions, type WaitSyncOptions } from '../../../agent/deadline.ts';
import { currentHost } from '../../../agent/state.ts';
import { ask } from '../../../threading/ask-predicate.ts';
import type { RemoteLock } from './lock.ts';
import { Takeable } from './remote.ts';

/** A Condition that a manager owns, over a Lock of its. A predicate is asked here. */
export class RemoteCondition extends Takeable {
  get lock(): RemoteLock {
    return this.ask('lock');
  }

  get locked(): boolean {
    return this.ask('locked');
  }

  wait(options?: WaitOptions): Promise<boolean> {
    return this.waits('wait', options);
  }

  waitSync(options?: WaitSyncOptions): boolean {
    return this.waitsSync('wait', options);
  }

  async waitFor(predicate: () => boolean, options?: WaitOptions): Promise<boolean> {
    const deadline = deadlineOf(timeoutOf(options));
    if (options?.signal?.aborted === true) throw options.signal.reason;
    let notified = true;
    while (!ask(predicate)) {
      if (!notified) return false;
      notified = await this.wait({ ...options, timeout: leftOf(deadline) });
    }
    return true;
  }

  waitForSync(predicate: () => boolean, options?: WaitSyncOptions): boolean {
    const deadline = deadlineOf(timeoutOf(options));
    let notified = true;
    while (!ask(predicate)) {
      if (!notified) return false;
      notified = this.waitSync({ timeout: leftOf(deadline) });
    }
    return true;
  }

  notify(n = 1): void {
    if (typeof n !== 'number')
      throw new TypeError(`Cannot notify ${this}: n must be a number, received ${typeof n}`);
    if (!Number.isInteger(n) || n < 0)
      throw new RangeError(`Cannot notify ${this}: n must be an integer of 0 or more, received ${n}`);
    this.ask('notify', n);
  }

  notifyAll(): void {
    this.ask('notify', Infinity);
  }
}

function leftOf(deadline: number): number {
  return deadline === Infinity ? Infinity : Math.max(0, deadline - currentHost().now());
}

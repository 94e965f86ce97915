/**
 * What the primitives of a manager have in common for those who have no memory in common with it: what changes or tells is
 * a blocking call, and what waits is a call that the manager answers when it is over.
 *
 * @module
 */

import { timeoutOf, type WaitOptions, type WaitSyncOptions } from '../../../agent/deadline.ts';
import { Guard } from '../../../agent/guard.ts';
import { TimeoutError } from '../../../errors.ts';
import { ManagerProxy } from '../proxy.ts';

export abstract class Remote extends ManagerProxy {
  get scope(): 'process' {
    return 'process';
  }

  get name(): undefined {
    return undefined;
  }

  protected ask<T>(method: string, ...args: unknown[]): T {
    return this.callMethodSync(method, args) as T;
  }

  protected async waits<T>(
    method: string,
    options: WaitOptions | undefined,
    given: readonly unknown[] = [],
    more: object = {},
  ): Promise<T> {
    const wait = { timeout: timeoutOf(options), ...more };
    return (await this.callMethod(method, [...given, wait], options?.signal)) as T;
  }

  protected waitsSync<T>(
    method: string,
    options: WaitSyncOptions | undefined,
    given: readonly unknown[] = [],
    more: object = {},
  ): T {
    const wait = { timeout: timeoutOf(options), blocking: true, ...more };
    return this.callMethodSync(method, [...given, wait]) as T;
  }
}

const SCOPED = { scoped: true };

/** What can be taken and given back: Lock, Condition and the semaphores. */
export abstract class Takeable extends Remote {
  tryAcquire(): boolean {
    return this.waitsSync('acquire', { timeout: 0 });
  }

  acquire(options?: WaitOptions): Promise<boolean> {
    return this.waits('acquire', options);
  }

  acquireSync(options?: WaitSyncOptions): boolean {
    return this.waitsSync('acquire', options);
  }

  release(): void {
    this.ask('release');
  }

  async hold(options?: WaitOptions): Promise<Guard> {
    await this.#taken(options);
    return new Guard(() => this.release());
  }

  holdSync(options?: WaitSyncOptions): Guard {
    if (!this.waitsSync<boolean>('acquire', options, [], SCOPED)) throw late(this, options);
    return new Guard(() => this.release());
  }

  async run<T>(body: () => T | PromiseLike<T>, options?: WaitOptions): Promise<T> {
    await this.#taken(options);
    try {
      return await body();
    } finally {
      await this.callMethod('release');
    }
  }

  runSync<T>(body: () => T, options?: WaitSyncOptions): T {
    const guard = this.holdSync(options);
    try {
      return body();
    } finally {
      guard.release();
    }
  }

  async #taken(options: WaitOptions | undefined): Promise<void> {
    if (!(await this.waits<boolean>('acquire', options, [], SCOPED))) throw late(this, options);
  }
}

export function late(what: object, options: WaitSyncOptions | undefined): TimeoutError {
  return new TimeoutError(`Cannot hold ${String(what)}: still taken after ${options?.timeout ?? 0} ms`);
}

/**
 * What a thread is started with, and what every agent may know of one.
 *
 * @module
 */

import type { Transferable } from '../task/task.ts';
import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';

export interface ThreadOptions {
  /** Default `Thread-N (task)`. */
  readonly name?: string;
  /** A daemon thread does not keep the program alive. Default: as the thread that makes it. */
  readonly daemon?: boolean;
  /** Objects among the arguments that move instead of being copied. */
  readonly transfer?: readonly Transferable[];
  /** In bytes, where the runtime lets it be set (Node). */
  readonly stackSize?: number;
}

/** `args` may be left out only where the task needs none. */
export type WithArgs<A extends unknown[], O> = [] extends A
  ? [options?: O & { readonly args?: NoInfer<A> }]
  : [options: O & { readonly args: NoInfer<A> }];

/** A thread as any thread sees it. */
export interface ThreadInfo {
  readonly name: string;
  /** Unique in the program and never given twice; undefined before the start. */
  readonly ident: number | undefined;
  /** The kernel's identifier, null where it cannot be had. */
  readonly nativeId: number | null;
  readonly daemon: boolean;
  readonly isAlive: boolean;
  /** What ended it, where that was an error. */
  readonly error: Error | undefined;
  /**
   * Waits until it has ended; false when the timeout passed first.
   *
   * @throws {StateError} in the thread itself, and of a worker that was not started as a Thread
   */
  join(options?: WaitOptions): Promise<boolean>;
  /**
   * Blocks until it has ended; false when the timeout passed first.
   *
   * @throws {StateError} in the thread itself, and of a worker that was not started as a Thread
   */
  joinSync(options?: WaitSyncOptions): boolean;
}

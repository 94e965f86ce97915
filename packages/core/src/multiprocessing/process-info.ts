/**
 * What a process is started with, and what any process may know of one.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../agent/deadline.ts';
import type { Runtime } from '../host/system-host.ts';
import type { StartMethod } from './start-methods.ts';

export interface ProcessOptions {
  /** Default `Process-N`, in a child `Process-1:N`. */
  readonly name?: string;
  /** A daemonic process is ended when the program has nothing left to do but to wait. Default: as this process. */
  readonly daemon?: boolean;
  /** Default: what `setStartMethod` has chosen, else `spawn`. */
  readonly startMethod?: StartMethod;
  /** The runtime that the child runs on. Default: this one. */
  readonly runtime?: Runtime;
}

/** A process as any process sees it. */
export interface ProcessInfo {
  /** The system's number; undefined before the start. */
  readonly pid: number | undefined;
  readonly name: string;
  readonly daemon: boolean;
  readonly isAlive: boolean;
  /** Waits until it has ended; false when the timeout passed first. */
  join(options?: WaitOptions): Promise<boolean>;
  /** Blocks until it has ended; false when the timeout passed first. */
  joinSync(options?: WaitSyncOptions): boolean;
}

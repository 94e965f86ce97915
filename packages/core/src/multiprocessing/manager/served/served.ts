/**
 * What a manager owns for its clients to wait at: whoever calls it is known to it, so that a call which waits can be taken
 * back, and what a client that has gone has left behind can be put in order.
 *
 * @module
 */

import type { Session } from './session.ts';

/** Who calls. */
export interface Caller {
  /** Aborted when the call is taken back, or its client has gone. */
  readonly signal: AbortSignal;
  readonly session: Session;
}

/** Its methods are given the caller before what the caller has given. */
export abstract class Served {
  /** The manager ends, or nobody refers to it any more. */
  [Symbol.dispose](): void {}
}

/**
 * Where a queue's items are and in which order they leave: a ring of bytes, or an array as a stack or heap. A store
 * tries once and never waits; what waits is above it.
 *
 * @module
 */

import type { Inbox } from './inbox.ts';
import type { Parcel } from './parcel.ts';

/** How one try went. */
export type Outcome = 0 | 1 | 2 | 3;
export const OK: Outcome = 0;
/** Full, or empty. */
export const NOT_NOW: Outcome = 1;
/** Shut down; for a getter also empty. */
export const SHUT: Outcome = 2;
/** The item is in the inbox and still in the queue, until it is decoded and `settle` takes it out. */
export const SEEN: Outcome = 3;

export interface Store {
  put(parcel: Parcel): Outcome;
  /** Copies the next item into the inbox and takes it out, or (SEEN) leaves that to `settle`. */
  take(inbox: Inbox): Outcome;
  /** Takes out what `take` has seen; false when somebody else was faster. */
  settle(inbox: Inbox): boolean;
  /** From now on nothing is put; what is there can be taken. */
  close(): void;
  /** How many bytes its items have, where there is a bound for them. */
  bytes(): number;
}

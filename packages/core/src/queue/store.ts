/**
 * Where a queue's items are and in which order they leave: a ring of bytes, or an array as a stack or heap. A store
 * tries once and never waits; what waits is above it.
 *
 * @module
 */

import type { Inbox } from './inbox.ts';
import type { Parcel } from './parcel.ts';

/** How one try went. */
export type Outcome = 0 | 1 | 2 | 3 | 4;
export const OK: Outcome = 0;
/** Full, or empty. */
export const NOT_NOW: Outcome = 1;
/** Shut down; for a getter also empty. */
export const SHUT: Outcome = 2;
/** The item is in the inbox and still in the queue, until it is decoded and `settle` takes it out. */
export const SEEN: Outcome = 3;
/** Another agent, which may be dead, is inside, and this one must not wait for that: it tries again later. */
export const LATER: Outcome = 4;

export interface Store {
  put(parcel: Parcel): Outcome;
  /** Copies the next item into the inbox and takes it out, or (SEEN) leaves that to `settle`. */
  take(inbox: Inbox): Outcome;
  /** Takes out what `take` has seen; false when somebody else was faster, or is inside. */
  settle(inbox: Inbox): boolean;
  /** From now on nothing is put; what is there can be taken. False when it has to be tried again later. */
  close(): boolean;
  /** How many bytes its items have, where there is a bound for them. */
  bytes(): number;
}

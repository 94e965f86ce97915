import type { Address } from '../../memory/index.ts';

/** What comes by message for a task, or back for the owner. */
export interface Aside {
  readonly place: Address;
  /** Of a task: the state that its place was left in. */
  readonly state: number;
  readonly aside: readonly object[];
}

/** What is sent to a worker, the so many-th of all. */
export interface Letter extends Aside {
  readonly number: number;
}

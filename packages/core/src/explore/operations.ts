/**
 * What an agent can do to explored memory: each of these is one scheduling point.
 *
 * @module
 */

import type { Address } from '../memory/index.ts';

export type OperationName =
  | 'start'
  | 'resume'
  | 'load'
  | 'store'
  | 'add'
  | 'sub'
  | 'or'
  | 'and'
  | 'exchange'
  | 'compareExchange'
  | 'load64'
  | 'store64'
  | 'add64'
  | 'compareExchange64'
  | 'wait'
  | 'waitAsync'
  | 'notify';

/** One operation that an agent is about to do, or has done. */
export interface Operation {
  readonly name: OperationName;
  readonly at: Address;
  /** The value, the addend, the expected value or the count. */
  readonly a: number | bigint;
  /** The value to be stored by compareExchange; how long (ms) a wait is bounded. */
  readonly b: number | bigint;
}

export const START: Operation = { name: 'start', at: 0, a: 0, b: 0 };
export const RESUME: Operation = { name: 'resume', at: 0, a: 0, b: 0 };

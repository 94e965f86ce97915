/**
 * What the bench asks of one process or page.
 *
 * @module
 */

import type { ParamValue } from './params.ts';

/** Only say hello: runtime, version, capabilities. */
export interface HelloOrder {
  readonly kind: 'hello';
}

/** Load modules and describe their contracts. */
export interface DescribeOrder {
  readonly kind: 'describe';
  readonly modules: readonly string[];
}

/** Run one variant of one scenario, or a mutant of it. */
export interface RunOrder {
  readonly kind: 'run';
  /** The scenario module's URL, as this target can import it. */
  readonly module: string;
  /** The id of one of the module's scenarios; its first where absent. */
  readonly scenario?: string;
  readonly variant: string;
  readonly mutant?: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly seed: number;
  /** After so many milliseconds `ctx.signal` is aborted; the bench kills the unit soon after. */
  readonly limit: number;
  /** Whether threads and processes write down what they do, for the timeline. */
  readonly trace?: boolean;
}

export type UnitOrder = HelloOrder | DescribeOrder | RunOrder;

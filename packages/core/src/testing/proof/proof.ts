/**
 * What is explored of a primitive, and how far.
 *
 * @module
 */

import type { Exploration, Limits } from '../../explore/index.ts';

/** An exploration with its bounds. */
export interface Proof extends Exploration<object> {
  /** The primitive's name in the tables. */
  readonly group: string;
  readonly limits: Limits;
}

export function proof<S extends object>(group: string, limits: Limits, exploration: Exploration<S>): Proof {
  const { name } = exploration;
  const told = limits.timeouts === undefined ? name : `${name}; a wait may end by time`;
  return { ...(exploration as unknown as Exploration<object>), name: told, group, limits };
}

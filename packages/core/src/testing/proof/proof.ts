/**
 * What is explored of a primitive, and how far.
 *
 * @module
 */

import { explore, type Exploration, type ExploreResult, type Limits } from '../../explore/index.ts';

/** One exploration with its bounds. */
export interface Proof {
  /** The primitive's name in the tables. */
  readonly of: string;
  readonly what: string;
  readonly limits: Limits;
  run(limits?: Limits): Promise<ExploreResult>;
}

export function proof<S extends object>(of: string, limits: Limits, exploration: Exploration<S>): Proof {
  return {
    of,
    what: exploration.name,
    limits,
    run: (more = {}) => explore(exploration, { ...limits, ...more }),
  };
}

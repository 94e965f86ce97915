import type { Initializer } from './crew.ts';

/** What a pool is to be, checked. */
export interface PoolSettings {
  readonly maxWorkers: number;
  readonly minWorkers: number;
  readonly idleTimeout: number;
  readonly name: string;
  readonly initializer: Initializer | undefined;
}

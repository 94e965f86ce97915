export interface Initializer {
  readonly task: unknown;
  readonly args: readonly unknown[];
}

/** What a pool is to be, checked. */
export interface PoolSettings {
  readonly maxWorkers: number;
  readonly minWorkers: number;
  readonly idleTimeout: number;
  /** How many tasks a worker may take before another takes its place; 0: any number. */
  readonly mostTasks: number;
  readonly name: string;
  readonly initializer: Initializer | undefined;
}

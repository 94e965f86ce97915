import { currentProgram } from '../../agent/program.ts';
import { settingsOf, whole } from '../../futures/pool-options.ts';
import type { PoolSettings } from '../../futures/pool/settings.ts';
import type { AnyTask } from '../../task/task.ts';
import { checkStartMethod, type StartMethod } from '../start-methods.ts';

export interface PoolOptions {
  /** How many workers. Default: the processors that this process may use. */
  readonly processes?: number;
  /** A task that each worker runs before anything else. */
  readonly initializer?: AnyTask;
  readonly initargs?: readonly unknown[];
  /** How many calls, or chunks of them, a worker takes before another takes its place. Default: any number. */
  readonly maxTasksPerChild?: number;
  /** How workers come to be. Default: what `setStartMethod` has chosen, else `spawn`. */
  readonly startMethod?: StartMethod;
}

/** The options of a Pool, checked. */
export function checkedPoolOptions(options: PoolOptions | undefined): PoolSettings {
  if (options !== undefined && (typeof options !== 'object' || options === null)) {
    throw new TypeError(`Cannot make a Pool: it takes an options object, received ${typeof options}`);
  }
  const { processes, maxTasksPerChild, initializer, initargs, startMethod } = options ?? {};
  const program = currentProgram();
  const count = processes ?? Math.max(1, program.host.parallelism());
  whole('Pool', 'processes', count, 1);
  if (maxTasksPerChild !== undefined) whole('Pool', 'maxTasksPerChild', maxTasksPerChild, 1);
  if (startMethod !== undefined) checkStartMethod(startMethod);
  const given = { maxWorkers: count, minWorkers: count, initializer, initargs };
  return settingsOf(program, 'Pool', given, maxTasksPerChild);
}

import { Process, type ProcessOptions, type StartMethod } from '../../multiprocessing/index.ts';
import type { Task } from '../../task/index.ts';
import type { Context } from '../context.ts';

/** A process of the start method on test, which is the suite's variant. */
export function make<A extends unknown[]>(
  { place }: Context,
  target: Task<A>,
  args: NoInfer<A>,
  options: ProcessOptions = {},
): Process {
  const startMethod = place.variant as StartMethod;
  const made = new Process(target as unknown as Task<unknown[]>, { startMethod, ...options, args });
  return made as unknown as Process;
}

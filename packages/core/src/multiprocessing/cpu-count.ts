import { currentProgram } from '../agent/program.ts';

/**
 * How many CPUs the system has. A process may be allowed fewer.
 *
 * @see https://docs.python.org/3/library/multiprocessing.html#multiprocessing.cpu_count
 */
export function cpuCount(): number {
  const { host } = currentProgram();
  return host.system?.cpus() ?? host.parallelism();
}

/**
 * Processes for a scenario: whether there are any, and seeing all of them through.
 *
 * @module
 */

import { UnsupportedError } from '../../errors.ts';
import { Event, type Process } from '../../multiprocessing/index.ts';
import { AssumptionError, type ScenarioContext } from '../../scenario/index.ts';

/** What every scenario requires whose variants all have processes. */
export const PROCESSES: readonly string[] = ['threads', 'shared-memory', 'process-scope', 'operating-system'];

/** Ends the unit as `precondition` where there are no processes: for one variant among others that need none. */
export function assumeProcesses(ctx: ScenarioContext): void {
  try {
    new Event();
  } catch (error) {
    if (error instanceof UnsupportedError) throw new AssumptionError(error.message);
    throw error;
  }
  ctx.assume(ctx.system !== undefined, 'A page starts no processes');
}

type Any = Process<never[]>;

/**
 * Waits until every process has ended by itself. One that ends otherwise rejects, because a scenario whose process died
 * has not been run; the others are killed then, as they are when the unit's time is over.
 */
export async function joinProcesses(processes: readonly Any[], signal: AbortSignal): Promise<void> {
  try {
    await Promise.all(
      processes.map(async (process) => {
        await process.join({ signal });
        if (process.exitCode !== 0)
          throw new Error(`${process.name} ended with ${process.exitCode} and not by itself`);
      }),
    );
  } catch (error) {
    for (const process of processes) process.kill();
    throw error;
  }
}

/** Waits for something that the processes do, or for the first that fails before. */
export async function untilOrFailed<T>(
  what: Promise<T>,
  processes: readonly Any[],
  signal: AbortSignal,
): Promise<T> {
  const failed = joinProcesses(processes, signal).then(() => what);
  return await Promise.race([what, failed]);
}

/**
 * Runs jobs beside each other: at most so many at once, never two on one target, and what has to be alone by itself.
 *
 * @module
 */

import type { Target } from '../targets/target.ts';

export interface Room<J> {
  /** How many may run at once. */
  readonly width: number;
  /** Whether nothing else may run meanwhile. */
  isAlone(job: J): boolean;
}

/** Begins the jobs in their order as far as there is room; those that have to be alone come last. */
export async function sideBySide<J extends { readonly target: Target }>(
  jobs: readonly J[],
  { width, isAlone }: Room<J>,
  signal: AbortSignal,
  run: (job: J) => Promise<void>,
): Promise<void> {
  const apart = width === 1 ? [] : jobs.filter(isAlone);
  const waiting = apart.length === 0 ? [...jobs] : jobs.filter((job) => !isAlone(job));
  const running = new Map<Target, Promise<void>>();
  while (!signal.aborted && (waiting.length > 0 || running.size > 0)) {
    const index = running.size < width ? waiting.findIndex(({ target }) => !running.has(target)) : -1;
    const [job] = index < 0 ? [] : waiting.splice(index, 1);
    if (job === undefined) await Promise.race(running.values());
    else
      running.set(
        job.target,
        run(job).finally(() => running.delete(job.target)),
      );
  }
  await Promise.all(running.values());
  for (const job of apart) if (!signal.aborted) await run(job);
}

import type { Future } from '../../futures/index.ts';
import { until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import type { Context } from '../context.ts';
import { equal, ok } from '../check.ts';
import { executorTasks as tasks } from '../executor/executor.tasks.ts';
import { aliveWorkers, make } from '../executor/make.ts';
import { collectGarbage } from '../runtime.ts';

/** A pool that nobody holds when this returns. */
function forget(t: Context, prefix: string): Future<unknown>[] {
  const pool = make(t, { maxWorkers: 1, namePrefix: prefix });
  return Array.from({ length: 5 }, (_, n) => pool.submit(tasks.later, 5, n));
}

export const collected: CaseGroup = {
  title: 'a pool that nobody holds',
  where: 'main',
  cases: {
    'TPE-03 does what it was given, and then its workers end': async (t) => {
      // Several, because what looks like a reference on its stack keeps some in JavaScriptCore.
      const prefixes = ['forgotten a', 'forgotten b', 'forgotten c'];
      const futures = prefixes.flatMap((prefix) => forget(t, prefix));
      const alive = (prefix: string): boolean => aliveWorkers(t, prefix).length > 0;
      ok(prefixes.every(alive), 'its workers have not come');
      collectGarbage();
      equal(
        await Promise.all(futures),
        prefixes.flatMap(() => [0, 1, 2, 3, 4]),
      );
      await until(() => {
        collectGarbage();
        return prefixes.some((prefix) => !alive(prefix));
      }, 'the workers of one have ended');
      equal(
        futures.map((future) => future.resultSync()),
        prefixes.flatMap(() => [0, 1, 2, 3, 4]),
      );
    },
  },
};

import { BrokenExecutor, BrokenProcessPool, BrokenThreadPool, StateError } from '../../errors.ts';
import type { Future } from '../../futures/index.ts';
import { remote, type Task } from '../../task/index.ts';
import type { CaseGroup } from '../cases.ts';
import type { Context } from '../context.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { executorTasks as tasks } from '../executor/executor.tasks.ts';
import { ends, given, make, Stage, type Pool } from '../executor/make.ts';
import { reported } from '../futures/callbacks.ts';
import { waysToDie } from '../runtime.ts';
import { threadPoolTasks as pools } from './thread-pool.tasks.ts';

/** The futures of a few calls; one that breaks as it starts its first worker takes no second. */
function submitted(pool: Pool): Future<number>[] {
  const futures = [pool.submit(tasks.square, 1)];
  for (const n of [2, 3]) {
    if (!futures[0]!.done) futures.push(pool.submit(tasks.square, n));
  }
  return futures;
}

/** That a pool is broken, and says so to everybody, for one reason. */
async function isBroken({ place }: Context, pool: Pool, ...parts: readonly string[]): Promise<void> {
  const Broken = place.scope === 'thread' ? BrokenThreadPool : BrokenProcessPool;
  for (const future of submitted(pool)) {
    const error = await rejects(Broken, future);
    ok(error instanceof BrokenExecutor && error instanceof StateError, 'it is no BrokenExecutor');
    includes(error.message, ...parts);
  }
  includes(throws(Broken, () => pool.submit(tasks.square, 1)).message, ...parts);
  throws(Broken, () => pool.map(tasks.square, [1]));
  throws(Broken, () => pool.with({ priority: 1 }).submit(tasks.square, 1));
  await ends(pool);
  equal(pool.stats.workers, 0);
}

export const initializer: CaseGroup = {
  title: 'an initialiser',
  where: 'everywhere',
  cases: {
    'IPE-04 IPE-18 runs once in each worker, before its tasks, and changes nothing here': async (t) => {
      const stage = new Stage(t);
      const prepared = (): Pool =>
        make(t, {
          maxWorkers: 4,
          initializer: pools.prepare,
          initargs: ['debug', stage.log],
        }) as never;
      await given(t, prepared, async (pool) => {
        const blocked = Array.from({ length: 4 }, (_, n) =>
          pool.submit(tasks.block, stage.gate, stage.log, String(n)),
        );
        const said = new Set<string>();
        while (said.size < 8) said.add(await stage.log.get({ timeout: 30_000 }));
        equal([...said].filter((line) => line.startsWith(`${t.place.variant}-`)).length, 4);
        stage.gate.set();
        await Promise.all(blocked);
        const seen = await Promise.all(Array.from({ length: 100 }, () => pool.submit(pools.prepared)));
        for (const [level, times] of seen) equal([level, times], ['debug', 1]);
        equal(pools.prepared().slice(0, 2), ['none', 0]);
      });
    },
    'is waited for when it is asynchronous': async (t) => {
      const prepared = (): Pool =>
        make(t, {
          maxWorkers: 1,
          initializer: pools.prepareLater,
          initargs: ['late'],
        }) as never;
      await given(t, prepared, async (pool) => {
        const [level, times] = await pool.submit(pools.prepared);
        equal([level, times], ['late', 1]);
      });
    },
    'may be given primitives': async (t) => {
      const lock = new t.of.Lock();
      await lock.acquire();
      const prepared = (): Pool =>
        make(t, {
          maxWorkers: 1,
          initializer: tasks.primitives,
          initargs: [lock, []],
        }) as never;
      await given(t, prepared, async (pool) => {
        await pool.submit(tasks.nothing);
        equal(lock.locked, false);
      });
    },
    'EX-23 IPE-08 that throws breaks the pool, and is reported with its stack from there': async (t) => {
      for (const task of [pools.failsToPrepare, pools.failsToPrepareLater] as const) {
        const text = await reported(async () => {
          const options = {
            maxWorkers: 2,
            initializer: task as Task<[string]>,
            initargs: ['not today'] as [string],
          };
          await isBroken(t, make(t, options) as never, 'initializer', 'not today');
        });
        includes(text, 'initializer', 'RangeError', 'not today', 'thread-pool.tasks');
      }
    },
    'IPE-05 IPE-06 that is a closure or a bound method breaks the pool, and says why': async (t) => {
      class Local {
        readonly level = 'x';
        prepare(): string {
          return this.level;
        }
      }
      const local = new Local();
      for (const closure of [(): string => local.level, local.prepare.bind(local)]) {
        const pool = make(t, { maxWorkers: 1, initializer: closure as never });
        await isBroken(t, pool as never, 'closure');
      }
    },
    'PPE-30 with arguments that cannot travel, so that no worker can be started, breaks the pool, and says where':
      async (t) => {
        const options = { maxWorkers: 1, initializer: tasks.echo, initargs: [{ f: () => 0 }] as [unknown] };
        await isBroken(t, make(t, options) as never, 'initargs[0].f');
      },
    'that is not there breaks the pool, and names it': async (t) => {
      const absent = remote<{ nowhere: typeof tasks.nothing }>(tasks.nothing.url);
      const text = await reported(async () => {
        await isBroken(t, make(t, { maxWorkers: 1, initializer: absent.nowhere }) as never, 'nowhere');
      });
      includes(text, 'nowhere');
    },
    'in which its worker dies breaks the pool, and leaves no call waiting': async (t) => {
      for (const way of waysToDie[t.place.runtime]) {
        const options = {
          maxWorkers: 1,
          initializer: pools.diesWhilePreparing,
          initargs: [way] as [typeof way],
        };
        await reported(async () => {
          await isBroken(t, make(t, options) as never);
        });
      }
    },
  },
};

import {
  ProcessPoolExecutor,
  ThreadPoolExecutor,
  type Future,
  type ProcessPoolOptions,
} from '../../futures/index.ts';
import { Process, type Runtime } from '../../multiprocessing/index.ts';
import { until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { executorTasks as tasks } from '../executor/executor.tasks.ts';
import { aliveWorkers, collect, ends, given, make, Stage } from '../executor/make.ts';
import { inspect, ownPid, runs } from '../runtime.ts';
import { processPoolTasks as pools } from './process-pool.tasks.ts';

const RUNTIMES: readonly Runtime[] = ['node', 'deno', 'bun'];

export const processes: CaseGroup = {
  title: 'the processes of a pool',
  where: 'everywhere',
  cases: {
    'PPE-24 are never more than maxWorkers, however much there is to do': async (t) => {
      await given(t, { maxWorkers: 2, namePrefix: 'few' }, async (pool) => {
        const stage = new Stage(t);
        const futures = Array.from({ length: 30 }, (_, n) =>
          pool.submit(tasks.block, stage.gate, stage.log, String(n)),
        );
        const begun = [await stage.log.get(), await stage.log.get()];
        equal(begun.sort(), ['0 begins', '1 begins']);
        equal([pool.stats.started, aliveWorkers(t, 'few').length], [2, 2]);
        stage.gate.set();
        equal((await Promise.all(futures)).length, 30);
        equal(pool.stats.started, 2);
      });
    },
    'PPE-26 are as many as calls were under way at once': async (t) => {
      await given(t, { maxWorkers: 4 }, async (pool) => {
        const stage = new Stage(t);
        await pool.submit(pools.pid);
        const later = pool.submit(tasks.attend, stage.gate, stage.log, 'x');
        for (let count = 0; count < 3; count += 1) await pool.submit(pools.pid);
        stage.gate.set();
        await later;
        ok(pool.stats.started <= 3, `${pool.stats.started} were started`);
      });
    },
    'are others than this one, and end with the scope': async (t) => {
      let pids: number[] = [];
      {
        await using pool = make(t, { maxWorkers: 2 });
        pids = await collect(pool.map(pools.pidOf, [1, 2, 3, 4]));
      }
      ok(!pids.includes(ownPid()) && new Set(pids).size <= 2, String(pids));
      ok(!pids.some(runs), 'one is left');
    },
    'PPE-23 keep nothing of a call that is over': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        await pool.submit(pools.remember, { big: 'x'.repeat(1000) });
        await pool.submit(tasks.echo, { another: 'y' });
        let forgotten = false;
        for (let turn = 0; !forgotten && turn < 200; turn += 1)
          forgotten = await pool.submit(pools.hasForgotten);
        ok(forgotten, 'it is kept');
      });
    },
    'maxTasksPerChild: take so many calls each, and others take their place': async () => {
      const pool = new ProcessPoolExecutor({ maxWorkers: 1, maxTasksPerChild: 3, startMethod: 'standby' });
      const futures = Array.from({ length: 10 }, () => pool.submit(pools.pid));
      const counts = new Map<number, number>();
      for (const pid of await Promise.all(futures)) counts.set(pid, (counts.get(pid) ?? 0) + 1);
      equal([...counts.values()], [3, 3, 3, 1]);
      for (let count = 0; count < 3; count += 1) await pool.submit(tasks.square, count);
      await ends(pool);
      await until(() => ![...counts.keys()].some(runs), 'no process is left');
    },
    'maxTasksPerChild: counts a chunk as one, and what awaits when it is taken': async (t) => {
      const pool = new ProcessPoolExecutor({ maxWorkers: 1, maxTasksPerChild: 2, startMethod: 'standby' });
      const pids = await collect(pool.map(pools.pidOf, [1, 2, 3, 4, 5, 6], { chunksize: 2 }));
      equal([pids[0] === pids[3], pids[3] === pids[4]], [true, false]);
      await pool.submit(tasks.nothing);
      const stage = new Stage(t);
      const awaiting = ['a', 'b', 'c'].map((name) => pool.submit(tasks.attend, stage.gate, stage.log, name));
      await stage.hears('a begins', 'b begins');
      stage.gate.set();
      equal(await Promise.all(awaiting), ['a', 'b', 'c']);
      await ends(pool);
    },
    'PPE-42 maxTasksPerChild: with a failing call among others, after a shutdown that does not wait':
      async () => {
        const options = { maxWorkers: 2, maxTasksPerChild: 1, startMethod: 'standby' } as const;
        const pool = new ProcessPoolExecutor(options);
        const futures: Future<number>[] = [1, 2, 3].map((n) => pool.submit(pools.failAt, n));
        await pool.shutdown({ wait: false });
        equal(
          (await Promise.allSettled(futures)).map(({ status }) => status),
          ['fulfilled', 'rejected', 'fulfilled'],
        );
        await rejects(RangeError, futures[1]!);
        await ends(pool);
        equal(pool.stats.workers, 0);
      },
    'startMethod: spawn and standby do the same': async () => {
      for (const startMethod of ['spawn', 'standby'] as const) {
        const pool = new ProcessPoolExecutor({ maxWorkers: 1, startMethod });
        equal(await pool.submit(tasks.square, 3), 9);
        await ends(pool);
      }
    },
    'runtime: may be of another': async () => {
      for (const runtime of RUNTIMES) {
        const pool = new ProcessPoolExecutor({ maxWorkers: 1, runtime });
        equal(await pool.submit(pools.runtime), runtime);
        equal(await collect(pool.map(tasks.echo, ['é', 1n, new Set([1])])), ['é', 1n, new Set([1])]);
        await ends(pool);
      }
    },
    'may start processes of their own': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        equal(await pool.submit(pools.starts), 0);
      });
    },
    'TPE-13 may be of a process that a thread of another pool starts': async () => {
      const threads = new ThreadPoolExecutor({ maxWorkers: 1 });
      equal(await threads.submit(pools.starts), 0);
      equal(await threads.submit(pools.startsPool), 9);
      await threads.shutdown();
    },
    'are refused to a daemonic process': async () => {
      const child = new Process(pools.refusesPool, { daemon: true, startMethod: 'standby' }).start();
      await child.join();
      equal(child.exitCode, 0);
    },
    'are refused with options that are wrong, by their names': () => {
      const wrong: readonly (readonly [object, typeof TypeError | typeof RangeError, string])[] = [
        [{ maxTasksPerChild: 0 }, RangeError, 'maxTasksPerChild'],
        [{ maxTasksPerChild: -1 }, RangeError, 'maxTasksPerChild'],
        [{ maxTasksPerChild: 1.5 }, RangeError, 'maxTasksPerChild'],
        [{ maxTasksPerChild: '1' }, TypeError, 'maxTasksPerChild'],
        [{ startMethod: 'quick' }, RangeError, 'quick'],
        [{ runtime: 'python' }, RangeError, 'python'],
      ];
      for (const [options, errorClass, name] of wrong) {
        const wanted = (): unknown => new ProcessPoolExecutor(options as ProcessPoolOptions);
        includes(throws(errorClass, wanted, inspect(options)).message, name);
      }
    },
  },
};

import { currentProgram } from '../../agent/program.ts';
import { SerializationError } from '../../errors.ts';
import { Executor, type PoolOptions } from '../../futures/index.ts';
import { remote } from '../../task/index.ts';
import { sleep, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { executorTasks as tasks } from '../executor/executor.tasks.ts';
import { aliveWorkers, ends, given, make, Stage } from '../executor/make.ts';
import { inspect } from '../runtime.ts';
import { threadPoolTasks } from './thread-pool.tasks.ts';

export const workers: CaseGroup = {
  title: 'the workers of a pool',
  where: 'everywhere',
  cases: {
    'TPE-01 are as many as there are tasks that block, and end with the shutdown': async (t) => {
      const pool = make(t, { maxWorkers: 4, namePrefix: 'three' });
      const stage = new Stage(t);
      const futures = ['a', 'b', 'c'].map((name) => pool.submit(tasks.block, stage.gate, stage.log, name));
      const begun = [await stage.log.get(), await stage.log.get(), await stage.log.get()].sort();
      equal(begun, ['a begins', 'b begins', 'c begins']);
      equal([pool.stats.workers, pool.stats.busy, aliveWorkers(t, 'three').length], [3, 3, 3]);
      stage.gate.set();
      equal(await Promise.all(futures), ['a', 'b', 'c']);
      await ends(pool);
      equal([pool.stats.workers, aliveWorkers(t, 'three')], [0, []]);
    },
    'TPE-11 IPE-19 PPE-25 are one, for tasks one after the other': async (t) => {
      await given(t, { maxWorkers: 3 }, async (pool) => {
        const names = new Set<string>();
        for (let count = 0; count < 3; count += 1) names.add(await pool.submit(tasks.whoAmI));
        equal([names.size, pool.stats.workers, pool.stats.started], [1, 1, 1]);
      });
    },
    'are never more than maxWorkers, and one that blocks holds nobody up': async (t) => {
      await given(t, { maxWorkers: 2 }, async (pool) => {
        const stage = new Stage(t);
        const blocked = pool.submit(tasks.block, stage.gate, stage.log, 'blocked');
        await stage.hears('blocked begins');
        const squares = Array.from({ length: 100 }, (_, n) => pool.submit(tasks.square, n));
        equal((await Promise.all(squares)).length, 100);
        equal([blocked.done, pool.stats.workers, pool.stats.started], [false, 2, 2]);
        stage.gate.set();
        equal(await blocked, 'blocked');
      });
    },
    'are named by their pool and a number': async (t) => {
      const [one, other] = [make(t, { maxWorkers: 1 }), make(t, { maxWorkers: 1, namePrefix: 'mine' })];
      const names = await Promise.all([one.submit(tasks.whoAmI), other.submit(tasks.whoAmI)]);
      ok(new RegExp(`^${t.place.variant}-\\d+_0$`).test(names[0]), names[0]);
      equal(names[1], 'mine_0');
      await Promise.all([ends(one), ends(other)]);
    },
    'TPE-06 have by default names that no other pool’s workers have': async (t) => {
      const name = (): string => String(make(t)).replace(/\(.*/, '');
      const names = [name(), name(), name()];
      equal(new Set(names).size, 3);
      for (const one of names) ok(new RegExp(`^${t.place.variant}-\\d+$`).test(one), one);
    },
    'TPE-09 are at most as many as this process may use processors, if nothing is said': (t) => {
      includes(String(make(t)), `/${currentProgram().host.parallelism()} workers`);
      ok(make(t) instanceof Executor, 'it is no Executor');
    },
    'EX-19 are refused in numbers that there are not': (t) => {
      const wrong: readonly (readonly [unknown, typeof TypeError | typeof RangeError, string])[] = [
        [{ maxWorkers: 0 }, RangeError, 'greater than 0'],
        [{ maxWorkers: -1 }, RangeError, 'greater than 0'],
        [{ maxWorkers: 1.5 }, RangeError, 'maxWorkers'],
        [{ maxWorkers: NaN }, RangeError, 'maxWorkers'],
        [{ maxWorkers: '2' }, TypeError, 'maxWorkers'],
        [{ minWorkers: -1 }, RangeError, 'minWorkers'],
        [{ minWorkers: 3, maxWorkers: 2 }, RangeError, 'minWorkers'],
        [{ idleTimeout: -1 }, RangeError, 'idleTimeout'],
        [{ idleTimeout: NaN }, RangeError, 'idleTimeout'],
        [{ namePrefix: 5 }, TypeError, 'namePrefix'],
        [{ initializer: 5 }, TypeError, 'initializer'],
        [{ initializer: threadPoolTasks.prepare, initargs: 'x' }, TypeError, 'initargs'],
        [5, TypeError, 'options'],
        [null, TypeError, 'options'],
      ];
      for (const [options, errorClass, name] of wrong) {
        const wanted = (): unknown => make(t, options as PoolOptions);
        includes(throws(errorClass, wanted, inspect(options)).message, t.place.variant, name);
      }
    },
    'minWorkers come at once; the others end when they were idle for so long': async (t) => {
      await given(
        t,
        { minWorkers: 1, maxWorkers: 3, idleTimeout: 60, namePrefix: 'shrinks' },
        async (pool) => {
          equal([pool.stats.workers, pool.stats.started], [1, 1]);
          const stage = new Stage(t);
          const futures = ['a', 'b', 'c'].map((name) =>
            pool.submit(tasks.block, stage.gate, stage.log, name),
          );
          for (const _ of futures) await stage.log.get();
          equal(pool.stats.workers, 3);
          stage.gate.set();
          await Promise.all(futures);
          await until(
            () => pool.stats.workers === 1 && aliveWorkers(t, 'shrinks').length === 1,
            'one worker is left',
          );
          equal(await pool.submit(tasks.square, 3), 9);
          await sleep(100);
          equal([pool.stats.workers, pool.stats.started], [1, 3]);
        },
      );
    },
    'idleTimeout and a call at the same moment lose no call': async (t) => {
      await given(t, { maxWorkers: 1, idleTimeout: 3 }, async (pool) => {
        for (let round = 0; round < 8; round += 1) {
          equal(await pool.submit(tasks.square, round), round * round);
          await sleep(round % 6);
        }
      });
    },
    'are not held by tasks that await: a thousand at a time on four': async (t) => {
      await given(t, { maxWorkers: 4 }, async (pool) => {
        const stage = new Stage(t);
        const futures = Array.from({ length: 1000 }, (_, n) =>
          pool.submit(tasks.attend, stage.gate, stage.log, String(n)),
        );
        const begun = new Set<string>();
        while (begun.size < 1000) begun.add(await stage.log.get({ timeout: 30_000 }));
        ok(pool.stats.workers <= 4, 'there are more than four');
        equal(await pool.submit(tasks.square, 3), 9);
        stage.gate.set();
        equal((await Promise.all(futures)).length, 1000);
      });
    },
    'begin a few that await too, whoever is awake: none is left to one that nobody called': async (t) => {
      await given(t, { maxWorkers: 4 }, async (pool) => {
        for (let round = 0; round < 100; round++) {
          // All four have just been awake, and go to sleep one after the other.
          const crowd = new Stage(t);
          const four = Array.from({ length: 4 }, () =>
            pool.submit(tasks.block, crowd.gate, crowd.log, 'one'),
          );
          await crowd.hears(...four.map(() => 'one begins'));
          crowd.gate.set();
          await Promise.all(four);
          const stage = new Stage(t);
          const few = ['a', 'b', 'c'].map((name) => pool.submit(tasks.attend, stage.gate, stage.log, name));
          // Waiting for what they say would have the owner look after them each time.
          await until(() => pool.stats.queued === 0, 'all have begun');
          stage.gate.set();
          equal(await Promise.all(few), ['a', 'b', 'c']);
        }
      });
    },
    'let timers have their turn among many short tasks, here and there': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        await pool.submit(tasks.nothing);
        const order: string[] = [];
        setTimeout(() => order.push('timer here'), 0);
        const slept = pool.submit(tasks.later, 5, 'x').then(() => order.push('timer there'));
        const flood = Array.from({ length: 150 }, () => pool.submit(tasks.compute, 1));
        await Promise.all(flood).then(() => order.push('flood'));
        await slept;
        equal([order.length, order.at(-1)], [3, 'flood']);
      });
    },
    'may start threads, and pools of their own, which they await or block on': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        equal(await pool.submit(threadPoolTasks.startsThread), true);
        equal(await pool.submit(threadPoolTasks.nests, 'async'), 36);
        equal(await pool.submit(threadPoolTasks.nests, 'sync'), 36);
      });
    },
    'may start threads while another task’s module is loaded': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const slow = remote<typeof import('./slow.tasks.ts').slowTasks>(
          new URL('./slow.tasks.ts', threadPoolTasks.nests.url),
        );
        const stage = new Stage(t);
        const starts = pool.submit(threadPoolTasks.startsThreadAt, stage.gate, stage.log);
        await stage.hears('waits');
        const loading = pool.submit(slow.loaded);
        await sleep(50);
        stage.gate.set();
        equal([await starts, await loading], [true, 'loaded']);
      });
    },
    'do not come with a pool that is sent, which it cannot be': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const error = await rejects(SerializationError, pool.submit(tasks.echo, { pool }));
        equal(error.path, 'args[0].pool');
      });
    },
  },
};

export const stats: CaseGroup = {
  title: 'stats',
  where: 'everywhere',
  cases: {
    'say what the pool does, and did': async (t) => {
      await given(t, { maxWorkers: 1, namePrefix: 'counted' }, async (pool) => {
        const { wait: _, run: __, ...before } = pool.stats;
        equal(before, { workers: 0, idle: 0, busy: 0, queued: 0, completed: 0, started: 0 });
        const stage = new Stage(t);
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        const queued = [1, 2, 3].map((n) => pool.submit(tasks.square, n));
        await stage.hears('first begins');
        const { workers, idle, busy, queued: waiting, completed, started } = pool.stats;
        equal([workers, idle, busy, waiting, completed, started], [1, 0, 1, 3, 0, 1]);
        equal(String(pool), 'counted(1/1 workers, 3 queued)');
        equal(inspect(pool), String(pool));
        queued[2]!.cancel();
        equal(pool.stats.queued, 2);
        stage.gate.set();
        await Promise.all([running, queued[0], queued[1]]);
        await rejects(Error, pool.submit(tasks.failOdd, 1));
        await until(() => pool.stats.idle === 1, 'the worker is idle');
        const after = pool.stats;
        equal([after.workers, after.busy, after.queued, after.completed], [1, 0, 0, 4]);
      });
    },
  },
};

export const many: CaseGroup = {
  title: 'a pool with much to do',
  where: 'main',
  cases: {
    'settles seventy thousand calls that are under way at once': async (t) => {
      await given(t, { maxWorkers: 2 }, async (pool) => {
        const futures = Array.from({ length: 70_000 }, (_, n) => pool.submit(tasks.echo, n));
        let sum = 0;
        for (const future of futures) sum += (await future) as number;
        equal(sum, (69_999 * 70_000) / 2);
        equal(pool.stats.queued, 0);
      });
    },
  },
};

import { BrokenProcessPool, StateError, TimeoutError } from '../../errors.ts';
import { activeChildren, getContext, Lock, type Event } from '../../multiprocessing/index.ts';
import { PATIENCE, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { executorTasks as tasks } from '../executor/executor.tasks.ts';
import { collect, Stage } from '../executor/make.ts';
import { reported } from '../futures/callbacks.ts';
import { processPoolTasks as pools } from '../process-pool/process-pool.tasks.ts';
import { collectGarbage, inspect, killProcess, runs } from '../runtime.ts';
import { threadPoolTasks as prepares } from '../thread-pool/thread-pool.tasks.ts';
import { given, make } from './make.ts';

/** The processes that have come since, by number. */
function since(before: readonly (number | undefined)[]): number[] {
  return activeChildren()
    .map(({ pid }) => pid ?? 0)
    .filter((pid) => !before.includes(pid));
}

const children = (): (number | undefined)[] => activeChildren().map(({ pid }) => pid);

export const life: CaseGroup = {
  title: 'the workers',
  where: 'main',
  cases: {
    'POOL-16 are as many as was said, at once, and daemonic': async () => {
      const before = children();
      await given({ processes: 3 }, async (pool) => {
        equal(since(before).length, 3);
        ok(
          activeChildren().every(({ daemon }) => daemon),
          'one is no daemon',
        );
        equal(await pool.apply(tasks.square, [3]), 9);
        includes(await rejects(Error, pool.apply(pools.starts, [])).then(String), 'daemonic');
      });
      equal(since(before), []);
      for (const processes of [0, -1]) throws(RangeError, () => make({ processes }));
      throws(TypeError, () => make({ processes: '2' as never }));
    },
    'POOL-30 are refused a maxTasksPerChild that is no positive integer': () => {
      for (const wrong of [0, -1, 0.5]) throws(RangeError, () => make({ maxTasksPerChild: wrong }));
      throws(TypeError, () => make({ maxTasksPerChild: '12' as never }));
    },
    'POOL-28 are replaced when they have done maxTasksPerChild': async () => {
      const before = children();
      await given({ processes: 3, maxTasksPerChild: 10 }, async (pool) => {
        const first = since(before);
        const results = Array.from({ length: 100 }, (_, n) => pool.applyAsync(tasks.square, [n]));
        equal(
          await Promise.all(results),
          results.map((_, n) => n * n),
        );
        await until(() => since(before).length === 3 && !first.some(runs), 'three others are there');
      });
    },
    'come to be by the start method of a context': async () => {
      for (const method of ['spawn', 'standby'] as const) {
        await using pool = new (getContext(method).Pool)({ processes: 1 });
        equal(await pool.apply(tasks.square, [3]), 9);
        includes(String(pool), 'Pool(', '1 process');
      }
    },
    'are made ready by the initialiser, once each, before their calls': async () => {
      const lock = new Lock();
      await lock.acquire();
      await given({ processes: 1, initializer: tasks.primitives, initargs: [lock, []] }, async (pool) => {
        equal([await pool.apply(tasks.square, [3]), lock.locked], [9, false]);
      });
      await given({ processes: 1, initializer: prepares.prepareLater, initargs: ['late'] }, async (pool) => {
        const seen = await pool.starmap(prepares.prepared, [[], [], []]);
        for (const [level, times] of seen) equal([level, times], ['late', 1]);
      });
    },
    'whose initialiser throws, or that die in it, break the pool, and leave no call waiting': async (t) => {
      for (const [initializer, arg] of [
        [prepares.failsToPrepare, 'not today'],
        [pools.exit, 3],
      ] as const) {
        await reported(async () => {
          const pool = make({ processes: 2, initializer, initargs: [arg] });
          await rejects(
            BrokenProcessPool,
            Promise.resolve(new Stage(t)).then(() => pool.map(tasks.square, [1, 2])),
          );
          pool.close();
          ok(await pool.join({ timeout: PATIENCE }), 'the pool does not end');
        });
      }
    },
    'POOL-25 that are left by a pool that nobody holds end, and this is said': async () => {
      const before = children();
      const text = await reported(async () => {
        // Several, because what looks like a reference on its stack keeps some in JavaScriptCore.
        const forget = async (): Promise<number> => make({ processes: 1 }).apply(tasks.square, [3]);
        for (let count = 0; count < 3; count += 1) equal(await forget(), 9);
        const left = since(before);
        await until(() => {
          collectGarbage();
          return left.some((pid) => !runs(pid));
        }, 'one has ended');
      });
      includes(text, 'ResourceWarning', 'Pool', 'close');
    },
  },
};

export const deaths: CaseGroup = {
  title: 'a worker that is killed',
  where: 'everywhere',
  cases: {
    'POOL-40 while it is busy fails its call, and everything else goes on': async (t) => {
      await given({ processes: 2 }, async (pool) => {
        const stage = new Stage(t);
        const held = pool.applyAsync(pools.hold, [stage.gate as Event, stage.log]);
        const pid = Number(await stage.log.get());
        killProcess(pid);
        const error = await rejects(StateError, held.get({ timeout: PATIENCE }));
        includes(error.message, 'hold', 'died');
        const later = pool.map(
          tasks.square,
          Array.from({ length: 20 }, (_, n) => n),
        );
        equal((await later).length, 20);
        ok(!(await pool.map(pools.pidOf, [1, 2, 3, 4], { chunksize: 1 })).includes(pid), 'it lives');
      });
    },
    'POOL-41 while it is idle is replaced, and nothing waits for it': async () => {
      await given({ processes: 2 }, async (pool) => {
        for (let round = 0; round < 2; round += 1) {
          const pids = new Set(await pool.map(pools.pidOf, [1, 2, 3, 4], { chunksize: 1 }));
          for (const pid of pids) killProcess(pid);
          await until(() => ![...pids].some(runs), 'they are dead');
          equal(await pool.map(tasks.square, [1, 2, 3]), [1, 4, 9]);
        }
      });
    },
    'while a map is under way fails the map, and the pool goes on': async (t) => {
      await given({ processes: 2 }, async (pool) => {
        const stage = new Stage(t);
        const mapped = pool.starmapAsync(
          pools.hold,
          [0, 1].map(() => [stage.gate as Event, stage.log] as const).map((args) => [...args]),
          { chunksize: 1 },
        );
        const pids = [Number(await stage.log.get()), Number(await stage.log.get())];
        killProcess(pids[0]!);
        stage.gate.set();
        await rejects(StateError, mapped.get({ timeout: PATIENCE }));
        equal(await pool.apply(tasks.square, [3]), 9);
      });
    },
  },
};

export const ends: CaseGroup = {
  title: 'the end',
  where: 'everywhere',
  cases: {
    'is a close, which lets everything finish, and a join': async () => {
      const pool = make({ processes: 2 });
      await rejects(RangeError, pool.join());
      const result = pool.mapAsync(tasks.square, [1, 2, 3]);
      const one = pool.applyAsync(tasks.later, [30, 'x']);
      pool.close();
      pool.close();
      for (const refused of [
        (): unknown => pool.applyAsync(tasks.square, [1]),
        (): unknown => pool.mapAsync(tasks.square, [1]),
        (): unknown => pool.imap(tasks.square, [1]),
      ])
        includes(throws(RangeError, refused).message, 'not running');
      await rejects(RangeError, pool.apply(tasks.square, [1]));
      equal(await pool.join(), true);
      equal([result.ready, await result, await one], [true, [1, 4, 9], 'x']);
      includes(inspect(pool), 'closed');
    },
    'lets an imap finish that was under way': async () => {
      const pool = make({ processes: 2 });
      const iterators = [pool.imap(tasks.square, [1, 2, 3]), pool.imapUnordered(tasks.square, new Set([4]))];
      pool.close();
      equal(await pool.join(), true);
      equal((await Promise.all(iterators.map(collect))).flat(), [1, 4, 9, 16]);
    },
    'is awaited no longer than was said': async (t) => {
      const [pool, stage] = [make({ processes: 1 }), new Stage(t)];
      const result = pool.applyAsync(tasks.attend, [stage.gate, stage.log, 'x']);
      pool.close();
      equal(await pool.join({ timeout: 20 }), false);
      stage.gate.set();
      equal([await pool.join(), await result], [true, 'x']);
    },
    'by terminate comes at once, and leaves no call waiting': async (t) => {
      const [pool, stage] = [make({ processes: 1 }), new Stage(t)];
      const running = pool.applyAsync(pools.hold, [stage.gate as Event, stage.log]);
      const pid = Number(await stage.log.get());
      const waiting = pool.mapAsync(tasks.square, [1, 2, 3]);
      const iterator = pool.imap(tasks.square, [1]);
      pool.terminate();
      pool.terminate();
      for (const left of [running.get(), waiting.get()]) await rejects(BrokenProcessPool, left);
      await rejects(Error, iterator.next());
      throws(RangeError, () => pool.applyAsync(tasks.square, [1]));
      equal(await pool.join(), true);
      ok(!runs(pid), 'it runs');
      stage.gate.set();
      equal(stage.said(), []);
    },
    'POOL-24 of a scope terminates, and there is no second': async (t) => {
      const stage = new Stage(t);
      let pool: ReturnType<typeof make>;
      let pid: number;
      {
        await using scoped = make({ processes: 1 });
        pool = scoped;
        scoped.applyAsync(pools.hold, [stage.gate as Event, stage.log]);
        pid = Number(await stage.log.get());
      }
      ok(!runs(pid), 'it runs');
      throws(RangeError, () => pool.applyAsync(tasks.square, [1]));
      await rejects(RangeError, pool.map(tasks.square, [1]));
      equal(await pool.join(), true);
    },
  },
};

export const blockedEnd: CaseGroup = {
  title: 'the end, blocking',
  where: 'blocking',
  cases: {
    'is waited for by joinSync': (t) => {
      const [pool, stage] = [make({ processes: 1 }), new Stage(t)];
      throws(RangeError, () => pool.joinSync());
      const result = pool.applyAsync(tasks.attend, [stage.gate, stage.log, 'x']);
      pool.close();
      equal(pool.joinSync({ timeout: 20 }), false);
      throws(TimeoutError, () => result.getSync({ timeout: 0 }));
      stage.gate.set();
      equal([pool.joinSync(), result.getSync()], [true, 'x']);
    },
  },
};

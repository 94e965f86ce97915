import { CancelledError, StateError } from '../../errors.ts';
import type { Future } from '../../futures/index.ts';
import { aMoment, elapsed, sleep } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { executorTasks as tasks } from './executor.tasks.ts';
import { ends, given, make, Stage, type Pool } from './make.ts';

const one = { maxWorkers: 1 } as const;

function refuses(pool: Pool): void {
  for (const submit of [
    (): unknown => pool.submit(tasks.square, 1),
    (): unknown => pool.with({ priority: 1 }).submit(tasks.square, 1),
    (): unknown => pool.map(tasks.square, [1]),
  ])
    includes(throws(StateError, submit).message, 'shut down', 'schedule new futures');
}

export const shutdown: CaseGroup = {
  title: 'shutdown',
  where: 'everywhere',
  cases: {
    'of a pool that was never used is over at once, and may be asked for again': async (t) => {
      const pool = make(t, one);
      await pool.shutdown();
      await pool.shutdown({ wait: false });
      await pool.shutdown({ cancelFutures: true });
      refuses(pool);
    },
    'with options that it has not, or of another kind, is refused and shuts nothing down': async (t) => {
      const pool = make(t, one);
      for (const [wrong, ...said] of [
        [false, 'options object', 'boolean'],
        [null, 'options object', 'null'],
        [{ wait: 0 }, 'wait', 'number'],
        [{ cancelFutures: 'yes' }, 'cancelFutures', 'string'],
        [{ cancel_futures: true }, 'wait and cancelFutures', 'cancel_futures'],
      ] as const) {
        const { message } = await rejects(TypeError, pool.shutdown(wrong as never));
        includes(message, ...said);
      }
      const blocking = throws(TypeError, () => pool.shutdownSync({ wait: false } as never));
      includes(blocking.message, 'cancelFutures', 'wait');
      equal(await pool.submit(tasks.square, 3), 9);
      await pool.shutdown({ cancelFutures: undefined } as never);
      refuses(pool);
    },
    'waits for what runs and what is queued, all of which gets its result': async (t) => {
      const [pool, stage] = [make(t, one), new Stage(t)];
      const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
      const queued = Array.from({ length: 3 }, (_, n) => pool.submit(tasks.square, n));
      await stage.hears('first begins');
      let over = false;
      const shut = pool.shutdown().then(() => (over = true));
      refuses(pool);
      await aMoment();
      equal([over, queued[0]!.done], [false, false]);
      stage.gate.set();
      await shut;
      equal(
        [running, ...queued].map(({ done }) => done),
        [true, true, true, true],
      );
      equal([await running, await queued[2]], ['first', 4]);
      refuses(pool);
    },
    'with cancelFutures cancels what is queued, and waits for what runs': async (t) => {
      const [pool, stage] = [make(t, one), new Stage(t)];
      const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
      const queued = Array.from({ length: 3 }, (_, n) => pool.submit(tasks.note, stage.log, String(n)));
      await stage.hears('first begins');
      const shut = ends(pool, { cancelFutures: true });
      equal(
        queued.map(({ cancelled }) => cancelled),
        [true, true, true],
      );
      equal(running.cancelled, false);
      stage.gate.set();
      await shut;
      equal(await running, 'first');
      await rejects(CancelledError, queued[1]!);
      equal(stage.said(), ['first ends']);
    },
    'TPE-04 PPE-41 with wait: false is over at once, and what was submitted is done': async (t) => {
      const [pool, stage] = [make(t, one), new Stage(t)];
      const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
      const queued = [1, 2, 3].map((n) => pool.submit(tasks.square, n));
      await pool.shutdown({ wait: false });
      refuses(pool);
      equal(running.done, false);
      stage.gate.set();
      equal(await Promise.all([running, ...queued]), ['first', 1, 4, 9]);
      await ends(pool);
      equal(pool.stats.workers, 0);
    },
    'can be asked for in every order, by several at once': async (t) => {
      const [pool, stage] = [make(t, one), new Stage(t)];
      const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
      const queued = pool.submit(tasks.square, 2);
      await stage.hears('first begins');
      const all = [
        pool.shutdown(),
        pool.shutdown({ wait: false }),
        pool.shutdown({ cancelFutures: true }),
        pool.shutdown(),
      ];
      equal([queued.cancelled, running.cancel()], [true, false]);
      stage.gate.set();
      await Promise.all(all);
      equal([await running, pool.stats.workers], ['first', 0]);
    },
    'EX-30 of a pool whose only call was cancelled at once is over soon': async (t) => {
      const took = await elapsed(async () => {
        const pool = make(t, one);
        pool.submit(tasks.later, 3, 'x').cancel();
        await ends(pool);
      });
      ok(took < 5000, `it took ${took} ms`);
    },
    'TPE-02 PPE-39 is what leaving the scope does, and waits for all': async (t) => {
      const futures: Future<unknown>[] = [];
      let seen: Pool;
      {
        await using pool = make(t, one);
        seen = pool;
        for (let n = 0; n < 5; n += 1) futures.push(pool.submit(tasks.later, 2, n));
      }
      equal(
        futures.map((future) => future.resultSync()),
        [0, 1, 2, 3, 4],
      );
      equal(seen.stats.workers, 0);
      refuses(seen);
    },
    'waits for tasks that await, also with wait: false': async (t) => {
      for (const wait of [true, false]) {
        const [pool, stage] = [make(t, one), new Stage(t)];
        const futures = ['a', 'b'].map((name) => pool.submit(tasks.attend, stage.gate, stage.log, name));
        await stage.hears('a begins', 'b begins');
        const shut = pool.shutdown({ wait });
        await sleep(10);
        stage.gate.set();
        equal(await Promise.all(futures), ['a', 'b']);
        await shut;
        await ends(pool);
      }
    },
    'in a done callback, of the pool’s own future, is no trouble': async (t) => {
      const pool = make(t, one);
      const shut = new Promise<void>((resolve, reject) => {
        pool.submit(tasks.square, 2).addDoneCallback(() => pool.shutdown().then(resolve, reject));
      });
      const second = pool.submit(tasks.square, 3);
      await shut;
      equal(second.resultSync(), 9);
    },
  },
};

export const shutdownBlocking: CaseGroup = {
  title: 'shutdownSync',
  where: 'blocking',
  cases: {
    'blocks until all is done, whose results are there then': (t) => {
      const pool = make(t, one);
      const futures = Array.from({ length: 20 }, (_, n) => pool.submit(tasks.later, 1, n));
      pool.shutdownSync();
      equal(
        futures.map(({ done }) => done),
        futures.map(() => true),
      );
      equal(futures[19]!.resultSync(), 19);
      equal(pool.stats.workers, 0);
      pool.shutdownSync();
      refuses(pool);
    },
    'cancels what is queued': async (t) => {
      const [pool, stage] = [make(t, one), new Stage(t)];
      const running = pool.submit(tasks.later, 20, 'first');
      const queued = pool.submit(tasks.block, stage.gate, stage.log, 'never');
      const soon = pool.submit(tasks.square, 2);
      soon.cancel();
      pool.shutdownSync({ cancelFutures: true });
      // Whichever of the first two had begun was waited for.
      ok(running.done && queued.done, 'something is left');
      equal([soon.cancelled, queued.cancelled], [true, true]);
    },
    'of a pool that was never used does not wait': (t) => {
      make(t, one).shutdownSync();
    },
    'after shutdown without a wait waits for what is left': async (t) => {
      await given(t, one, async (pool) => {
        const future = pool.submit(tasks.later, 20, 'x');
        await pool.shutdown({ wait: false });
        pool.shutdownSync();
        equal([future.done, future.resultSync(), pool.stats.workers], [true, 'x', 0]);
      });
    },
  },
};

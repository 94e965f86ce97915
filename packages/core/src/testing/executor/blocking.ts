import { BlockingNotAllowedError, StateError, TimeoutError } from '../../errors.ts';
import { asCompletedSync, Future, waitSync } from '../../futures/index.ts';
import { elapsed, lasted } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { share } from '../futures/make.ts';
import { tell } from '../futures/other-thread.ts';
import { executorTasks as tasks } from './executor.tasks.ts';
import { collect, common, given, make, Stage } from './make.ts';

export const blocking: CaseGroup = {
  title: 'a thread that blocks on an executor’s futures',
  where: 'blocking',
  cases: {
    'gets results, errors and timeouts': async (t) => {
      const pool = common(t);
      equal(
        [pool.submit(tasks.square, 5).resultSync(), pool.submit(tasks.later, 5, 'x').resultSync()],
        [25, 'x'],
      );
      ok(pool.submit(tasks.failOdd, 1).exceptionSync() instanceof RangeError, 'no error');
      equal(pool.submit(tasks.failOdd, 2).exceptionSync(), undefined);
      const stage = new Stage(t);
      const future = pool.submit(tasks.attend, stage.gate, stage.log, 'late');
      lasted(
        await elapsed(() => throws(TimeoutError, () => future.resultSync({ timeout: 200 }))),
        200,
        'resultSync',
      );
      stage.gate.set();
      equal(future.resultSync(), 'late');
    },
    'does so from the first call on, with workers that are not up': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        equal(pool.submit(tasks.square, 5).resultSync(), 25);
      });
    },
    'does so many times over, whatever else is under way': async (t) => {
      const pool = common(t);
      const stage = new Stage(t);
      const waiting = Array.from({ length: 20 }, (_, n) =>
        pool.submit(tasks.attend, stage.gate, stage.log, String(n)),
      );
      for (let n = 0; n < 500; n += 1) equal(pool.submit(tasks.square, n).resultSync(), n * n);
      stage.gate.set();
      equal(
        waiting.map((future) => future.resultSync()),
        waiting.map((_, n) => String(n)),
      );
    },
    'gets what moves by a message, or is told where only the event loop could': async (t) => {
      const pool = common(t);
      await pool.submit(tasks.nothing);
      if (t.place.runtime !== 'browser') {
        for (let n = 1; n <= 200; n += 1)
          equal(pool.submit(tasks.sized, n).resultSync({ timeout: 20_000 }).length, n);
        return;
      }
      const future = pool.submit(tasks.sized, 1000);
      const refusals = [
        [(): unknown => future.resultSync(), 'future.result()'],
        [(): unknown => waitSync([future], { timeout: 20_000 }), 'futures.wait()'],
        [(): unknown => asCompletedSync([future]).next(), 'futures.asCompleted()'],
      ] as const;
      for (const [body, form] of refusals)
        includes(throws(BlockingNotAllowedError, body).message, 'message', form);
      throws(TimeoutError, () => future.resultSync({ timeout: 0 }));
      equal((await future).length, 1000);
      await given(t, { maxWorkers: 1 }, async (own) => {
        const last = own.submit(tasks.sized, 10);
        includes(throws(BlockingNotAllowedError, () => own.shutdownSync()).message, 'message', 'shutdown()');
        equal((await last).length, 10);
      });
    },
    'waits for futures of several executors and threads at once': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const own = share(new Future<unknown>());
        tell(own, 'result', 3, 5);
        const all = [common(t).submit(tasks.later, 10, 1), pool.submit(tasks.later, 1, 2), own];
        equal(waitSync(all, { returnWhen: 'FIRST_COMPLETED' }).done.size > 0, true);
        equal(waitSync(all).notDone.size, 0);
        const more = [common(t).submit(tasks.later, 10, 1), pool.submit(tasks.later, 1, 2), own];
        equal([...asCompletedSync(more)].map((future) => future.resultSync()).sort(), [1, 2, 3]);
      });
    },
    'has its callbacks called meanwhile': (t) => {
      const calls: unknown[] = [];
      const future = common(t).submit(tasks.later, 5, 'x');
      future.addDoneCallback((done) => void calls.push(done.resultSync()));
      equal([future.resultSync(), calls], ['x', ['x']]);
    },
    'is let go when a callback shuts the pool down': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const stage = new Stage(t);
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        await stage.hears('first begins');
        const queued = pool.submit(tasks.square, 2);
        running.addDoneCallback(() => void pool.shutdown({ wait: false, cancelFutures: true }));
        // A worker may take it before the callback is called.
        const how = (): string => {
          try {
            return String(queued.resultSync({ timeout: 20_000 }));
          } catch (error) {
            return (error as Error).name;
          }
        };
        stage.gate.set();
        ok(['4', 'CancelledError'].includes(how()), how());
        throws(StateError, () => pool.submit(tasks.square, 3));
      });
    },
    'maps, and then blocks for another call': async (t) => {
      const pool = common(t);
      const mapped = pool.map(tasks.square, [1, 2, 3]);
      equal(pool.submit(tasks.square, 4).resultSync(), 16);
      equal(await collect(mapped), [1, 4, 9]);
    },
    'TPE-15 in a task, on another of the same full pool, waits in vain: the timeout ends that': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const stage = new Stage(t);
        const outer = pool.submit(tasks.block, stage.gate, stage.log, 'outer');
        const inner = pool.submit(tasks.square, 2);
        await stage.hears('outer begins');
        await rejects(TimeoutError, outer.result({ timeout: 50 }));
        throws(TimeoutError, () => inner.resultSync({ timeout: 20 }));
        stage.gate.set();
        equal([await outer, await inner], ['outer', 4]);
      });
    },
  },
};

/** A page may not block: the blocking forms work as long as they need not wait. */
export const page: CaseGroup = {
  title: 'a page',
  where: 'page',
  cases: {
    'is refused a blocking wait by an error that names the other form': async (t) => {
      const pool = make(t, { maxWorkers: 1 });
      const future = pool.submit(tasks.later, 20, 'x');
      includes(throws(BlockingNotAllowedError, () => future.resultSync()).message, 'await');
      includes(throws(BlockingNotAllowedError, () => waitSync([future])).message, 'await futures.wait()');
      throws(BlockingNotAllowedError, () => asCompletedSync([future]).next());
      includes(throws(BlockingNotAllowedError, () => pool.shutdownSync()).message, 'await', 'shutdown()');
      equal([await future, future.resultSync()], ['x', 'x']);
      await pool.shutdown();
      pool.shutdownSync();
    },
  },
};

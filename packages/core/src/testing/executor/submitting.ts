import { BootstrapError, CancelledError, SerializationError, StateError } from '../../errors.ts';
import { Future } from '../../futures/index.ts';
import { defineTasks, remote } from '../../task/index.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { share } from '../futures/make.ts';
import type { Ending } from '../futures/orders.tasks.ts';
import { ask } from '../futures/other-thread.ts';
import { inspect } from '../runtime.ts';
import { executorTasks as tasks } from './executor.tasks.ts';
import { common, given, Stage } from './make.ts';
import type { topLevelTasks } from './top-level.tasks.ts';

export const submitting: CaseGroup = {
  title: 'submit',
  where: 'everywhere',
  cases: {
    'EX-01 gives a future of what the task returns': async (t) => {
      const future = common(t).submit(tasks.square, 12);
      ok(future instanceof Future, 'no Future');
      equal([await future, await future.result(), future.done, future.resultSync()], [144, 144, true, 144]);
      equal(String(future), 'Future(finished returned number)');
    },
    'EX-02 passes all arguments on, and takes nothing but a task': async (t) => {
      const pool = common(t);
      const lists = [
        [],
        [undefined],
        [1, undefined, null],
        [{ task: 1, args: [2], signal: 3 }],
        Array.from({ length: 40 }, (_, i) => i),
      ];
      for (const list of lists) equal(await pool.submit(tasks.given, ...list), list);
      for (const wrong of [undefined, null, 'square', 5, {}])
        includes(throws(TypeError, () => pool.submit(wrong as never), inspect(wrong)).message, 'task');
    },
    'IPE-11 refuses a function or class of its own, with what to do': (t) => {
      class Local {}
      for (const closure of [(): number => 3, Local]) {
        const error = throws(SerializationError, () => common(t).submit(closure as never));
        includes(error.message, 'closure', 'defineTasks');
      }
    },
    'IPE-13 IPE-23 runs the module’s function elsewhere, with globals of its own': async (t) => {
      const [[first, ...where], [here, ...there]] = [await common(t).submit(tasks.count), tasks.count()];
      ok(String(where) !== String(there), 'it ran here');
      ok(first >= 1 && here >= 1, 'it did not count');
      const [again] = tasks.count();
      equal(again, here + 1);
    },
    'waits for what an asynchronous task gives': async (t) => {
      const pool = common(t);
      equal(await Promise.all([pool.submit(tasks.later, 5, 'x'), pool.submit(tasks.odd, 7)]), ['x', 7]);
    },
    'never waits, and gives each of many futures its own result': async (t) => {
      const futures = Array.from({ length: 3000 }, (_, n) => common(t).submit(tasks.square, n));
      equal(
        await Promise.all(futures),
        futures.map((_, n) => n * n),
      );
    },
    'finds a task by its module and name alone': async (t) => {
      equal(await common(t).submit(remote<typeof tasks>(tasks.square.url).square, 5), 25);
    },
    'fails for a task that is not there, and names it': async (t) => {
      const absent = remote<{ nowhere: typeof tasks.nothing }>(tasks.nothing.url);
      const error = await rejects(StateError, common(t).submit(absent.nowhere));
      includes(error.message, 'nowhere', tasks.nothing.url);
      equal(await common(t).submit(tasks.square, 2), 4);
    },
    'fails for a module that does not load, and says which and why': async (t) => {
      const absent = new URL('./no-such-module.ts', tasks.nothing.url);
      const broken = new URL('./broken.tasks.ts', tasks.nothing.url);
      for (const [url, why] of [
        [absent, absent.href],
        [broken, 'this module is broken'],
      ] as const) {
        const { nothing } = remote<typeof tasks>(url);
        for (let time = 0; time < 2; time += 1) {
          const error = await rejects(StateError, common(t).submit(nothing));
          includes(error.message, url.href, why);
        }
      }
      equal(await common(t).submit(tasks.square, 3), 9);
    },
    'fails for a module that starts threads or submits when it is imported, and names main': async (t) => {
      const starts = new URL('../thread/bootstrap.tasks.ts', tasks.nothing.url);
      const submits = new URL('./eager.tasks.ts', tasks.nothing.url);
      for (const url of [starts, submits]) {
        const error = await rejects(BootstrapError, common(t).submit(remote<typeof tasks>(url).nothing));
        includes(error.message, 'main(');
      }
    },
    'finds a task in a module that has a pool of its own at its top level': async (t) => {
      // Not imported here: where there is no runtime yet, nobody can make a pool.
      const url = new URL('./top-level.tasks.ts', tasks.nothing.url);
      equal(await common(t).submit(remote<typeof topLevelTasks>(url).nested, 7), 49);
    },
    'is possible in a callback, and after each result': async (t) => {
      const pool = common(t);
      const second = new Promise<number>((resolve) => {
        pool
          .submit(tasks.square, 2)
          .addDoneCallback((done) => resolve(pool.submit(tasks.square, done.resultSync())));
      });
      equal(await second, 16);
      let number = 0;
      for (let turn = 0; turn < 300; turn += 1) number = await pool.submit(tasks.area, 1, number + 1);
      equal(number, 300);
    },
    'takes a task that was defined here for this very module': async (t) => {
      const url = `memory:executor/${Math.random()}`;
      const { local } = defineTasks(url, { local: () => 1 });
      await rejects(StateError, common(t).submit(local));
    },
  },
};

export const cancelling: CaseGroup = {
  title: 'a future of an executor',
  where: 'everywhere',
  cases: {
    'FUT-21 is not cancelled once its task runs, and before that never runs': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const stage = new Stage(t);
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        const queued = Array.from({ length: 3 }, (_, n) => pool.submit(tasks.note, stage.log, `queued ${n}`));
        await stage.hears('first begins');
        equal([running.running, running.cancel(), queued[1]!.running], [true, false, false]);
        equal([queued[1]!.cancel(), queued[1]!.cancelled, queued[1]!.cancel()], [true, true, true]);
        stage.gate.set();
        equal([await running, await queued[0], await queued[2]], ['first', 'queued 0', 'queued 2']);
        await rejects(CancelledError, queued[1]!);
        await stage.hears('first ends', 'queued 0', 'queued 2');
        equal(stage.said(), []);
      });
    },
    'is awaited and blocked on in other threads, before and after its end': async (t) => {
      const pool = common(t);
      for (const what of ['await', 'block'] as const) {
        const future = pool.submit(tasks.later, 30, 5);
        const early = ask<Ending>(future, what);
        equal<unknown>(
          [await early(), await ask<Ending>(future, what)(), await future],
          [{ value: 5 }, { value: 5 }, 5],
        );
        const failed = pool.submit(tasks.failOdd, 1);
        equal<unknown>(await ask<Ending>(failed, what)(), { error: 'RangeError', message: '1 is odd' });
      }
    },
    'may be cancelled by another thread, and then never runs': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const stage = new Stage(t);
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        const queued = pool.submit(tasks.note, stage.log, 'queued');
        await stage.hears('first begins');
        equal(await ask(queued, 'cancel')(), true);
        equal(await ask(running, 'cancel')(), false);
        stage.gate.set();
        await rejects(CancelledError, queued);
        equal([await running, queued.cancelled], ['first', true]);
        equal(await pool.submit(tasks.square, 3), 9);
        equal(stage.said(), ['first ends']);
      });
    },
    'is the same future when it comes back': async (t) => {
      const future = common(t).submit(tasks.later, 5, 1);
      ok(share(future) === future, 'another wrapper');
      equal(await future, 1);
    },
    'cancelled while a worker takes it: it runs whole, or not at all': async (t) => {
      const pool = common(t);
      const stage = new Stage(t);
      let [ran, cancelled] = [0, 0];
      for (let round = 0; round < 400; round += 1) {
        const future = pool.submit(tasks.note, stage.log, String(round));
        for (const wait = performance.now() + (round % 40) / 200; performance.now() < wait;);
        if (future.cancel()) {
          cancelled += 1;
          await rejects(CancelledError, future);
        } else {
          ran += 1;
          equal(await future, String(round));
        }
      }
      // What is behind all of them has run: nobody will say anything more.
      for (let count = 0; count < 4; count += 1) await pool.submit(tasks.nothing);
      equal([stage.said().length, ran + cancelled], [ran, 400]);
    },
  },
};

export const passing: CaseGroup = {
  title: 'a future of one’s own',
  where: 'everywhere',
  scope: 'thread',
  cases: {
    'may be an argument of another task': async (t) => {
      const own = new Future<number>();
      await common(t).submit(tasks.settle, own, 8);
      equal(await own, 8);
    },
  },
};

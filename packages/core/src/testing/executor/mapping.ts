import { CancelledError, SerializationError, TimeoutError } from '../../errors.ts';
import { zip, type MapOptions } from '../../futures/index.ts';
import { sleep, until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejection, rejects, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { threadTasks } from '../thread/thread.tasks.ts';
import { executorTasks as tasks } from './executor.tasks.ts';
import { collect, common, given, Stage } from './make.ts';

const END = { done: true, value: undefined } as const;

/** Counts what is taken of it, for ever or up to `end`. */
class Counted implements Iterable<number> {
  taken = 0;
  closed = false;
  readonly #end: number;

  constructor(end = Infinity) {
    this.#end = end;
  }

  *[Symbol.iterator](): Generator<number> {
    try {
      while (this.taken < this.#end) yield this.taken++;
    } finally {
      this.closed = true;
    }
  }
}

export const mapping: CaseGroup = {
  title: 'map',
  where: 'everywhere',
  cases: {
    'gives results in the order of the items, whichever ends first': async (t) => {
      const items = [30, 1, 20, 5, 0];
      const pairs = items.map((ms) => [ms, ms] as [number, number]);
      equal<unknown>(await collect(common(t).starmap(tasks.later, pairs)), items);
      equal(await collect(common(t).map(tasks.square, new Set([1, 2, 3]))), [1, 4, 9]);
    },
    'PPE-21 gives the same for any chunksize': async (t) => {
      const items = Array.from({ length: 40 }, (_, n) => n);
      const squares = items.map((n) => n * n);
      for (const chunksize of [1, 6, 40, 50]) {
        equal(await collect(common(t).map(tasks.square, items, { chunksize })), squares);
        const unordered = await collect(common(t).imapUnordered(tasks.square, items, { chunksize }));
        equal(
          unordered.sort((a, b) => a - b),
          squares,
        );
      }
    },
    'EX-10 EX-11 gives the same for any buffersize, of one iterable and of two': async (t) => {
      const [a, b] = [Array.from({ length: 8 }, (_, n) => n), Array.from({ length: 8 }, (_, n) => n + 1)];
      for (const buffersize of [1, 2, 8, 16]) {
        for (const chunksize of [1, 3]) {
          const options = { buffersize, chunksize };
          equal(
            await collect(common(t).map(tasks.square, a, options)),
            a.map((n) => n * n),
          );
          equal(
            await collect(common(t).starmap(tasks.area, zip(a, b), options)),
            a.map((n) => n * (n + 1)),
          );
          const some = await collect(common(t).imapUnordered(tasks.square, a, options));
          equal(
            some.toSorted((x, y) => x - y),
            a.map((n) => n * n),
          );
        }
      }
    },
    'EX-12 EX-13 takes of endless iterables as it goes': async (t) => {
      const [items, others] = [new Counted(), new Counted()];
      const one = common(t).map(tasks.square, items, { buffersize: 2 });
      equal(items.taken, 2);
      equal([(await one.next()).value, (await one.next()).value, (await one.next()).value], [0, 1, 4]);
      equal(items.taken, 5);
      const two = common(t).starmap(tasks.area, zip(items, others), { buffersize: 2 });
      equal([(await two.next()).value, others.taken], [0, 3]);
      for (const iterator of [one, two]) equal(await iterator.return?.(), END);
      equal([items.closed, others.closed], [true, true]);
    },
    'without a buffersize takes all at once, before anybody asks': async (t) => {
      const items = new Counted(50);
      const iterator = common(t).map(tasks.square, items);
      equal([items.taken, items.closed], [50, true]);
      equal((await collect(iterator)).length, 50);
    },
    'with a buffersize takes one more for each result that is taken': async (t) => {
      const items = new Counted();
      const iterator = common(t).map(tasks.square, items, { buffersize: 4 });
      for (let count = 0; count < 20; count += 1) {
        equal(items.taken, 4 + count);
        await sleep(0);
        equal((await iterator.next()).value, count * count);
      }
      await iterator.return?.();
    },
    'EX-14 of nothing gives nothing': async (t) => {
      const pool = common(t);
      for (const options of [{}, { chunksize: 3 }, { buffersize: 3 }]) {
        equal(await collect(pool.map(tasks.square, [], options)), []);
        equal(await collect(pool.starmap(tasks.area, zip([1], []), options)), []);
        equal(await collect(pool.imapUnordered(tasks.square, new Set<number>(), options)), []);
      }
    },
    'EX-08 EX-09 refuses a chunksize or buffersize that is no positive integer, by its name': (t) => {
      for (const name of ['chunksize', 'buffersize']) {
        for (const [wrong, errorClass] of [
          ['3', TypeError],
          [null, TypeError],
          [{}, TypeError],
          [0, RangeError],
          [-1, RangeError],
          [1.5, RangeError],
          [NaN, RangeError],
        ] as const) {
          const options = { [name]: wrong } as MapOptions;
          const items = new Counted();
          const error = throws(
            errorClass,
            () => common(t).map(tasks.square, items, options),
            inspect(options),
          );
          includes(error.message, name);
          equal(items.taken, 0);
        }
      }
    },
    'refuses what is not iterable, what is no task, and what is no list of arguments': (t) => {
      const pool = common(t);
      for (const wrong of [undefined, null, 5, {}]) {
        throws(TypeError, () => pool.map(tasks.square, wrong as never), inspect(wrong));
        throws(TypeError, () => pool.map(wrong as never, [1]), inspect(wrong));
      }
      throws(SerializationError, () => pool.map(((n: number) => n) as never, [1]));
      includes(throws(TypeError, () => pool.starmap(tasks.area, [[1, 2], 3] as never)).message, 'item 1');
      throws(RangeError, () => pool.map(tasks.square, [1], { timeout: -1 }));
      throws(TypeError, () => pool.map(tasks.square, [1], 5 as never));
    },
    'of an item that fails rejects its own next, and goes on': async (t) => {
      for (const options of [{}, { chunksize: 2 }, { buffersize: 1 }]) {
        const iterator = common(t).map(tasks.failOdd, [0, 1, 2, 3, 4], options);
        const nexts = Array.from({ length: 6 }, () => iterator.next());
        const outcomes = await Promise.allSettled(nexts);
        equal(
          outcomes.map((one) =>
            one.status === 'fulfilled' ? one.value.value : (one.reason as Error).message,
          ),
          [0, '1 is odd', 2, '3 is odd', 4, undefined],
        );
      }
    },
    'of an item that cannot travel goes on too': async (t) => {
      const iterator = common(t).map(tasks.echo, [1, () => 0, 3]);
      equal((await iterator.next()).value, 1);
      equal((await rejects(SerializationError, iterator.next())).path, 'args[0]');
      equal([(await iterator.next()).value, await iterator.next()], [3, END]);
    },
    'EX-05 gives a TimeoutError that a task throws as its result': async (t) => {
      for (const timeout of [undefined, 20_000]) {
        const options = timeout === undefined ? {} : { timeout };
        const iterator = common(t).map(tasks.fail, ['timeout', 'nothing'], options);
        includes((await rejects(TimeoutError, iterator.next())).message, 'of its own');
        equal(await iterator.next(), { done: false, value: 'nothing' });
        equal(await iterator.next(), END);
      }
    },
    'EX-06 gives what is done, then at the timeout a TimeoutError, cancels the rest and has ended': async (
      t,
    ) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        await pool.submit(tasks.nothing);
        const stage = new Stage(t);
        const items = [0, 1, 2, 3].map((n) => [n, stage.gate, stage.log] as const);
        const iterator = pool.map(tasks.blockFrom, items, { timeout: 50 });
        await stage.hears('0', '1');
        await sleep(60);
        equal((await iterator.next()).value, 0);
        includes((await rejects(TimeoutError, iterator.next())).message, 'item 1');
        equal(await iterator.next(), END);
        stage.gate.set();
        await pool.submit(tasks.nothing);
        equal(stage.said(), []);
      });
    },
    'EX-31 counts the timeout from the call': async (t) => {
      const pool = common(t);
      await pool.submit(tasks.nothing);
      const stage = new Stage(t);
      const iterator = pool.starmap(
        tasks.attend,
        ['first', 'second'].map((name) => [stage.gate, stage.log, name]),
        { timeout: 60 },
      );
      const late = rejects(
        TimeoutError,
        pool.map(tasks.attendOne, [[stage.gate, stage.log, 'x']], { timeout: 30 }).next(),
      );
      await sleep(80);
      await rejects(TimeoutError, iterator.next());
      await late;
      stage.gate.set();
    },
    'EX-07 left early has ended at once, cancels what has not begun and closes the source': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        for (const chunksize of [1, 3]) {
          const [stage, items] = [new Stage(t), new Counted()];
          const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
          await stage.hears('first begins');
          const waiting = pool.map(tasks.square, items, { chunksize, buffersize: 3 });
          const nexts = [waiting.next(), waiting.next()];
          equal(await waiting.return?.(), END);
          equal([...(await Promise.all(nexts)), await waiting.next()], [END, END, END]);
          equal([items.closed, pool.stats.queued], [true, 0]);
          const thrown = pool.map(tasks.square, [1, 2, 3], { chunksize });
          equal(await rejection(thrown.throw!('why')), 'why');
          equal([await thrown.next(), pool.stats.queued], [END, 0]);
          stage.gate.set();
          await running;
        }
      });
    },
    'TPE-14 with a timeout of 0 in a full pool cancels all when it is left: none ever starts': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const stage = new Stage(t);
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        await stage.hears('first begins');
        const list = ['a', 'b'].map((name) => [stage.log, name] as [typeof stage.log, string]);
        const iterator = pool.starmap(tasks.note, list, { timeout: 0 });
        await rejects(TimeoutError, iterator.next());
        await iterator.return?.();
        stage.gate.set();
        await running;
        await pool.submit(tasks.nothing);
        equal(stage.said(), ['first ends']);
      });
    },
    'ends with the reason of the signal, and cancels what has not begun': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const [stage, controller, reason] = [new Stage(t), new AbortController(), new Error('why')];
        const { signal } = controller;
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        await stage.hears('first begins');
        const [asked, silent] = [0, 1].map(() => pool.map(tasks.square, [1, 2, 3], { signal }));
        const next = rejection(asked!.next());
        controller.abort(reason);
        equal(pool.stats.queued, 0);
        ok((await next) === reason && (await rejection(silent!.next())) === reason, 'not the very reason');
        equal([await asked!.next(), await silent!.next()], [END, END]);
        const items = new Counted();
        const late = pool.map(tasks.square, items, { signal });
        equal(items.taken, 0);
        ok((await rejection(late.next())) === reason, 'not the very reason');
        stage.gate.set();
        await running;
      });
    },
    'gives CancelledError for items that a shutdown cancels': async (t) => {
      await given(t, { maxWorkers: 1 }, async (pool) => {
        const stage = new Stage(t);
        const running = pool.submit(tasks.block, stage.gate, stage.log, 'first');
        await stage.hears('first begins');
        const iterator = pool.map(tasks.square, [1, 2]);
        await pool.shutdown({ wait: false, cancelFutures: true });
        await rejects(CancelledError, iterator.next());
        await rejects(CancelledError, iterator.next());
        equal(await iterator.next(), END);
        stage.gate.set();
        await running;
      });
    },
    'unordered gives results as they come': async (t) => {
      const gates = [new Stage(t), new Stage(t), new Stage(t)];
      const list = gates.map(
        ({ gate, log }, n) => [gate, log, String(n)] as [typeof gate, typeof log, string],
      );
      const iterator = common(t).imapUnordered(tasks.attendOne, list);
      for (const stage of gates) await until(() => !stage.log.empty, 'it has begun');
      for (const n of [2, 0, 1]) {
        gates[n]!.gate.set();
        equal((await iterator.next()).value, String(n));
      }
      equal(await iterator.next(), END);
      const failing = common(t).imapUnordered(tasks.failOdd, [1]);
      await rejects(RangeError, failing.next());
      equal(await failing.next(), END);
      await rejects(TypeError, common(t).map(threadTasks.fail, ['TypeError']).next());
    },
  },
};

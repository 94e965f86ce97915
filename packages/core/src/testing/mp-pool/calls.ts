import { ScopeError, SerializationError, TimeoutError } from '../../errors.ts';
import { RLock } from '../../threading/index.ts';
import { until } from '../board.ts';
import type { CaseGroup } from '../cases.ts';
import { equal, includes, rejection, rejects, throws } from '../check.ts';
import { executorTasks as tasks, homebodies } from '../executor/executor.tasks.ts';
import { collect, Stage } from '../executor/make.ts';
import { reported } from '../futures/callbacks.ts';
import { inspect } from '../runtime.ts';
import { common, make } from './make.ts';

const NUMBERS = Array.from({ length: 50 }, (_, n) => n);
const SQUARES = NUMBERS.map((n) => n * n);

/** As the guide has it: an object with state and a lock, one of whose methods is to run elsewhere. */
class Counter {
  readonly state: { readonly lock: RLock } = { lock: new RLock() };
  add(n: number): number {
    return n + 1;
  }
}

/** Gives so many, and then throws. */
function* failing(count: number): Generator<number> {
  for (let n = 0; n < count; n += 1) yield n;
  throw new RangeError('no more');
}

class Failing implements Iterable<number> {
  [Symbol.iterator](): Iterator<number> {
    return {
      next: () => {
        throw new RangeError('no more');
      },
    };
  }
}

export const calls: CaseGroup = {
  title: 'calls',
  where: 'everywhere',
  cases: {
    'POOL-01 apply gives what the task returns': async () => {
      equal(await common().apply(tasks.area, [3, 4]), 12);
      equal(await common().apply(tasks.later, [1, 'x']), 'x');
      equal(await common().applyAsync(tasks.square, [5]), 25);
    },
    'POOL-02 POOL-05 map keeps the order, in chunks of any size': async () => {
      for (const options of [undefined, { chunksize: 20 }, { chunksize: 1 }, { chunksize: 100 }]) {
        equal(await common().map(tasks.square, NUMBERS, options), SQUARES);
        equal(await common().mapAsync(tasks.square, NUMBERS, options).get(), SQUARES);
      }
    },
    'POOL-03 starmap spreads each item to the parameters': async () => {
      const pairs = NUMBERS.map((n) => [n, n] as [number, number]);
      for (const options of [undefined, { chunksize: 20 }]) {
        equal(await common().starmap(tasks.area, pairs, options), SQUARES);
        equal(await common().starmapAsync(tasks.area, pairs, options), SQUARES);
      }
    },
    'POOL-14 imap and imapUnordered give each result once': async () => {
      for (const options of [undefined, { chunksize: 7 }]) {
        equal(await collect(common().imap(tasks.square, NUMBERS, options)), SQUARES);
        const some = await collect(common().imapUnordered(tasks.square, NUMBERS, options));
        equal(
          some.sort((a, b) => a - b),
          SQUARES,
        );
      }
    },
    'POOL-08 POOL-18 of nothing give nothing, and at once': async () => {
      const pool = common();
      const result = pool.mapAsync(tasks.square, [], { chunksize: 1 });
      equal([result.ready, result.successful, await result], [true, true, []]);
      equal(await pool.map(tasks.square, []), []);
      equal(await collect(pool.imap(tasks.square, [])), []);
      equal(await collect(pool.imapUnordered(tasks.square, new Set<number>())), []);
    },
    'POOL-06 call back once, with all results or the error, before anybody who waits goes on': async () => {
      const said: unknown[] = [];
      const options = {
        callback: (value: unknown): void => void said.push(value),
        errorCallback: (error: Error): void => void said.push(error.message),
      };
      const pool = common();
      for (const [submit, expected] of [
        [() => pool.mapAsync(tasks.square, [1, 2, 3], { ...options, chunksize: 1 }), [1, 4, 9]],
        [() => pool.applyAsync(tasks.square, [4], options), 16],
        [() => pool.mapAsync(tasks.failOdd, [0, 1, 2, 4], { ...options, chunksize: 2 }), '1 is odd'],
        [() => pool.starmapAsync(tasks.square, [], options), []],
      ] as const) {
        const result = submit();
        equal([await result.wait(), result.ready], [true, true]);
        equal(said.splice(0), [expected]);
      }
    },
    'call back in vain: a callback that throws is reported, and the result is there': async () => {
      const callback = (): void => {
        throw new RangeError('a callback fails');
      };
      const text = await reported(async () => {
        equal(await common().applyAsync(tasks.square, [3], { callback }), 9);
      });
      includes(text, 'callback', 'AsyncResult', 'a callback fails');
    },
    'POOL-21 fail with the error of the worker, of whatever form they are': async () => {
      const pool = common();
      for (const call of [
        () => pool.apply(tasks.failOdd, [1]),
        () => pool.applyAsync(tasks.failOdd, [1]).get(),
        () => pool.map(tasks.failOdd, [0, 1]),
        () => pool.starmap(tasks.failOdd, [[1]]),
        () => pool.imap(tasks.failOdd, [1]).next(),
        () => pool.imapUnordered(tasks.failOdd, [1]).next(),
      ])
        equal((await rejects(RangeError, call())).message, '1 is odd');
    },
    'POOL-11 give a TimeoutError when they take too long, and go on': async (t) => {
      const [pool, stage] = [common(), new Stage(t)];
      const result = pool.applyAsync(tasks.attend, [stage.gate, stage.log, 'late']);
      await rejects(TimeoutError, result.get({ timeout: 20 }));
      equal([await result.wait({ timeout: 20 }), result.ready], [false, false]);
      stage.gate.set();
      equal(await result, 'late');
    },
    'POOL-37 know whether they are ready, and then whether they were successful': async (t) => {
      const [pool, stage] = [common(), new Stage(t)];
      const result = pool.applyAsync(tasks.attend, [stage.gate, stage.log, 'x']);
      equal(result.ready, false);
      throws(RangeError, () => result.successful);
      includes(inspect(result), 'pending');
      stage.gate.set();
      await result;
      equal([result.ready, result.successful], [true, true]);
      const failed = pool.applyAsync(tasks.failOdd, [1]);
      await failed.wait();
      equal([failed.ready, failed.successful], [true, false]);
    },
    'POOL-07 fail for items that cannot travel, with their place, and the pool goes on': async () => {
      const pool = common();
      for (const [what, make] of Object.entries(homebodies)) {
        const items = [1, 2, { deep: [make()] }];
        const error = await rejects(SerializationError, pool.map(tasks.echo, items, { chunksize: 2 }), what);
        equal(error.path, 'items[2].deep[0]');
        includes(error.message, 'items[2].deep[0]');
        const spread = items.map((item) => [0, item]);
        const star = await rejects(SerializationError, pool.starmap(tasks.given, spread), what);
        equal(star.path, 'items[2][1].deep[0]');
        equal(await pool.map(tasks.square, [2]), [4]);
      }
    },
    'are refused the method of an object, and the object that holds a lock, by its path': async () => {
      const [pool, counter] = [common(), new Counter()];
      const method = counter.add.bind(counter) as unknown as typeof tasks.square;
      includes((await rejects(SerializationError, pool.map(method, [1]))).message, 'add', 'defineTasks');
      for (const [items, path] of [
        [[counter.state], 'items[0].lock'],
        [[1, { held: new Map([['it', counter.state.lock]]) }], 'items[1].held.get("it")'],
      ] as const) {
        const error = await rejects(ScopeError, pool.map(tasks.echo, items as Iterable<unknown>));
        equal(error.path, path);
        includes(error.message, path, 'RLock');
      }
      const whole = await rejects(SerializationError, pool.map(tasks.echo, [counter]));
      equal(whole.path, 'items[0]');
      includes(whole.message, 'Counter', 'state.lock', 'RLock');
      equal(await pool.apply(tasks.square, [3]), 9);
    },
    'POOL-09 fail for items that throw, wherever they do, and the pool goes on': async () => {
      const pool = common();
      for (const items of [failing(0), failing(3), new Failing()]) {
        equal((await rejects(RangeError, pool.map(tasks.square, items))).message, 'no more');
        throws(RangeError, () => pool.mapAsync(tasks.square, new Failing()));
        equal(await pool.apply(tasks.square, [3]), 9);
      }
      for (const form of ['imap', 'imapUnordered'] as const) {
        const iterator = pool[form](tasks.square, failing(3));
        const seen = [await iterator.next(), await iterator.next(), await iterator.next()];
        equal(seen.map(({ value }) => value).sort(), [0, 1, 4]);
        await rejects(RangeError, iterator.next());
        equal((await iterator.next()).done, true);
      }
    },
    'POOL-27 fail for a result that cannot travel, twenty times, and the pool goes on': async () => {
      const pool = common();
      for (let time = 0; time < 20; time += 1) {
        const error = await rejects(SerializationError, pool.apply(tasks.homebody, ['a function']));
        equal(error.path, 'result.a[0]');
      }
      equal(await pool.apply(tasks.square, [3]), 9);
    },
    'of a map that fail do so when all are over, with the error that came first': async (t) => {
      const [pool, stage] = [common(), new Stage(t)];
      const result = pool.mapAsync(tasks.noteNumber, [[stage.log, 1]]);
      await result;
      const failed = pool.starmapAsync(tasks.failOdd, [[1], [2], [3]], { chunksize: 1 });
      includes(((await rejection(failed.get())) as Error).message, 'is odd');
    },
    'of a map that fail stop their chunk, and no other': async (t) => {
      const [pool, stage] = [common(), new Stage(t)];
      const items = [0, 1, 2, 4, 6, 8].map((n) => [stage.log, n] as const);
      includes(
        (await rejects(RangeError, pool.map(tasks.noteAndFailOdd, items, { chunksize: 3 }))).message,
        '1',
      );
      equal(stage.said().toSorted(), ['0', '1', '4', '6', '8']);
      const seen = pool.imap(tasks.noteAndFailOdd, items, { chunksize: 3 });
      equal(await seen.next(), { done: false, value: 0 });
      await rejects(RangeError, seen.next());
      equal(await collect(seen), [2, 4, 6, 8]);
    },
    'are told where a wait for the next of imap was too short, and lose nothing by it': async (t) => {
      const [pool, stage] = [common(), new Stage(t)];
      const iterator = pool.imap(
        tasks.attendOne,
        ['a', 'b'].map((name) => [stage.gate, stage.log, name] as const),
      );
      await rejects(TimeoutError, iterator.next({ timeout: 10 }));
      await rejects(TimeoutError, iterator.next({ timeout: 0 }));
      stage.gate.set();
      equal([(await iterator.next()).value, (await iterator.next({ timeout: 30_000 })).value], ['a', 'b']);
      equal((await iterator.next()).done, true);
    },
    'of imap may be of an endless source, which is taken as it comes': async () => {
      function* endless(): Generator<number> {
        for (let n = 0; ; n += 1) yield n;
      }
      const own = make({ processes: 1 });
      let last = 0;
      for await (const result of own.imap(tasks.square, endless(), { chunksize: 512 })) {
        last = result;
        if (result >= 20_000 ** 2) break;
      }
      equal(last, 20_000 ** 2);
      own.terminate();
      await own.join();
    },
    'of imap are run though the loop is left': async (t) => {
      const [pool, stage] = [common(), new Stage(t)];
      for await (const _ of pool.imap(
        tasks.noteNumber,
        [1, 2, 3].map((n) => [stage.log, n] as const),
      ))
        break;
      await until(() => stage.log.size === 3, 'all have run');
    },
    'are refused with a chunksize that is no positive integer, and with what is no task': () => {
      const pool = common();
      for (const [chunksize, errorClass] of [
        [0, RangeError],
        [-1, RangeError],
        [1.5, RangeError],
        ['2', TypeError],
      ] as const) {
        throws(errorClass, () => pool.mapAsync(tasks.square, [1], { chunksize: chunksize as number }));
        throws(errorClass, () => pool.imap(tasks.square, [1], { chunksize: chunksize as number }));
      }
      throws(TypeError, () => pool.applyAsync(5 as never, [] as never));
      throws(TypeError, () => pool.mapAsync(tasks.square, 5 as never));
      throws(TypeError, () => pool.starmapAsync(tasks.area, [1] as never));
    },
  },
};

export const blocking: CaseGroup = {
  title: 'a thread that blocks on a pool',
  where: 'blocking',
  cases: {
    'gets results, errors and timeouts': (t) => {
      const pool = common();
      equal(pool.applyAsync(tasks.square, [5]).getSync(), 25);
      equal(pool.mapAsync(tasks.square, NUMBERS).getSync(), SQUARES);
      throws(RangeError, () => pool.mapAsync(tasks.failOdd, [1]).getSync());
      const stage = new Stage(t);
      const late = pool.applyAsync(tasks.attend, [stage.gate, stage.log, 'late']);
      throws(TimeoutError, () => late.getSync({ timeout: 20 }));
      stage.gate.set();
      equal([late.getSync(), late.ready], ['late', true]);
    },
  },
};

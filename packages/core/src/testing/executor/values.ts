import { ScopeError, SerializationError } from '../../errors.ts';
import { Future } from '../../futures/index.ts';
import { SimpleQueue } from '../../queue/index.ts';
import { transfer } from '../../task/index.ts';
import { Lock, RLock } from '../../threading/index.ts';
import { until } from '../board.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects } from '../check.ts';
import { describeValue } from '../describe-value.ts';
import { bufferOf, collectGarbage, inspect } from '../runtime.ts';
import { specimens } from '../thread/specimens.ts';
import { executorTasks as tasks, homebodies } from './executor.tasks.ts';
import { collect, common, given } from './make.ts';

function arrivals(): Record<string, Case> {
  const cases: Record<string, Case> = {};
  for (const [name, make] of Object.entries(specimens)) {
    cases[`${name} arrives there and back as it was`] = async (t) => {
      const result = await common(t).submit(tasks.received, name, make());
      equal(describeValue(result), describeValue(make()));
    };
  }
  return cases;
}

export const values: CaseGroup = {
  title: 'an argument or a result',
  where: 'everywhere',
  cases: {
    ...arrivals(),
    'is what it was when it was submitted, whatever becomes of it after': async (t) => {
      const value = { a: [1] };
      const future = common(t).submit(tasks.echo, value);
      value.a[0] = 2;
      equal(await future, { a: [1] });
    },
    'that is a Node Buffer is a Uint8Array': async (t) => {
      const got = await common(t).submit(tasks.echo, bufferOf('bytes'));
      ok(got instanceof Uint8Array && got.constructor === Uint8Array, inspect(got));
      equal(new TextDecoder().decode(got), 'bytes');
    },
    'may be a primitive, and is the same there and here': async (t) => {
      const [lock, event] = [new t.of.Lock({ name: 'passed' }), new t.of.Event()];
      await lock.acquire();
      const result = await common(t).submit(tasks.primitives, lock, [event]);
      ok(result.lock === lock && !lock.locked && event.isSet, 'not the same');
      ok(result.made instanceof t.of.Event, 'no event came');
      result.made.set();
      includes(String(result.made), 'made there', 'set');
    },
    'of a megabyte, and of none, comes whole': async (t) => {
      for (const length of [0, 1, 1000, 70_000, 1 << 20]) {
        const bytes = new Uint8Array(length).map((_, index) => index * 7);
        const got = (await common(t).submit(tasks.echo, bytes)) as Uint8Array;
        ok(
          got.length === length && got.every((byte, index) => byte === bytes[index]),
          `${length} bytes differ`,
        );
        const text = 'é'.repeat(length);
        equal(((await common(t).submit(tasks.echo, text)) as string).length, length);
      }
    },
    'that is transferred many times over, with others between, goes with its call': async (t) => {
      const pool = common(t);
      const futures = Array.from({ length: 60 }, (_, n) => {
        const bytes = new Uint8Array(n + 1).fill(n);
        return n % 3 === 0
          ? pool.submit(tasks.lengthOf, bytes)
          : pool.submit(tasks.lengthOf, transfer(bytes, [bytes.buffer]));
      });
      for (const [n, future] of futures.entries()) equal(await future, [n + 1, n]);
      const back = await Promise.all(Array.from({ length: 40 }, (_, n) => pool.submit(tasks.sized, n + 1)));
      equal(
        back.map(({ length }) => length),
        back.map((_, n) => n + 1),
      );
    },
    'that is transferred is not lost when its worker ends right after': async (t) => {
      for (let round = 0; round < 3; round += 1) {
        await given(t, { maxWorkers: 1 }, async (pool) => {
          await pool.submit(tasks.nothing);
          const futures = [1, 2, 3].map((length) => pool.submit(tasks.sized, length));
          await Promise.all([pool.shutdown(), ...futures]);
          equal(
            futures.map((future) => future.resultSync().length),
            [1, 2, 3],
          );
        });
      }
    },
    'an argument that cannot travel fails its future, with where it is, and nothing else': async (t) => {
      const pool = common(t);
      for (const [what, make] of Object.entries(homebodies)) {
        const future = pool.submit(tasks.given, 1, { deep: [make()] });
        const after = pool.submit(tasks.square, 3);
        const error = await rejects(SerializationError, future, what);
        equal(error.path, 'args[1].deep[0]', what);
        includes(error.message, 'args[1].deep[0]');
        equal(await after, 9);
      }
    },
    'PPE-10 a result that cannot travel fails its future, with where it is, and nothing else': async (t) => {
      const pool = common(t);
      for (const what of Object.keys(homebodies)) {
        const error = await rejects(SerializationError, pool.submit(tasks.homebody, what), what);
        equal(error.path, 'result.a[0]', what);
        equal(await pool.submit(tasks.square, 3), 9);
      }
      const mapped = pool.map(tasks.homebody, ['a symbol', 'nothing of the kind'], { chunksize: 2 });
      equal((await rejects(SerializationError, mapped.next())).path, 'result.a[0]');
      equal(await mapped.next(), { done: false, value: { a: [undefined] } });
    },
    'EX-18 is let go when the call is over': async (t) => {
      const pool = common(t);
      const refs: WeakRef<object>[] = [];
      await (async (): Promise<void> => {
        for (let count = 0; count < 6; count += 1) {
          const object = { big: 'x'.repeat(100) };
          const future = pool.submit(tasks.echo, object);
          refs.push(new WeakRef(object), new WeakRef(future), new WeakRef((await future) as object));
        }
      })();
      const gone = (kind: number): boolean =>
        refs.some((ref, index) => index % 3 === kind && ref.deref() === undefined);
      await until(() => {
        collectGarbage();
        return [0, 1, 2].every(gone);
      }, 'they are collected');
      equal(await collect(pool.map(tasks.square, [2])), [4]);
    },
  },
};

/** What only a message can carry goes to threads alone. */
export const moving: CaseGroup = {
  title: 'what only a message can carry',
  where: 'everywhere',
  scope: 'thread',
  cases: {
    'is moved when it is transferred, there and back': async (t) => {
      for (const size of [16, 1 << 20]) {
        const [first, second] = [new Uint8Array(size).fill(7), new Uint8Array(size).fill(7)];
        const pool = common(t);
        const one = pool.with({ transfer: [first.buffer] }).submit(tasks.lengthOf, first);
        const other = pool.submit(tasks.lengthOf, transfer(second, [second.buffer]));
        equal([first.byteLength, second.byteLength], [0, 0], 'it stayed');
        for (const future of [one, other]) equal(await future, [size, 7]);
        const back = await pool.submit(tasks.sized, size);
        equal([back.length, back[size - 1]], [size, 7]);
      }
    },
    'shared memory is shared': async (t) => {
      const words = new Int32Array(new SharedArrayBuffer(8));
      const got = (await common(t).submit(tasks.echo, { words })) as { words: Int32Array };
      got.words[1] = 9;
      equal(words[1], 9);
    },
  },
};

export const copying: CaseGroup = {
  title: 'what cannot go to another process as it is',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'is copied where it would be transferred, and stays': async (t) => {
      const bytes = new Uint8Array(16).fill(7);
      const pool = common(t);
      const view = pool.with({ transfer: [bytes.buffer] });
      equal(await view.submit(tasks.lengthOf, bytes), [16, 7]);
      equal(await pool.submit(tasks.lengthOf, transfer(bytes, [bytes.buffer])), [16, 7]);
      equal(bytes.byteLength, 16);
    },
    'fails its call with where it is, if it is memory of this process': async (t) => {
      const words = new Int32Array(new SharedArrayBuffer(8));
      const error = await rejects(SerializationError, common(t).submit(tasks.echo, { words }));
      includes(error.path, 'args[0].words');
    },
    'fails its call with a ScopeError, if it is a primitive of threads': async (t) => {
      const pool = common(t);
      const deep = { at: [new RLock()] };
      for (const [value, path] of [
        [new Lock(), 'args[0]'],
        [deep, 'args[0].at[0]'],
        [new Future(), 'args[0]'],
        [new SimpleQueue(), 'args[0]'],
      ] as const) {
        const future = pool.submit(tasks.echo, value as unknown);
        const error = await rejects(ScopeError, future);
        equal(error.path, path);
        includes(error.message, path, 'multiprocessing');
      }
      equal(await pool.submit(tasks.square, 3), 9);
    },
  },
};

import { SerializationError } from '../../errors.ts';
import { transfer } from '../../task/index.ts';
import { Event, Lock } from '../../threading/index.ts';
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
    cases[`${name} arrives there and back as it was`] = async () => {
      const result = await common().submit(tasks.received, name, make());
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
    'is what it was when it was submitted, whatever becomes of it after': async () => {
      const value = { a: [1] };
      const future = common().submit(tasks.echo, value);
      value.a[0] = 2;
      equal(await future, { a: [1] });
    },
    'that is a Node Buffer is a Uint8Array': async () => {
      const got = await common().submit(tasks.echo, bufferOf('bytes'));
      ok(got instanceof Uint8Array && got.constructor === Uint8Array, inspect(got));
      equal(new TextDecoder().decode(got), 'bytes');
    },
    'may be a primitive, and is the same there and here': async () => {
      const [lock, event] = [new Lock({ name: 'passed' }), new Event()];
      await lock.acquire();
      const result = await common().submit(tasks.primitives, lock, [event]);
      ok(result.lock === lock && !lock.locked && event.isSet, 'not the same');
      ok(result.made instanceof Event, 'no event came');
      result.made.set();
      includes(String(result.made), 'made there', 'set');
    },
    'of a megabyte, and of none, comes whole': async () => {
      for (const length of [0, 1, 1000, 70_000, 1 << 20]) {
        const bytes = new Uint8Array(length).map((_, index) => index * 7);
        const got = (await common().submit(tasks.echo, bytes)) as Uint8Array;
        ok(
          got.length === length && got.every((byte, index) => byte === bytes[index]),
          `${length} bytes differ`,
        );
        const text = 'é'.repeat(length);
        equal(((await common().submit(tasks.echo, text)) as string).length, length);
      }
    },
    'is moved when it is transferred, there and back': async () => {
      for (const size of [16, 1 << 20]) {
        const [first, second] = [new Uint8Array(size).fill(7), new Uint8Array(size).fill(7)];
        const pool = common();
        const one = pool.with({ transfer: [first.buffer] }).submit(tasks.lengthOf, first);
        const other = pool.submit(tasks.lengthOf, transfer(second, [second.buffer]));
        equal([first.byteLength, second.byteLength], [0, 0], 'it stayed');
        for (const future of [one, other]) equal(await future, [size, 7]);
        const back = await pool.submit(tasks.sized, size);
        equal([back.length, back[size - 1]], [size, 7]);
      }
    },
    'that is transferred many times over, with others between, goes with its call': async () => {
      const pool = common();
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
    'that is transferred is not lost when its worker ends right after': async () => {
      for (let round = 0; round < 3; round += 1) {
        await given({ maxWorkers: 1 }, async (pool) => {
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
    'shared memory is shared': async () => {
      const words = new Int32Array(new SharedArrayBuffer(8));
      const got = (await common().submit(tasks.echo, { words })) as { words: Int32Array };
      got.words[1] = 9;
      equal(words[1], 9);
    },
    'an argument that cannot travel fails its future, with where it is, and nothing else': async () => {
      const pool = common();
      for (const [what, make] of Object.entries(homebodies)) {
        const future = pool.submit(tasks.given, 1, { deep: [make()] });
        const after = pool.submit(tasks.square, 3);
        const error = await rejects(SerializationError, future, what);
        equal(error.path, 'args[1].deep[0]', what);
        includes(error.message, 'args[1].deep[0]');
        equal(await after, 9);
      }
    },
    'a result that cannot travel fails its future, with where it is, and nothing else': async () => {
      const pool = common();
      for (const what of Object.keys(homebodies)) {
        const error = await rejects(SerializationError, pool.submit(tasks.homebody, what), what);
        equal(error.path, 'result.a[0]', what);
        equal(await pool.submit(tasks.square, 3), 9);
      }
      const mapped = pool.map(tasks.homebody, ['a symbol', 'nothing of the kind'], { chunksize: 2 });
      equal((await rejects(SerializationError, mapped.next())).path, 'result.a[0]');
      equal(await mapped.next(), { done: false, value: { a: [undefined] } });
    },
    'EX-18 is let go when the call is over': async () => {
      const pool = common();
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

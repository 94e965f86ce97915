import {
  Array as ArrayOf,
  Lock,
  RLock,
  Value,
  type ElementType,
  type SharedArray,
} from '../../multiprocessing/index.ts';
import * as threading from '../../threading/index.ts';
import { ScopeError } from '../../errors.ts';
import { HANDLE, type Traveller } from '../../agent/primitive.ts';
import { board, GO, mark, reaches, sleep, STARTED } from '../board.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { CheckError, equal, includes, ok, throws } from '../check.ts';
import { collectGarbage, inspect } from '../runtime.ts';
import { SAMPLES, TYPES } from './kinds.ts';
import { valueTasks } from './shared-value.tasks.ts';

const SEQUENCE = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

/** CPython's test_array. */
const worksAsARow =
  (lock: boolean): Case =>
  async (t) => {
    const array = ArrayOf('i32', SEQUENCE, { lock });
    equal([array.length, array.get(4), [...array].join()], [10, 6, SEQUENCE.join()]);
    array.set(2, -5);
    equal([array.get(2), array.get(-8)], [-5, -5]);
    t.start(valueTasks.reverse, array as SharedArray<ElementType>);
    await t.finish();
    equal([...array], [1, 2, 3, 4, 5, 6, 7, -5, 9, 10]);
    equal(array.lock === undefined, !lock);
  };

/** Makes arrays and drops them until one has memory that was another's. */
async function reused(length: number): Promise<SharedArray<'i32'>> {
  const places = new Set<number>();
  for (let made = 0; made < 20_000; made += 1) {
    const array = ArrayOf('i32', length, { lock: false });
    const { at } = (array as unknown as Traveller)[HANDLE]();
    if (places.has(at)) return array;
    places.add(at);
    for (let index = 0; index < length; index += 1) array.set(index, -1);
    if (made % 20 !== 19) continue;
    await sleep(1);
    collectGarbage();
  }
  throw new CheckError('no memory is ever used again');
}

export const arrays: CaseGroup = {
  title: 'a shared array',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'VAL-01 VAL-06 is read, written, and changed by another agent, without a lock': worksAsARow(false),
    'is so with a lock too': worksAsARow(true),
    'VAL-05 begins as zeros, and can be filled, three times over': () => {
      for (let round = 0; round < 3; round += 1) {
        const array = ArrayOf('i32', 1000);
        equal([array.length, [...array].every((item) => item === 0)], [1000, true]);
        for (let index = 0; index < 1000; index += 1) array.set(index, index);
        equal(
          [...array].every((item, index) => item === index),
          true,
        );
      }
    },
    'VAL-05 begins as zeros also where its memory was used before': async () => {
      equal(
        [...(await reused(50))].every((item) => item === 0),
        true,
      );
    },
    'of each type keeps what its type can': () => {
      for (const type of TYPES) {
        const samples = SAMPLES[type] as readonly unknown[];
        const array = ArrayOf(type, samples as never) as SharedArray<ElementType>;
        equal([...array] as unknown[], [...samples], type);
        equal(array.view.length, samples.length, type);
        equal(array.view.byteLength, samples.length * array.view.BYTES_PER_ELEMENT, type);
      }
    },
    'counts from the end with a negative index, and has nothing outside': () => {
      const array = ArrayOf('f64', [1, 2, 3]);
      equal([array.get(-1), array.get(-3), array.get(0)], [3, 1, 1]);
      array.set(-1, 4);
      equal([...array], [1, 2, 4]);
      for (const index of [3, -4, 2 ** 31, -(2 ** 31), 2 ** 53]) {
        includes(throws(RangeError, () => array.get(index)).message, String(index), '3');
        throws(RangeError, () => array.set(index, 0), String(index));
      }
      for (const index of [0.5, NaN, Infinity, '0', undefined, null]) {
        throws(TypeError, () => array.get(index as never), inspect(index));
        throws(TypeError, () => array.set(index as never, 0), inspect(index));
      }
      throws(TypeError, () => array.set(0, '1' as never));
      equal([...array], [1, 2, 4]);
    },
    'may be empty, or large': () => {
      for (const empty of [ArrayOf('i8', 0), ArrayOf('i8', [])]) {
        equal([empty.length, [...empty], empty.view.length], [0, [], 0]);
        throws(RangeError, () => empty.get(0));
      }
      const large = ArrayOf('f64', 500_000, { lock: false });
      large.set(-1, 0.5);
      equal([large.view.at(-1), large.get(250_000)], [0.5, 0]);
    },
    'is not made of what is no size and no items': () => {
      for (const size of [-1, 1.5, NaN, Infinity, 2 ** 53])
        throws(RangeError, () => ArrayOf('i8', size), String(size));
      includes(throws(RangeError, () => ArrayOf('u8', 2 ** 30)).message, 'allocate');
      for (const items of [undefined, null, {}, true, 5n])
        throws(TypeError, () => ArrayOf('i8', items as never), inspect(items));
      throws(TypeError, () => ArrayOf('i8', [1, 1.5]));
      throws(TypeError, () => ArrayOf('i64', [1n, 2] as never));
      equal([...ArrayOf('u8', new Set([1, 2]))], [1, 2]);
    },
    'has a view that is the memory itself': async (t) => {
      const array = ArrayOf('u16', [1, 2, 3, 4]);
      array.view[1] = 20;
      array.view.subarray(2).fill(7);
      equal([...array], [1, 20, 7, 7]);
      ok(array.view === array.view, 'two views');
      t.start(valueTasks.reverse, array as SharedArray<ElementType>);
      await t.finish();
      equal([...array.view], [7, 7, 20, 1]);
    },
    'whose view somebody has is not given to anybody else': async () => {
      const view = ((): Int32Array => ArrayOf('i32', 13).view.fill(42))();
      for (let i = 0; i < 10; i += 1) {
        await sleep(1);
        collectGarbage();
        for (let made = 0; made < 50; made += 1) ArrayOf('i32', 13).view.fill(i);
      }
      equal(
        [...view],
        Array.from({ length: 13 }, () => 42),
      );
    },
    'VAL-07 is guarded by a lock of its own, by one that is given, or by none': async (t) => {
      ok(ArrayOf('i32', 1).lock instanceof RLock, 'no RLock of its own');
      ok(ArrayOf('i32', 1, { lock: true }).lock instanceof RLock, 'no RLock of its own');
      equal(ArrayOf('i32', 1, { lock: false }).lock, undefined);
      throws(TypeError, () => ArrayOf('i32', 1, { lock: 'notalock' as never }));
      throws(ScopeError, () => ArrayOf('i32', 1, { lock: new threading.Lock() as never }));
      for (const lock of [new Lock({ name: 'both' }), new RLock({ name: 'both' })]) {
        const [array, value, b] = [ArrayOf('i8', 1, { lock }), Value('i8', 1, { lock }), board()];
        ok(array.lock === lock, 'another lock than was given');
        t.start(valueTasks.hold, value, array as SharedArray<ElementType>, b);
        await reaches(b, STARTED, 1);
        equal([lock.locked, lock.tryAcquire()], [true, false]);
        mark(b, GO);
        equal(lock.acquireSync({ timeout: 20_000 }), true);
        lock.release();
      }
    },
    'HEAP-02 is freed while another agent makes some, and neither waits for the other': async (t) => {
      t.startAll(2, valueTasks.churn, 3000);
      for (let i = 0; i < 30; i += 1) {
        for (let made = 0; made < 50; made += 1) ArrayOf('u8', 1 + made, { lock: made % 2 === 0 });
        collectGarbage();
        await sleep(1);
      }
      await t.finish();
    },
    'prints its type and its length': () => {
      for (const show of [String, inspect]) equal(show(ArrayOf('i32', 5)), 'Array(i32, length 5)');
    },
  },
};

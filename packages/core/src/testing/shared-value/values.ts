import { DeadlockError, ScopeError } from '../../errors.ts';
import { Lock, RLock, Value, type ElementType, type SharedValue } from '../../multiprocessing/index.ts';
import * as threading from '../../threading/index.ts';
import { board, GO, mark, reaches, read, GOT, spinUntil, STARTED } from '../board.ts';
import type { Case, CaseGroup } from '../cases.ts';
import { equal, includes, ok, rejects, throws } from '../check.ts';
import { inspect } from '../runtime.ts';
import { SAMPLES, TYPES } from './kinds.ts';
import { valueTasks } from './shared-value.tasks.ts';

/** A value of each type holds its first value, and shows what a thread wrote. */
const holdsAndShows =
  (lock: boolean): Case =>
  async (t) => {
    const pairs = TYPES.map((type) => {
      const [first, second] = SAMPLES[type];
      return [Value(type, first, { lock }), first as never, second as never] as const;
    });
    await t.start(valueTasks.change, pairs).join();
    await t.finish();
    for (const [value, , second] of pairs) equal(value.value, second);
    ok(
      pairs.every(([value]) => (value.lock === undefined) === !lock),
      'the lock is there where it should not be',
    );
  };

export const values: CaseGroup = {
  title: 'a shared value',
  where: 'everywhere',
  scope: 'process',
  cases: {
    'VAL-01 of each type holds its first value, and shows what another agent wrote': holdsAndShows(true),
    'VAL-02 without a lock does so too': holdsAndShows(false),
    'is zero at first, and keeps the extremes of its type': () => {
      for (const type of TYPES) {
        const value = Value(type) as SharedValue<ElementType>;
        ok(Number(value.value) === 0, `${type} begins as ${String(value.value)}`);
        for (const sample of SAMPLES[type]) {
          value.value = sample;
          equal(value.value, sample, type);
        }
      }
      equal(typeof Value('bool').value, 'boolean');
      equal(typeof Value('u64').value, 'bigint');
    },
    'cuts off what is too large for it, as C does': () => {
      const [small, large] = [Value('i8', 200), Value('u64', -1n)];
      equal([small.value, large.value], [-56, 2n ** 64n - 1n]);
      small.value = 2 ** 40 + 5;
      equal(small.value, 5);
      equal(Value('f32', 0.1).value, Math.fround(0.1));
    },
    'takes only what its type is of, and is not changed by anything else': () => {
      const wrong: { readonly [T in ElementType]?: readonly unknown[] } = {
        i32: [1.5, NaN, Infinity, 1n, '1', true, null],
        i64: [1, 1.5, '1', false],
        f64: [1n, '1', false, null],
        bool: [1, 0n, 'true', null],
      };
      for (const [type, ones] of Object.entries(wrong) as [ElementType, readonly unknown[]][]) {
        const value = Value(type, SAMPLES[type][0] as never) as SharedValue<ElementType>;
        for (const one of ones) {
          includes(throws(TypeError, () => (value.value = one as never), inspect(one)).message, type);
          throws(TypeError, () => Value(type, one as never), inspect(one));
          throws(TypeError, () => value.compareExchange(one as never, one as never));
        }
        equal(value.value, SAMPLES[type][0]);
      }
      for (const type of ['i128', 'I32', '', 5, null, undefined])
        includes(throws(TypeError, () => Value(type as never)).message, 'i32', 'bool');
    },
    'adds in one step, and gives what was there before': async (t) => {
      const [int, big, float] = [Value('i32', 5), Value('i64', 5n), Value('f64', 0.5)];
      equal([int.add(-2), int.value], [5, 3]);
      equal([big.add(2n), big.value], [5n, 7n]);
      equal([float.add(0.25), float.value], [0.5, 0.75]);
      equal([Value('u8', 255).add(1), Value('i8', -128).add(-1)], [255, -128]);
      t.startAll(2, valueTasks.add, int, 1 as never, 5000);
      t.startAll(2, valueTasks.add, big, 1n as never, 5000);
      t.startAll(2, valueTasks.add, float, 0.5 as never, 2000);
      for (let i = 0; i < 1000; i += 1) float.add(1);
      await t.finish();
      equal([int.value, big.value, float.value], [10_003, 10_007n, 3000.75]);
    },
    'of floating point adds under its lock, whoever holds it, and not without one': async () => {
      for (const type of ['f32', 'f64'] as const) {
        const value = Value(type, 1);
        equal(
          value.lock?.runSync(() => value.add(1)),
          1,
        );
        equal(await (value.lock as RLock).run(async () => value.add(1)), 2);
        equal([value.value, value.lock?.locked], [3, false]);
        includes(throws(TypeError, () => Value(type, 1, { lock: false }).add(1)).message, 'lock', type);
        const lock = new Lock();
        const guarded = Value(type, 1, { lock });
        equal([guarded.add(1), lock.locked], [1, false]);
        await rejects(
          DeadlockError,
          lock.run(() => guarded.add(1)),
        );
        equal([guarded.value, lock.locked], [2, false]);
      }
      throws(TypeError, () => Value('bool').add(true as never));
      equal(Value('i32', 1, { lock: false }).add(1), 1);
    },
    'is incremented exactly under its lock': async (t) => {
      const value = Value('i32', 0);
      t.startAll(3, valueTasks.increment, value, 1000);
      await t.finish();
      equal(value.value, 3000);
    },
    'compares and exchanges in one step': async (t) => {
      for (const type of TYPES) {
        const [first, second] = SAMPLES[type] as unknown as readonly [never, never];
        const value = Value(type, first) as SharedValue<ElementType>;
        equal(value.compareExchange(second, second), first, type);
        equal(value.compareExchange(first, second), first, type);
        equal(value.value, second, type);
      }
      const [nan, zero] = [Value('f64', NaN), Value('f64', -0)];
      equal([nan.compareExchange(NaN, 1), nan.value], [NaN, 1]);
      equal([zero.compareExchange(0, 1), zero.value], [-0, 1]);
      const [value, b] = [Value('u8', 0), board()];
      t.startAll(3, valueTasks.climb, value, b, 1000);
      await t.finish();
      equal([value.value, read(b, GOT)], [3000 % 256, 3000]);
    },
    'is never seen half written': async (t) => {
      const cases = [
        [Value('f64', 0), 1.1e-300, -7.3e300],
        [Value('i64', 0n), 0x1111_1111_2222_2222n, -0x3333_3333_4444_4445n],
        [Value('i16', 0), 0x1111, -0x2223],
      ] as unknown as readonly (readonly [SharedValue<ElementType>, never, never])[];
      for (const [value, one, other] of cases) {
        const b = board();
        value.value = one;
        t.start(valueTasks.flicker, value, one, other, b);
        await reaches(b, STARTED, 1);
        let [ones, others] = [0, 0];
        for (let looks = 0; looks < 100_000; looks += 1) {
          const seen = value.value as unknown;
          if (seen === one) ones += 1;
          else if (seen === other) others += 1;
          else throw new Error(`saw ${String(seen)}`);
        }
        mark(b, GO);
        equal(ones + others, 100_000);
      }
    },
    'is seen by an agent that looks and does nothing else': async (t) => {
      for (const [value, to] of [
        [Value('i32', 0), 5],
        [Value('f64', 0), 0.5],
        [Value('bool', false), true],
        [Value('i64', 0n), 5n],
      ] as unknown as readonly (readonly [SharedValue<ElementType>, never])[]) {
        const b = board();
        t.start(valueTasks.raise, value, to, b);
        await reaches(b, STARTED, 1);
        mark(b, GO);
        spinUntil(() => value.value === to, 'it is seen');
      }
    },
    'VAL-07 is guarded by a lock of its own, by one that is given, or by none': () => {
      for (const options of [undefined, {}, { lock: true }]) {
        const { lock } = Value('i32', 5, options);
        ok(lock instanceof RLock && lock.scope === 'process', 'no RLock of its own');
        ok(lock !== Value('i32', 5, options).lock, 'two values have one lock');
      }
      equal(Value('i32', 5, { lock: false }).lock, undefined);
      for (const lock of [new Lock({ name: 'mine' }), new RLock(), new Lock({ fair: true })]) {
        const value = Value('i32', 5, { lock });
        ok(value.lock === lock, 'another lock than was given');
      }
      for (const lock of ['lock', 5, {}, () => true])
        throws(TypeError, () => Value('i32', 5, { lock: lock as never }), inspect(lock));
      for (const lock of [new threading.Lock(), new threading.RLock()])
        includes(
          throws(ScopeError, () => Value('i32', 5, { lock: lock as never })).message,
          'multiprocessing',
        );
      throws(TypeError, () => Value('i32', 5, 'lock' as never));
    },
    'prints its type and what it is': () => {
      for (const show of [String, inspect]) {
        equal(show(Value('i32', 5)), 'Value(i32, 5)');
        equal(show(Value('u64', 5n)), 'Value(u64, 5)');
        equal(show(Value('bool', true)), 'Value(bool, true)');
      }
    },
  },
};

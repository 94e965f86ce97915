import { SharedArray, type ElementType, type SharedValue } from '../../multiprocessing/index.ts';
import { defineTasks, type TaskRef } from '../../task/index.ts';
import { GO, GOT, mark, read, STARTED, type Board } from '../board.ts';
import { equal, ok } from '../check.ts';

type AnyValue = SharedValue<ElementType>;
type AnyArray = SharedArray<ElementType>;

const bodies = {
  /** Sees what each value was, and writes another. */
  change(pairs: readonly (readonly [value: AnyValue, was: never, next: never])[]): void {
    for (const [value, was, next] of pairs) {
      equal(value.value, was);
      value.value = next;
    }
  },

  /** Reverses an array, under its lock where it has one. */
  reverse(array: AnyArray): void {
    const body = (): void => {
      const items = [...array].toReversed();
      for (const [index, item] of items.entries()) array.set(index, item);
    };
    if (array.lock === undefined) body();
    else array.lock.runSync(body);
  },

  /** Adds again and again. */
  add(value: SharedValue<'i32'> | SharedValue<'i64'> | SharedValue<'f64'>, by: never, times: number): void {
    for (let i = 0; i < times; i += 1) value.add(by);
  },

  /** Reads and writes, under the lock. */
  increment(value: SharedValue<'i32'>, times: number): void {
    for (let i = 0; i < times; i += 1) value.lock?.runSync(() => (value.value += 1));
  },

  /** Counts up by compareExchange alone. */
  climb(value: SharedValue<'u8'>, board: Board, times: number): void {
    for (let done = 0; done < times;) {
      const seen = value.value;
      if (value.compareExchange(seen, (seen + 1) & 0xff) !== seen) continue;
      done += 1;
      mark(board, GOT);
    }
  },

  /** Writes one and the other until GO. */
  flicker(value: AnyValue, one: never, other: never, board: Board): void {
    mark(board, STARTED);
    while (read(board, GO) === 0) {
      value.value = one;
      value.value = other;
    }
  },

  /** Writes when it is told to, to somebody who looks and does nothing else. */
  raise(value: AnyValue, to: never, board: Board): void {
    mark(board, STARTED);
    while (read(board, GO) === 0);
    value.value = to;
  },

  /** Holds the lock of a value, and of an array that has the same. */
  hold(value: AnyValue, array: AnyArray, board: Board): void {
    ok(value.lock === array.lock, 'one lock arrives as two');
    value.lock?.runSync(() => {
      mark(board, STARTED);
      while (read(board, GO) === 0);
    });
  },

  /** Makes and drops arrays, and returns one. */
  churn(times: number): AnyArray {
    for (let i = 0; i < times; i += 1) new SharedArray('u8', 1 + (i % 700), { lock: false });
    return new SharedArray('u8', [1, 2, 3]);
  },
};

type Tasks<D> = { readonly [K in keyof D]: D[K] & TaskRef };

export const valueTasks: Tasks<typeof bodies> = defineTasks(import.meta.url, bodies);

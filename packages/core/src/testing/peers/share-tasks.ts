/**
 * What processes of the suites do with memory that they share by value or by name.
 *
 * @module
 */

import {
  ShareableList,
  SharedMemory,
  type Barrier,
  type Event,
  type SharedArray,
  type SharedValue,
  type ElementType,
} from '../../multiprocessing/index.ts';
import { equal } from '../check.ts';

type AnyValue = SharedValue<ElementType>;
type AnyArray = SharedArray<ElementType>;

/** By what another program opens a block. */
export interface Named {
  readonly name: string;
}

export const shareBodies = {
  /** Sees what each value was, and writes another. */
  exchange(triples: readonly (readonly [value: AnyValue, was: unknown, next: never])[]): void {
    for (const [value, was, next] of triples) {
      equal(value.value as unknown, was);
      value.value = next;
    }
  },

  /** Sees the items, and reverses them. */
  turnRound(array: AnyArray, were: readonly unknown[]): void {
    equal([...array] as unknown[], [...were]);
    const items = [...array].toReversed();
    for (const [index, item] of items.entries()) array.set(index, item);
  },

  /** Changes the last item by the array's view. */
  setLast(array: SharedArray<'f64'>, to: number): void {
    array.view[array.length - 1] = to;
  },

  /** Adds by itself and under the lock, as often as it is told, when all are there. */
  addUp(
    barrier: Barrier,
    [exact, real, locked]: readonly [SharedValue<'i64'>, SharedValue<'f64'>, SharedValue<'i32'>],
    times: number,
  ): void {
    barrier.waitSync();
    for (let i = 0; i < times; i += 1) {
      exact.add(1n);
      real.add(0.5);
      locked.lock?.runSync(() => (locked.value += 1));
    }
  },

  /** Reads, lets another write, and writes. */
  loseAnUpdate(value: SharedValue<'i32'>, seen: Event, written: Event): void {
    const was = value.value;
    seen.set();
    written.waitSync();
    value.value = was + 1;
  },

  /** Reads, adds and writes without a lock, when all are there. */
  race(barrier: Barrier, value: SharedValue<'i32'>, times: number): void {
    barrier.waitSync();
    for (let i = 0; i < times; i += 1) value.value += 1;
  },

  /** Holds a value's lock and ends its process. */
  async dieHolding(value: SharedValue<'i32'>, held: Event): Promise<void> {
    value.lock?.acquireSync();
    held.set();
    await new Promise(() => {});
  },

  /** Changes a block that it was sent, sees what was there, and closes it. */
  changeBlock(block: SharedMemory, at: number, to: number): number {
    const bytes = new Uint8Array(block.buffer);
    const was = bytes[at] as number;
    bytes[at] = to;
    block.close();
    return was;
  },

  /** The same with a block that it opens by its name. */
  changeNamed({ name }: Named, at: number, to: number): number {
    return shareBodies.changeBlock(new SharedMemory({ name }), at, to);
  },

  /** Makes a block with a first byte, and says its name. */
  makeBlock(size: number, first: number, name?: string): string {
    using block = new SharedMemory({ create: true, size, ...(name === undefined ? {} : { name }) });
    new Uint8Array(block.buffer)[0] = first;
    return block.name;
  },

  unlinkBlock({ name }: Named): void {
    using block = new SharedMemory({ name });
    block.unlink();
  },

  /** Opens a list by its name, sees its items and replaces one. */
  changeList({ name }: Named, were: readonly unknown[], at: number, to: never): void {
    using list = new ShareableList(undefined, { name });
    equal([...list] as unknown[], [...were]);
    list.set(at, to);
  },

  /** Sees the items of a list that it was sent. */
  seeList(list: ShareableList, were: readonly unknown[]): string {
    equal([...list] as unknown[], [...were]);
    list.shm.close();
    return list.shm.name;
  },
};

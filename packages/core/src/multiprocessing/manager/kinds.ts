/**
 * What a manager's process holds, and what its proxies can do: each method is one step that nothing comes in between of.
 *
 * @module
 */

import { ArrayObject } from './array-object.ts';
import { alike, compare } from './order.ts';
import { ConditionObject } from './served/condition-object.ts';
import { LockObject, RLockObject } from './served/lock-objects.ts';
import {
  BarrierObject,
  BoundedSemaphoreObject,
  EventObject,
  QueueObject,
  SemaphoreObject,
} from './served/primitive-objects.ts';
import { PoolObject, ResultObject } from './served/pool-object.ts';
import { SequenceObject } from './sequence-object.ts';
import { SetObject } from './set-object.ts';

type Key = string | number;

export class DictObject {
  readonly #map: Map<Key, unknown>;

  constructor(init: Iterable<readonly [Key, unknown]> = []) {
    this.#map = new Map(init);
  }

  get(key: Key): unknown {
    return this.#map.get(key);
  }

  set(key: Key, value: unknown): void {
    if (typeof key !== 'string' && typeof key !== 'number')
      throw new TypeError(`Cannot set ${typeof key}: a key is a string or a number`);
    this.#map.set(key, value);
  }

  has(key: Key): boolean {
    return this.#map.has(key);
  }

  delete(key: Key): boolean {
    return this.#map.delete(key);
  }

  keys(): Key[] {
    return [...this.#map.keys()];
  }

  values(): unknown[] {
    return [...this.#map.values()];
  }

  entries(): [Key, unknown][] {
    return [...this.#map];
  }

  size(): number {
    return this.#map.size;
  }

  clear(): void {
    this.#map.clear();
  }

  copy(): Map<Key, unknown> {
    return new Map(this.#map);
  }
}

export class ListObject {
  readonly #items: unknown[];

  constructor(init: Iterable<unknown> = []) {
    this.#items = [...init];
  }

  get(index: number): unknown {
    return this.#items[this.#position('get', index)];
  }

  set(index: number, value: unknown): void {
    this.#items[this.#position('set', index)] = value;
  }

  push(...values: unknown[]): number {
    return this.#items.push(...values);
  }

  pop(index = -1): unknown {
    return this.#items.splice(this.#position('pop', index), 1)[0];
  }

  insert(index: number, value: unknown): void {
    this.#items.splice(index, 0, value);
  }

  extend(values: Iterable<unknown>): void {
    for (const value of values) this.#items.push(value);
  }

  indexOf(value: unknown): number {
    return this.#items.findIndex((item) => alike(item, value));
  }

  count(value: unknown): number {
    return this.#items.filter((item) => alike(item, value)).length;
  }

  sort(): void {
    // All of it or nothing: what has no order leaves the list as it is.
    const sorted = this.#items.toSorted(compare);
    this.#items.splice(0, Infinity, ...sorted);
  }

  reverse(): void {
    this.#items.reverse();
  }

  slice(from?: number, to?: number): unknown[] {
    return this.#items.slice(from, to);
  }

  length(): number {
    return this.#items.length;
  }

  clear(): void {
    this.#items.length = 0;
  }

  /** From the end where it is negative. */
  #position(what: string, index: number): number {
    const { length } = this.#items;
    const at = index < 0 ? index + length : index;
    if (Number.isInteger(at) && at >= 0 && at < length) return at;
    throw new RangeError(`Cannot ${what} item ${index} of a list of ${length}`);
  }
}

export class SpaceObject {
  readonly #names: Map<string, unknown>;

  constructor(init: Record<string, unknown> = {}) {
    this.#names = new Map(Object.entries(init));
  }

  get(name: string): unknown {
    return this.#names.get(name);
  }

  set(name: string, value: unknown): void {
    this.#names.set(String(name), value);
  }

  delete(name: string): boolean {
    return this.#names.delete(name);
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }
}

export class ValueObject {
  #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  get(): unknown {
    return this.#value;
  }

  set(value: unknown): void {
    this.#value = value;
  }
}

type Kind = new (...args: never[]) => object;

/** By the name under which they are made, which their proxies say too. */
export const MADE: Readonly<Record<string, Kind>> = {
  dict: DictObject,
  list: ListObject,
  set: SetObject,
  Namespace: SpaceObject,
  Value: ValueObject,
  Array: ArrayObject,
  Pool: PoolObject,
  Lock: LockObject,
  RLock: RLockObject,
  Condition: ConditionObject,
  Semaphore: SemaphoreObject,
  BoundedSemaphore: BoundedSemaphoreObject,
  Event: EventObject,
  Barrier: BarrierObject,
  Queue: QueueObject,
  JoinableQueue: QueueObject,
};

/** What methods give that stays with the manager, by the name that its proxies say. */
const GIVEN: readonly (readonly [Kind, string])[] = [
  [SequenceObject, 'iterator'],
  [ResultObject, 'AsyncResult'],
  [LockObject, 'Lock'],
];

/** The kind of what is not to be copied; undefined for anything else. */
export function kindOfGiven(value: unknown): string | undefined {
  return GIVEN.find(([kind]) => value instanceof kind)?.[1];
}

/** The public methods of an object, its class's and those of the classes above it. */
export function methodsOf(object: object): string[] {
  const names = new Set<string>();
  for (
    let at: object | null = object;
    at !== null && at !== Object.prototype;
    at = Object.getPrototypeOf(at) as object
  ) {
    for (const name of Object.getOwnPropertyNames(at)) {
      if (name === 'constructor' || name.startsWith('_')) continue;
      if (typeof Object.getOwnPropertyDescriptor(at, name)?.value === 'function') names.add(name);
    }
  }
  return [...names];
}

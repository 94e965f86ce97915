/**
 * What the proxies of a manager can do, as types: each method in both forms.
 *
 * @module
 */

import type { WaitOptions, WaitSyncOptions } from '../../agent/deadline.ts';
import type { Task } from '../../task/task.ts';

/** Every proxy method has both forms. */
type Both<M> = {
  [P in keyof M & string as M[P] extends (...a: never[]) => unknown ? P : never]: M[P] extends (
    ...a: infer A
  ) => infer R
    ? (...a: A) => Promise<R>
    : never;
} & { [P in keyof M & string as M[P] extends (...a: never[]) => unknown ? `${P}Sync` : never]: M[P] };

type Key = string | number;

interface DictOps<V> {
  get(k: Key): V | undefined;
  set(k: Key, v: V): void;
  has(k: Key): boolean;
  delete(k: Key): boolean;
  keys(): Key[];
  values(): V[];
  entries(): [Key, V][];
  size(): number;
  clear(): void;
  copy(): Map<Key, V>;
}

interface ListOps<V> {
  get(i: number): V;
  set(i: number, v: V): void;
  push(...v: V[]): number;
  pop(i?: number): V;
  insert(i: number, v: V): void;
  extend(v: Iterable<V>): void;
  indexOf(v: V): number;
  count(v: V): number;
  sort(): void;
  reverse(): void;
  slice(a?: number, b?: number): V[];
  length(): number;
  clear(): void;
}

interface SpaceOps {
  get(name: string): unknown;
  set(name: string, v: unknown): void;
  delete(name: string): boolean;
  has(name: string): boolean;
}

interface ValueOps<V> {
  get(): V;
  set(v: V): void;
}

interface SetOps<V> {
  add(v: V): void;
  has(v: V): boolean;
  delete(v: V): boolean;
  remove(v: V): void;
  pop(): V;
  values(): V[];
  size(): number;
  clear(): void;
  copy(): Set<V>;
  union(...others: Iterable<V>[]): Set<V>;
  intersection(...others: Iterable<V>[]): Set<V>;
  difference(...others: Iterable<V>[]): Set<V>;
  symmetricDifference(other: Iterable<V>): Set<V>;
  update(...others: Iterable<V>[]): void;
  intersectionUpdate(...others: Iterable<V>[]): void;
  differenceUpdate(...others: Iterable<V>[]): void;
  symmetricDifferenceUpdate(other: Iterable<V>): void;
  isSubsetOf(other: Iterable<V>): boolean;
  isSupersetOf(other: Iterable<V>): boolean;
  isDisjointFrom(other: Iterable<V>): boolean;
}

interface ArrayOps<V> {
  get(i: number): V;
  set(i: number, v: V): void;
  length(): number;
  slice(a?: number, b?: number): V[];
}

/** Iterating takes a copy at its first step. */
export type DictProxy<V> = Both<DictOps<V>> & Iterable<[Key, V]> & AsyncIterable<[Key, V]>;
export type ListProxy<V> = Both<ListOps<V>> & Iterable<V> & AsyncIterable<V>;
export type NamespaceProxy = Both<SpaceOps>;
export type ValueProxy<V> = Both<ValueOps<V>>;
/** Of numbers, bigints, booleans and texts, which can be told apart in every process. */
export type SetProxy<V> = Both<SetOps<V>> & Iterable<V> & AsyncIterable<V>;
export type ArrayProxy<V> = Both<ArrayOps<V>> & Iterable<V> & AsyncIterable<V>;
/** Read once, by whoever reads it. */
export type IteratorProxy<T> = Both<{ next(): { readonly done: boolean; readonly value: T } }> &
  AsyncIterable<T>;

export interface AsyncResultProxy<T> {
  get(options?: WaitOptions): Promise<T>;
  getSync(options?: WaitSyncOptions): T;
  wait(options?: WaitOptions): Promise<boolean>;
  waitSync(options?: WaitSyncOptions): boolean;
  ready(): Promise<boolean>;
  readySync(): boolean;
  successful(): Promise<boolean>;
  successfulSync(): boolean;
}

interface MapOptions {
  readonly chunksize?: number;
}

type Items<T> = Iterable<NoInfer<T>>;
type One<T, R> = Task<[T], R>;
type Many<T> = Awaited<T>[];

/** A Pool as its proxies have it: without callbacks, which would have to run here. */
export interface PoolProxy extends AsyncDisposable {
  apply<A extends unknown[], R>(task: Task<A, R>, args: NoInfer<A>): Promise<Awaited<R>>;
  applySync<A extends unknown[], R>(task: Task<A, R>, args: NoInfer<A>): Awaited<R>;
  applyAsync<A extends unknown[], R>(
    task: Task<A, R>,
    args: NoInfer<A>,
  ): Promise<AsyncResultProxy<Awaited<R>>>;
  applyAsyncSync<A extends unknown[], R>(task: Task<A, R>, args: NoInfer<A>): AsyncResultProxy<Awaited<R>>;
  map<T, R>(task: One<T, R>, items: Items<T>, options?: MapOptions): Promise<Many<R>>;
  mapSync<T, R>(task: One<T, R>, items: Items<T>, options?: MapOptions): Many<R>;
  mapAsync<T, R>(task: One<T, R>, items: Items<T>, options?: MapOptions): Promise<AsyncResultProxy<Many<R>>>;
  mapAsyncSync<T, R>(task: One<T, R>, items: Items<T>, options?: MapOptions): AsyncResultProxy<Many<R>>;
  starmap<A extends unknown[], R>(task: Task<A, R>, items: Items<A>, options?: MapOptions): Promise<Many<R>>;
  starmapSync<A extends unknown[], R>(task: Task<A, R>, items: Items<A>, options?: MapOptions): Many<R>;
  starmapAsync<A extends unknown[], R>(
    task: Task<A, R>,
    items: Items<A>,
    options?: MapOptions,
  ): Promise<AsyncResultProxy<Many<R>>>;
  starmapAsyncSync<A extends unknown[], R>(
    task: Task<A, R>,
    items: Items<A>,
    options?: MapOptions,
  ): AsyncResultProxy<Many<R>>;
  imap<T, R>(task: One<T, R>, items: Items<T>, options?: MapOptions): Promise<IteratorProxy<Awaited<R>>>;
  imapSync<T, R>(task: One<T, R>, items: Items<T>, options?: MapOptions): IteratorProxy<Awaited<R>>;
  imapUnordered<T, R>(
    task: One<T, R>,
    items: Items<T>,
    options?: MapOptions,
  ): Promise<IteratorProxy<Awaited<R>>>;
  imapUnorderedSync<T, R>(task: One<T, R>, items: Items<T>, options?: MapOptions): IteratorProxy<Awaited<R>>;
  close(): Promise<void>;
  closeSync(): void;
  terminate(): Promise<void>;
  terminateSync(): void;
  join(options?: WaitOptions): Promise<boolean>;
  joinSync(options?: WaitSyncOptions): boolean;
}

/**
 * What the proxies of a manager can do, as types: each method in both forms.
 *
 * @module
 */

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

/** Iterating takes a copy at its first step. */
export type DictProxy<V> = Both<DictOps<V>> & Iterable<[Key, V]> & AsyncIterable<[Key, V]>;
export type ListProxy<V> = Both<ListOps<V>> & Iterable<V> & AsyncIterable<V>;
export type NamespaceProxy = Both<SpaceOps>;
export type ValueProxy<V> = Both<ValueOps<V>>;

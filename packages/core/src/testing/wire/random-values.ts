/**
 * Values of every kind that may travel, from a seed: nested, shared and cyclic.
 *
 * @module
 */

import { seededRandom } from '../../scenario/random.ts';

const VIEWS = [Int8Array, Uint8ClampedArray, Int16Array, Uint32Array, Float32Array, Float64Array] as const;
const EDGES = [0, -0, 1, 127, 128, 255, 256, 65_535, 2 ** 31, -(2 ** 31), 2 ** 53, NaN, Infinity, -Infinity];
const ALPHABETS = ['abc XYZ09_$', 'aé\u00ff\u0080', 'a漢б\u2028', 'a😀\uD800\uDC00\0'] as const;
const KEYS = ['id', 'name', '__proto__', 'constructor', '0', '17', '', 'é', 'toString', '漢字'] as const;

export class RandomValues {
  readonly #random: () => number;
  /** Objects of the value that is being made, to be met again in it. */
  #made: object[] = [];

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  next(): unknown {
    this.#made = [];
    return this.#value(3);
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #pick<T>(of: readonly T[]): T {
    return of[this.#below(of.length)] as T;
  }

  #list<T>(make: () => T, most = 4): T[] {
    return Array.from({ length: this.#below(most) }, make);
  }

  #text(): string {
    const letters = this.#pick(ALPHABETS);
    const most = this.#pick([4, 20, 30, 70, 300]);
    return this.#list(() => letters[this.#below(letters.length)], most).join('');
  }

  #number(): number {
    const edge = this.#pick(EDGES);
    return this.#pick([edge, edge + 1, -edge, this.#random() * 1e6, this.#below(300), this.#below(2 ** 32)]);
  }

  #bigint(): bigint {
    return BigInt(this.#below(2 ** 32) - 2 ** 31) ** BigInt(this.#pick([0, 1, 2, 3, 9]));
  }

  #primitive(): unknown {
    return this.#pick([
      (): unknown => this.#number(),
      (): unknown => this.#text(),
      (): unknown => this.#bigint(),
      (): unknown => this.#pick([true, false, null, undefined]),
    ])();
  }

  #keep<T extends object>(object: T): T {
    this.#made.push(object);
    return object;
  }

  #value(depth: number): unknown {
    if (depth === 0 || this.#below(4) === 0) return this.#primitive();
    if (this.#made.length > 0 && this.#below(8) === 0) return this.#pick(this.#made);
    const inner = (): unknown => this.#value(depth - 1);
    return this.#pick([
      (): unknown => this.#record({}, inner),
      (): unknown => this.#record({}, inner),
      (): unknown => this.#record(Object.create(null) as object, inner),
      (): unknown => this.#array(inner),
      (): unknown => this.#map(inner),
      (): unknown => this.#set(inner),
      (): unknown => this.#error(inner),
      (): unknown => this.#leaf(),
    ])();
  }

  #record(into: object, inner: () => unknown): object {
    const object = this.#keep(into);
    for (const key of this.#list(() => (this.#below(2) === 0 ? this.#pick(KEYS) : this.#text()), 7)) {
      Object.defineProperty(object, key, {
        value: inner(),
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    return object;
  }

  #array(inner: () => unknown): unknown[] {
    const array: unknown[] = this.#keep([]);
    const length = this.#pick([0, 3, 6, 6, 40, 1500]);
    array.length = length;
    const filled = length > 40 ? 3 : length;
    for (let index = 0; index < filled; index += 1)
      if (this.#below(6) > 0) array[length > 40 ? this.#below(length) : index] = inner();
    if (this.#below(6) === 0) Object.assign(array, { [this.#pick(['index', '01', '-1', 'é'])]: inner() });
    return array;
  }

  #map(inner: () => unknown): Map<unknown, unknown> {
    const map = this.#keep(new Map<unknown, unknown>());
    for (const key of this.#list(inner)) map.set(key, inner());
    return map;
  }

  #set(inner: () => unknown): Set<unknown> {
    const set = this.#keep(new Set<unknown>());
    for (const item of this.#list(inner)) set.add(item);
    return set;
  }

  #error(inner: () => unknown): Error {
    const Class = this.#pick([Error, RangeError, TypeError, SyntaxError]);
    const error = this.#keep(new Class(this.#text()));
    if (this.#below(2) === 0) Object.assign(error, { code: this.#text(), detail: inner() });
    if (this.#below(2) === 0)
      Object.defineProperty(error, 'cause', { value: inner(), writable: true, configurable: true });
    return error;
  }

  #leaf(): object {
    return this.#pick([
      (): object => this.#keep(new Date(this.#pick([NaN, 0, -1, 8.64e15, this.#below(2 ** 40)]))),
      (): object =>
        this.#keep(new RegExp(this.#pick(['', 'a/b', '(?<n>é)', '\\n']), this.#pick(['', 'gi', 'su']))),
      (): object => this.#keep(Object(this.#pick([1, -0, 'é', '', false, 3n])) as object),
      (): object => this.#view(),
      (): object => this.#keep(Uint8Array.from(this.#list(() => this.#below(256), 100)).buffer),
    ])();
  }

  #view(): object {
    const View = this.#pick(VIEWS);
    const buffer = this.#keep(
      new ArrayBuffer(64, this.#below(3) === 0 ? { maxByteLength: this.#pick([64, 128]) } : {}),
    );
    new Uint8Array(buffer).set(this.#list(() => this.#below(256), 64));
    const offset = this.#below(4) * 8;
    if (this.#below(4) === 0) return this.#keep(new DataView(buffer, offset, this.#below(32)));
    return this.#keep(
      this.#below(3) === 0 ? new View(buffer, offset) : new View(buffer, offset, this.#below(4)),
    );
  }
}

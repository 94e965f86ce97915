/**
 * Which objects a record has met, and their numbers. A few dozen are looked for one by one, which is faster than to
 * give each an identity hash. More go into a Set, which tells a new one by its size and so asks once where a Map asks
 * twice; only when an object comes again is a Map of their numbers made.
 *
 * @module
 */

const FEW = 64;

export class Seen {
  readonly #list: (object | undefined)[] = [];
  #size = 0;
  #all: Set<object> | undefined;
  #numbers: Map<object, number> | undefined;

  get size(): number {
    return this.#size;
  }

  /** The number of an object that was met before; else -1, and it is met now. */
  meet(value: object): number {
    if (this.#all !== undefined) return this.#among(value, this.#all);
    const list = this.#list;
    const size = this.#size;
    for (let index = size - 1; index >= 0; index -= 1) if (list[index] === value) return index;
    list[size] = value;
    this.#size = size + 1;
    if (size === FEW) this.#all = new Set(list as object[]);
    return -1;
  }

  #among(value: object, all: Set<object>): number {
    if (all.add(value).size === this.#size) return this.#number(value, all);
    this.#numbers?.set(value, this.#size);
    this.#size += 1;
    return -1;
  }

  #number(value: object, all: Set<object>): number {
    if (this.#numbers === undefined) {
      this.#numbers = new Map();
      for (const object of all) this.#numbers.set(object, this.#numbers.size);
    }
    return this.#numbers.get(value) as number;
  }

  /** Forgets all but the first `size`. */
  shrink(size: number): void {
    const all = this.#all;
    if (all !== undefined) {
      this.#numbers = undefined;
      if (size <= FEW) this.#all = undefined;
      else {
        let number = 0;
        for (const object of all) if (number++ >= size) all.delete(object);
      }
    }
    const filled = Math.min(this.#size, FEW + 1);
    for (let index = size; index < filled; index += 1) this.#list[index] = undefined;
    this.#size = size;
  }
}

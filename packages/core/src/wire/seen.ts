/**
 * Which objects a record has met, and their numbers. Few are looked for one by one, which is faster than to give
 * each an identity hash; from some dozens on a Map is.
 *
 * @module
 */

const FEW = 24;

export class Seen {
  readonly #list: (object | undefined)[] = [];
  #size = 0;
  #numbers: Map<object, number> | undefined;

  get size(): number {
    return this.#size;
  }

  /** The number of an object that was met before; else -1, and it is met now. */
  meet(value: object): number {
    const numbers = this.#numbers;
    const size = this.#size;
    if (numbers !== undefined) {
      const number = numbers.get(value);
      if (number !== undefined) return number;
      numbers.set(value, size);
    } else {
      const list = this.#list;
      for (let index = 0; index < size; index += 1) if (list[index] === value) return index;
      list[size] = value;
      if (size === FEW) this.#number();
    }
    this.#size = size + 1;
    return -1;
  }

  #number(): void {
    this.#numbers = new Map();
    for (let index = 0; index <= FEW; index += 1) this.#numbers.set(this.#list[index] as object, index);
  }

  /** Forgets all but the first `size`. */
  shrink(size: number): void {
    const numbers = this.#numbers;
    if (numbers !== undefined) {
      if (size <= FEW) this.#numbers = undefined;
      else for (const [object, number] of numbers) if (number >= size) numbers.delete(object);
    }
    const list = this.#list;
    const filled = Math.min(this.#size, FEW + 1);
    for (let index = size; index < filled; index += 1) list[index] = undefined;
    this.#size = size;
  }
}

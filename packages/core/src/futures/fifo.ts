/** What goes in comes out in that order, and is held no longer. */
export class Fifo<T> {
  #in: T[] = [];
  /** The oldest last: the front of an array costs as much as its length. */
  #out: T[] = [];

  get size(): number {
    return this.#in.length + this.#out.length;
  }

  put(item: T): void {
    this.#in.push(item);
  }

  /** The oldest, undefined when there is none. */
  take(): T | undefined {
    this.#turn();
    return this.#out.pop();
  }

  /** The oldest, which stays. */
  peek(): T | undefined {
    this.#turn();
    return this.#out.at(-1);
  }

  #turn(): void {
    if (this.#out.length > 0) return;
    const empty = this.#out;
    this.#out = this.#in.reverse();
    this.#in = empty;
  }
}

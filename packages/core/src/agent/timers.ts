/**
 * One timer for all bounded waits of an agent: a binary heap by deadline, from which a wait that ended otherwise
 * is removed at once, so that a million cancelled waits leave nothing behind.
 *
 * @module
 */

import { currentHost } from './state.ts';

/** A longer timeout would fire at once. */
const LONGEST_TIMER = 2 ** 30;

/** One bounded wait; `index` is its place in the heap, -1 when it is not in it. */
export interface Deadline {
  readonly at: number;
  readonly expire: () => void;
  index: number;
}

export class Deadlines {
  readonly #heap: Deadline[] = [];
  #timer: unknown;
  #armedFor = Infinity;

  add(at: number, expire: () => void): Deadline {
    const deadline: Deadline = { at, expire, index: this.#heap.length };
    this.#heap.push(deadline);
    this.#rise(deadline.index);
    if (at < this.#armedFor) this.#arm();
    return deadline;
  }

  remove(deadline: Deadline): void {
    const { index } = deadline;
    if (index < 0) return;
    deadline.index = -1;
    const last = this.#heap.pop() as Deadline;
    if (last !== deadline) {
      this.#place(last, index);
      this.#rise(index);
      this.#sink(last.index);
    }
    // A timer left behind would keep the program alive. One that fires early only looks again.
    if (this.#heap.length === 0) this.#disarm();
  }

  #arm(): void {
    this.#disarm();
    const next = this.#heap[0];
    if (next === undefined) return;
    this.#armedFor = next.at;
    const wait = Math.min(Math.max(0, next.at - currentHost().now()), LONGEST_TIMER);
    this.#timer = setTimeout(() => this.#fire(), Math.ceil(wait));
  }

  #disarm(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#armedFor = Infinity;
  }

  #fire(): void {
    this.#timer = undefined;
    this.#armedFor = Infinity;
    const now = currentHost().now();
    for (let next = this.#heap[0]; next !== undefined && next.at <= now; next = this.#heap[0]) {
      this.remove(next);
      next.expire();
    }
    this.#arm();
  }

  #place(deadline: Deadline, index: number): void {
    this.#heap[index] = deadline;
    deadline.index = index;
  }

  #swap(a: number, b: number): void {
    const first = this.#heap[a] as Deadline;
    this.#place(this.#heap[b] as Deadline, a);
    this.#place(first, b);
  }

  #before(a: number, b: number): boolean {
    return (this.#heap[a] as Deadline).at < (this.#heap[b] as Deadline).at;
  }

  #rise(from: number): void {
    for (let index = from; index > 0;) {
      const parent = (index - 1) >> 1;
      if (!this.#before(index, parent)) return;
      this.#swap(index, parent);
      index = parent;
    }
  }

  #sink(from: number): void {
    for (let index = from; ;) {
      let least = index;
      for (const child of [2 * index + 1, 2 * index + 2]) {
        if (child < this.#heap.length && this.#before(child, least)) least = child;
      }
      if (least === index) return;
      this.#swap(index, least);
      index = least;
    }
  }
}

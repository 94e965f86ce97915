/**
 * Futures that are waited for together: which of them have ended, in the order in which they did.
 *
 * One has ended when nobody will work on it any more: it is finished, or cancelled and whoever was to begin it knows
 * (CANCELLED alone is not enough, as in Python). Each is looked at when it is gathered and once more after its watch has
 * begun, so no step falls between the two; from then on its steps tell.
 *
 * A thread that blocks hears of no step that another thread takes. It looks at the futures that are shared whenever its
 * bell rings, and `inner.state` makes the bell ring for the next step before it looks.
 *
 * @module
 */

import { Fifo } from './fifo.ts';
import type { Future } from './future.ts';
import { CANCELLED_AND_NOTIFIED, FINISHED, type FutureState } from './future-state.ts';
import { inner } from './inner.ts';

export class Gathering<F extends Future<unknown>> {
  readonly total: number;
  readonly #ended: Fifo<F> = new Fifo();
  readonly #pending: Set<F> = new Set();
  readonly #undo: Map<F, () => void> = new Map();
  readonly #shared: Set<F> = new Set();
  #failed = false;
  #paused = false;
  #listener: (() => void) | undefined;

  constructor(futures: ReadonlySet<F>) {
    this.total = futures.size;
    for (const future of futures) {
      const state = inner.state(future);
      if (state < CANCELLED_AND_NOTIFIED) this.#pending.add(future);
      else this.#record(future, state);
    }
  }

  /** Of those pending, what other threads could end. */
  get shared(): ReadonlySet<F> {
    return this.#shared;
  }

  get pending(): ReadonlySet<F> {
    return this.#pending;
  }

  /** How many have ended and were not taken. */
  get ended(): number {
    return this.#ended.size;
  }

  /** Whether one of them has an error; a cancelled one has none. */
  get failed(): boolean {
    return this.#failed;
  }

  /** One that has ended, once. */
  take(): F | undefined {
    return this.#ended.take();
  }

  /** Calls back after each end, until `pause` or `leave`. */
  watch(listener: () => void): void {
    const first = this.#listener === undefined;
    this.#listener = listener;
    if (first) for (const future of this.#pending) this.#follow(future);
    else if (this.#paused) for (const future of this.#shared) this.#follow(future);
    this.#paused = false;
  }

  /** Nobody waits for now: to listen for what other threads do would keep the program alive. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    for (const future of this.#shared) {
      this.#undo.get(future)?.();
      this.#undo.delete(future);
    }
  }

  /** For a thread that blocks, which then looks, until `leave`. */
  watchBlocking(): void {
    for (const future of this.#pending) {
      this.#place(future);
      if (!this.#shared.has(future)) this.#follow(future);
    }
  }

  /** A look of a thread that blocks; true when `enough` have ended, before it or by it. */
  look(enough: () => boolean): boolean {
    if (enough()) return true;
    for (const future of this.#shared) this.#step(future);
    return enough();
  }

  leave(): void {
    this.#listener = undefined;
    for (const undo of this.#undo.values()) undo();
    this.#undo.clear();
  }

  #follow(future: F): void {
    this.#place(future);
    const undo = inner.watch(future, () => this.#step(future));
    this.#undo.set(future, undo);
    this.#step(future);
    if (!this.#pending.has(future)) undo();
  }

  #step(future: F): void {
    const state = inner.state(future);
    // The look may have told of what it saw.
    if (!this.#pending.has(future)) return;
    if (state < CANCELLED_AND_NOTIFIED) {
      return this.#place(future);
    }
    this.#pending.delete(future);
    this.#shared.delete(future);
    this.#undo.get(future)?.();
    this.#undo.delete(future);
    this.#record(future, state);
    this.#listener?.();
  }

  #place(future: F): void {
    if (inner.reach(future) === 'shared') this.#shared.add(future);
  }

  #record(future: F, state: FutureState): void {
    this.#ended.put(future);
    if (state === FINISHED && future.exceptionSync() !== undefined) this.#failed = true;
  }
}

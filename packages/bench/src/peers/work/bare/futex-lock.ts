/**
 * The lock that one writes by hand over shared memory: free, held, or held with somebody waiting (Drepper, "Futexes are
 * tricky"). It knows no holder, no timeout, no cancellation, and outlives whoever dies with it.
 *
 * @module
 */

const FREE = 0;
const HELD = 1;
const AWAITED = 2;

export class FutexLock {
  readonly #word: Int32Array;

  constructor(word: Int32Array) {
    this.#word = word;
  }

  lock(): void {
    const word = this.#word;
    let state = Atomics.compareExchange(word, 0, FREE, HELD);
    if (state === FREE) return;
    if (state !== AWAITED) state = Atomics.exchange(word, 0, AWAITED);
    while (state !== FREE) {
      Atomics.wait(word, 0, AWAITED);
      state = Atomics.exchange(word, 0, AWAITED);
    }
  }

  async lockAsync(): Promise<void> {
    const word = this.#word;
    let state = Atomics.compareExchange(word, 0, FREE, HELD);
    if (state === FREE) return;
    if (state !== AWAITED) state = Atomics.exchange(word, 0, AWAITED);
    while (state !== FREE) {
      await Atomics.waitAsync(word, 0, AWAITED).value;
      state = Atomics.exchange(word, 0, AWAITED);
    }
  }

  unlock(): void {
    if (Atomics.sub(this.#word, 0, 1) === HELD) return;
    Atomics.store(this.#word, 0, FREE);
    Atomics.notify(this.#word, 0, 1);
  }

  get locked(): boolean {
    return Atomics.load(this.#word, 0) !== FREE;
  }
}

/**
 * How the two threads of a benchmark begin and end a sample together; the same for every implementation, and raw, so
 * that nothing of what is measured is in it.
 *
 * Words: UP is 1 once the partner serves. ORDER is the sample's number, TIMES how many operations it has. The partner
 * writes the number to ARRIVED when it begins and to DONE when it has ended. FAILED is 1 where its work threw.
 *
 * @module
 */

export const UP = 0;
export const ORDER = 1;
export const TIMES = 2;
export const ARRIVED = 3;
export const DONE = 4;
export const FAILED = 5;

/** Looks so often before it sleeps: about as long as a wake-up takes. */
const SPINS = 20_000;
/** So long (ms) a thread may take to come up. */
const COMES_UP = 20_000;

export function makeControl(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(64));
}

/** Blocks while a word is what it was. */
function whileIs(control: Int32Array, word: number, value: number): void {
  for (let spin = 0; spin < SPINS; spin += 1) if (Atomics.load(control, word) !== value) return;
  while (Atomics.load(control, word) === value) Atomics.wait(control, word, value);
}

/** Waits, with the event loop alive, until the partner serves. */
export async function partnerUp(control: Int32Array): Promise<void> {
  const end = performance.now() + COMES_UP;
  while (Atomics.load(control, UP) === 0) {
    if (performance.now() > end) throw new Error(`The second thread did not come up within ${COMES_UP} ms`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** The partner's life: does its part of each sample. Never returns; the process's end is its end. */
export function serve(control: Int32Array, work: (times: number) => void): void {
  let order = 0;
  Atomics.store(control, UP, 1);
  for (;;) {
    whileIs(control, ORDER, order);
    order = Atomics.load(control, ORDER);
    Atomics.store(control, ARRIVED, order);
    Atomics.notify(control, ARRIVED, 1);
    try {
      work(Atomics.load(control, TIMES));
    } catch (error) {
      console.error(error);
      Atomics.store(control, FAILED, 1);
    }
    Atomics.store(control, DONE, order);
    Atomics.notify(control, DONE, 1);
  }
}

/** One sample of both: begins when the partner does, ends when both have ended; in milliseconds. */
export function together(control: Int32Array, times: number, mine: () => void): number {
  const order = Atomics.load(control, ORDER) + 1;
  const done = Atomics.load(control, DONE);
  Atomics.store(control, TIMES, times);
  Atomics.store(control, ORDER, order);
  Atomics.notify(control, ORDER, 1);
  whileIs(control, ARRIVED, done);
  const began = performance.now();
  mine();
  whileIs(control, DONE, done);
  const took = performance.now() - began;
  if (Atomics.load(control, FAILED) !== 0) throw new Error('The second thread failed');
  return took;
}

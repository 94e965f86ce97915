/**
 * Raw shared words by which a case and its threads see how far each of them is. They stand outside the primitives
 * on test, so that a broken primitive cannot hide itself.
 *
 * @module
 */

import { atomicAdd, atomicLoad, atomicStore } from '../memory/atomic-view.ts';
import { CheckError } from './check.ts';

export type Board = Int32Array<SharedArrayBuffer>;

/** What the words of a board count. Cases with more to say use the words from `FREE` on. */
export const STARTED = 0;
export const GOT = 1;
export const GO = 2;
export const DONE = 3;
export const FREE = 4;

/** Nothing in these suites takes this long on a machine that works. */
export const PATIENCE = 30_000;

export function board(words = 64): Board {
  return new Int32Array(new SharedArrayBuffer(words * 4));
}

/** Adds to a word and gives what was there before. */
export function mark(board: Board, word: number, by = 1): number {
  return atomicAdd(board, word, by);
}

export function put(board: Board, word: number, value: number): void {
  atomicStore(board, word, value);
}

export function read(board: Board, word: number): number {
  return atomicLoad(board, word);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Waits, yielding to the event loop, until a condition holds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + PATIENCE;
  while (!condition()) {
    if (performance.now() > deadline) throw new CheckError(`waited in vain until ${what}`);
    await sleep(1);
  }
}

/** Waits, yielding to the event loop, until a word has a value of at least `count`. */
export async function reaches(board: Board, word: number, count: number): Promise<void> {
  const names = ['STARTED', 'GOT', 'GO', 'DONE'];
  await until(
    () => atomicLoad(board, word) >= count,
    `${names[word] ?? `word ${word}`} is ${count} (board: ${board.subarray(0, 8).join(' ')})`,
  );
}

/** Waits without ever yielding, as a thread does that computes. */
export function spinUntil(condition: () => boolean, what: string): void {
  const deadline = performance.now() + PATIENCE;
  while (!condition()) if (performance.now() > deadline) throw new CheckError(`spun in vain until ${what}`);
}

/** Long enough for a thread that could go on to do so; what is asserted after it can only be missed, never invented. */
export function aMoment(): Promise<void> {
  return sleep(60);
}

/** The milliseconds that `body` takes. */
export async function elapsed(body: () => unknown): Promise<number> {
  const started = performance.now();
  await body();
  return performance.now() - started;
}

/** CPython's bounds for a wait of `ms`: clocks differ and machines are busy. */
export function lasted(took: number, ms: number, what: string): void {
  if (took >= ms * 0.6 && took <= ms * 10) return;
  throw new CheckError(`${what}: a wait of ${ms} ms took ${took.toFixed(1)} ms`);
}

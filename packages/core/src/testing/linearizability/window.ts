/**
 * Histories are many and short, because checking one is exponential in its length: threads meet, do a few operations at
 * once, and meet again. All of it goes by raw words, so that a broken primitive cannot keep it in step.
 *
 * @module
 */

import { pause, sleepSync } from '../../memory/index.ts';
import { FREE, mark, PATIENCE, read, type Board } from '../board.ts';
import { CheckError } from '../check.ts';

/** Numbers the calls and returns of all threads. */
export const CLOCK: number = FREE;
/** Threads that came to a window. */
export const CAME: number = FREE + 1;
/** Threads that have done their part of a window. */
export const DID: number = FREE + 2;
/** Operations in whose time another one began or ended. */
export const OVERLAPPING: number = FREE + 3;
/** 1 when there is no further window. */
export const ENDED: number = FREE + 4;
/** For twins: an item that somebody is about to get. */
export const SHOWN: number = FREE + 5;

export const THREADS = 3;

/** How often a thread looks before it lets others have its processor. */
const LOOKS = 1000;

/** Waits until all threads have marked a word so often, all of which go on at nearly the same time. */
export function meet(board: Board, word: number, times: number): void {
  mark(board, word);
  const end = performance.now() + PATIENCE;
  for (let looks = 1; read(board, word) < times * THREADS; looks += 1) {
    if (looks % LOOKS !== 0) pause();
    else if (performance.now() > end) throw new CheckError('a thread waits in vain for the others');
    else sleepSync(0.05);
  }
}

/** Lets others get in between: on a processor of their own, or on this one. */
export function linger(next: () => number): void {
  if (next() < 0.5) sleepSync(0.05);
  else for (let turn = 100 * next(); turn > 0; turn -= 1) pause();
}

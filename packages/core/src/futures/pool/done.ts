/**
 * The places whose tasks are over, on their way to the owner: a stack that workers push to and the owner takes whole.
 *
 * To push is one compare-and-exchange; because only all of it is ever taken, by an exchange for 0, no place can be on it
 * twice and none is lost. What a worker has not pushed when it dies is still in its hands.
 *
 * Why no wake-up is lost: the owner sets LISTENING before its last look at the stack, and a worker looks at LISTENING
 * after it has pushed. One of the two sees the other. A worker that dies between the two leaves the owner asleep until
 * the alarm after its death, which rings everybody.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import { PLACE, POOL } from './layout.ts';

/** By a worker: what it wrote in the place is published with it. */
export function pushDone(program: Program, pool: Address, place: Address): void {
  const { words } = program;
  for (;;) {
    const head = words.load(pool + POOL.done);
    words.ints[place + PLACE.next] = head;
    if (words.compareExchange(pool + POOL.done, head, place) === head) break;
  }
  ringOwner(program, pool);
}

/** Wakes the owner if it sleeps. */
export function ringOwner({ words, bells }: Program, pool: Address): void {
  if (words.load(pool + POOL.listening) === 0) return;
  if (words.exchange(pool + POOL.listening, 0) === 1) bells.ring(words.load(pool + POOL.owner));
}

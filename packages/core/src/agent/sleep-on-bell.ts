/**
 * Blocks until one of many things has happened, each of which rings this agent's bell: what a future's or a pool's
 * result does. (A wait for one word sleeps on that word: wait-point.ts.)
 *
 * Why no ring is lost: the bell is made quiet *before* the look, and whoever changes something rings *after* the
 * change. Either the look sees the change or the sleep finds the bell rung. A ring that this agent's asynchronous waits
 * should hear too is not taken from them: it wakes every waiter of the bell, and theirs, which is there whenever one of
 * them may be looking (bells.ts), is heard when the event loop goes on.
 *
 * @module
 */

import { BlockingNotAllowedError } from '../errors.ts';
import { LONGEST_WAIT, SLOT, slotAddress } from '../memory/index.ts';
import { stayIfExiting } from './exiting.ts';
import type { Program } from './program.ts';

const QUIET = 0;

/** Undefined when the deadline passed first. `attempt` announces itself wherever it looks, before it looks. */
export function sleepOnBell<T>(
  program: Program,
  attempt: () => T | undefined,
  deadline: number,
  asyncForm: string,
): T | undefined {
  const { words, host, me } = program;
  if (!host.canBlock) {
    throw new BlockingNotAllowedError(`Cannot block: this thread may not wait; use \`await ${asyncForm}\``);
  }
  const slot = slotAddress(me);
  const bell = slot + SLOT.doorbell;
  words.store(slot + SLOT.waitingOn, bell);
  try {
    for (;;) {
      words.store(slot + SLOT.alarmed, 0);
      words.store(bell, QUIET);
      const result = attempt();
      const left = deadline === Infinity ? LONGEST_WAIT : deadline - host.now();
      if (result !== undefined || left <= 0) {
        stayIfExiting(program);
        return result;
      }
      words.wait(bell, QUIET, Math.min(left, LONGEST_WAIT));
    }
  } finally {
    words.store(slot + SLOT.waitingOn, 0);
  }
}

/**
 * What a lock's two policies have in common: their words and what callers may ask of them.
 *
 * @module
 */

import { AbandonedError, DeadlockError } from '../errors.ts';
import type { Program } from '../agent/program.ts';
import { AGENT_ID_MASK, ending, gone, type Address, type AgentId } from '../memory/index.ts';

/** Set beside the holder's identity: taken by `hold` or `run`, so this thread cannot release it while it blocks. */
export const SCOPED: number = 2 ** 28;
/** Set beside the holder's identity: taken from a dead holder. */
export const ABANDONED: number = 2 ** 29;

/** Beside the holder's identity: somebody waits, or may; whoever releases looks for whom to wake or hand over to. */
export const QUEUED: number = 2 ** 30;

/** A lock's state is its first word: 0, or the holder's identity with flags. */
export interface Mutex {
  readonly at: Address;
  /** Takes it if it is free now, or if its holder is dead. */
  tryTake(flags: number): boolean;
  /** Blocks until it is taken; false when the deadline passed first. `asyncForm` is for who may not block. */
  takeSync(flags: number, deadline: number, asyncForm: string): boolean;
  /** Waits until it is taken, while `owner` holds the block; false when the deadline passed first. */
  take(owner: object, flags: number, deadline: number, signal: AbortSignal | undefined): Promise<boolean>;
  /** Frees it or hands it on; false when it was free. */
  give(): boolean;
}

/** A wait without end for what a `hold` or `run` of this very thread holds would never end. */
export function refuseDeadlock(program: Program, at: Address, deadline: number, what: string): void {
  if (deadline !== Infinity) return;
  const state = program.words.load(at);
  if ((state & SCOPED) === 0 || (state & AGENT_ID_MASK) !== program.me) return;
  throw new DeadlockError(
    `Cannot block on ${what}: a hold or run of this same thread holds it, and cannot release it while the thread ` +
      'blocks; release it first, or await the asynchronous form',
  );
}

/** Who holds a lock of this state; 0 when nobody does. */
export function holderOf(state: number): AgentId {
  return state & AGENT_ID_MASK;
}

/** Whether a held lock's holder certainly runs no more. */
export function holderGone(program: Program, state: number): boolean {
  return state !== 0 && gone(program.words, state & AGENT_ID_MASK);
}

/** After a wait that ended in vain: was it for a holder that was told to end and may still write? */
export function refuseEnding(program: Program, at: Address, what: string): void {
  const state = program.words.load(at);
  if (state === 0 || !ending(program.words, state & AGENT_ID_MASK)) return;
  throw new AbandonedError(
    `Cannot take ${what}: its holder was ended and may still run for a while, so it cannot be handed on yet`,
  );
}

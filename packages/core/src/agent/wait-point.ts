/**
 * Waiting on a word, for agents that block and for agents that do not, by the same rules.
 *
 * A wait point is two words: the state, and WAITING: how many agents block on the state (16 bits), and which agents
 * have asynchronous waiters (16 bits; agents whose slots are equal modulo 16 share one). They are one word because
 * every change of a state pays for the look at it.
 *
 * Whoever changes the state in a way that may let a waiter go on then calls `wakeOne`, `wake` or `wakeAll`.
 *
 * Why no wake-up is lost. A waiter announces itself in WAITING *before* its last look at the state; a waker changes
 * the state *before* it looks at WAITING. All four are sequentially consistent, so either the waiter sees the new state
 * or the waker sees the waiter. A blocking waiter sleeps only while the state is the value it read before that last
 * look. Where states come back (a lock is free, held, free) that value may be one that would let it go on: its look
 * found another, and the wake-up for the way back came before it slept. So whoever waits on such a word says which
 * states are `open`, and nobody sleeps on those. A wake-up is a hint: the woken looks again, so one given to an agent
 * that is busy, timed out, aborted or dead takes nothing from anybody. What it could keep from others is the one
 * notify of `wakeOne` (or one of the few of `wake`); it goes only to an agent that sleeps at that moment, which then
 * either takes the state (and wakes the next when it gives it up) or finds that another took it (who will). An agent
 * that dies in between is the reaper's case: it wakes everybody.
 *
 * A death changes no word that a waiter sleeps on, so the alarm after it could fall between a waiter's last look and
 * its sleep. Therefore an agent clears its ALARMED word before each look, and the alarm, which sets it, is repeated
 * until it is clear or the agent waits no more. Among processes waits are slices, so there one alarm is enough, and
 * whoever waits looks around for the dead after each.
 *
 * Why a clear bit is safe: only wakers clear the bits, by taking them all, and they ring every agent that may stand
 * behind each; each of those sets its bit again before it looks.
 *
 * Why the count cannot run over: an agent that dies while it blocks leaves it one too high, which costs a notify. When
 * it is twice what there can be, it is cut back to what there can be: still no less than those that block.
 *
 * @module
 */

import { BlockingNotAllowedError } from '../errors.ts';
import {
  ASYNC_SHIFT,
  BLOCKED,
  LONGEST_WAIT,
  SLOT,
  slotAddress,
  SLOTS,
  WAITING,
  type Address,
  type AgentId,
  type ThreadWords,
} from '../memory/index.ts';
import type { Program } from './program.ts';
import type { Spin } from './spin.ts';
import { stayIfExiting } from './exiting.ts';

/** The words of a wait point. */
export const WAIT_POINT_WORDS = 2;

/**
 * Looks once: undefined means not yet. Must not throw for "not yet", and may throw to end the wait. `announced` tells
 * whether wakers know of the wait already; before that, looks should leave no trace.
 */
export type Attempt<T> = (announced: boolean) => T | undefined;

const EVERYBODY = 2 ** 31 - 1;
/** How often a wait may find the state changed, and not for it, before it sleeps. */
const ROUNDS = 4;

const NONE = (): boolean => false;
const NOBODY = (): AgentId => 0;

/**
 * Blocks until an attempt succeeds; undefined when the deadline passed first. `open` tells the states on which nobody
 * may sleep; a word whose values never come back has none. `holder` tells whose death ends the wait, where one agent's
 * does. `of` is the block of the primitive, where it is not the one that the point is in.
 */
export function waitSync<T>(
  program: Program,
  point: Address,
  attempt: Attempt<T>,
  deadline: number,
  asyncForm: string,
  spin: Spin = program.spin,
  open: (state: number) => boolean = NONE,
  holder: (state: number) => AgentId = NOBODY,
  of: Address = point,
): T | undefined {
  const { words, host } = program;
  if (!host.canBlock) {
    throw new BlockingNotAllowedError(`Cannot block: this thread may not wait; use \`await ${asyncForm}\``);
  }
  // Unannounced, so that whoever changes the state meanwhile pays nothing for it.
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = words.load(point);
    const result = attempt(false);
    if (result !== undefined) return goOn(program, result);
    if (!spin.untilChanged(words, point, seen)) break;
  }
  const traced = program.waits.trace?.waits(point, of, asyncForm);
  const slot = slotAddress(program.me);
  words.store(slot + SLOT.waitingOn, point);
  if ((words.add(point + WAITING, 1) & BLOCKED) >= 2 * SLOTS) cutBack(words, point);
  try {
    for (;;) {
      words.store(slot + SLOT.alarmed, 0);
      const seen = words.load(point);
      const result = attempt(true);
      if (result !== undefined) return goOn(program, result);
      const left = deadline === Infinity ? LONGEST_WAIT : deadline - host.now();
      if (left <= 0) return goOn(program, undefined);
      if (open(seen)) continue;
      const outcome = words.wait(point, seen, Math.min(left, LONGEST_WAIT), holder(seen));
      if (outcome === 'timed-out' || outcome === 'ended') program.lookAround();
    }
  } finally {
    words.sub(point + WAITING, 1);
    words.store(slot + SLOT.waitingOn, 0);
    program.waits.trace?.waited(traced);
  }
}

/** Ends a wait. */
function goOn<T>(program: Program, result: T): T {
  stayIfExiting(program);
  return result;
}

/** After a change that lets one waiter go on: one that blocks, and a hint to every agent with asynchronous ones. */
export function wakeOne(program: Program, point: Address): void {
  wake(program, point, 1);
}

/** After a change that lets all waiters go on. */
export function wakeAll(program: Program, point: Address): void {
  wake(program, point, EVERYBODY);
}

/** After a change that lets `count` waiters go on: so many that block, and a hint to all agents with others. */
export function wake(program: Program, point: Address, count: number): void {
  const { words } = program;
  const waiting = words.load(point + WAITING);
  if (waiting !== 0) wakeThese(program, point, waiting, count);
}

function wakeThese({ words, bells, waits }: Program, point: Address, waiting: number, count: number): void {
  waits.trace?.wakes(point);
  if ((waiting & BLOCKED) !== 0) words.notify(point, count);
  if (waiting >>> ASYNC_SHIFT === 0) return;
  bells.ringMask(words.and(point + WAITING, BLOCKED) >>> ASYNC_SHIFT, point);
}

/** Takes off the count what dead agents have left there. */
function cutBack(words: ThreadWords, point: Address): void {
  const seen = words.load(point + WAITING);
  if ((seen & BLOCKED) >= 2 * SLOTS) {
    words.compareExchange(point + WAITING, seen, (seen & ~BLOCKED) | SLOTS);
  }
}

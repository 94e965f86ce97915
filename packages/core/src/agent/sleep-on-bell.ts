/**
 * Blocks until one of many things has happened, each of which rings this agent's bell: what a future's or a pool's
 * result does. (A wait for one word sleeps on that word: wait-point.ts.)
 *
 * Why no ring is lost: the bell is made quiet *before* the look, and whoever changes something rings *after* the
 * change. Either the look sees the change or the sleep finds the bell rung. A ring that this agent's asynchronous waits
 * should hear too is not taken from them: it wakes every waiter of the bell, and theirs, which is there whenever one of
 * them may be looking (bells.ts), is heard when the event loop goes on.
 *
 * An agent has one bell among threads and one among processes. Who waits for both cannot sleep on both, as no system
 * call knows of an engine's own waiters: he sleeps on that of processes, and looks at the other once in a while.
 *
 * @module
 */

import { BlockingNotAllowedError } from '../errors.ts';
import { LONGEST_WAIT, SLOT, slotAddress } from '../memory/index.ts';
import { stayIfExiting } from './exiting.ts';
import type { Program } from './program.ts';
import type { TracedWait } from './trace.ts';

const QUIET = 0;
/** How long who waits for both does not look at that of threads, in milliseconds. */
const BOTH_MS = 1;

/**
 * Undefined when the deadline passed first. `attempt` announces itself wherever it looks, before it looks. `rung` tells
 * whose bells will ring, which looking may change; where it is nobody's it is the program's.
 */
export function sleepOnBell<T>(
  program: Program,
  attempt: () => T | undefined,
  deadline: number,
  asyncForm: string,
  rung: () => Iterable<Program> = () => [program],
): T | undefined {
  const { host } = program;
  if (!host.canBlock) {
    throw new BlockingNotAllowedError(`Cannot block: this thread may not wait; use \`await ${asyncForm}\``);
  }
  const heard = new Set<Program>();
  const { trace } = program.waits;
  let traced: TracedWait | undefined;
  try {
    for (;;) {
      for (const one of rung()) hear(heard, one);
      if (heard.size === 0) hear(heard, program);
      for (const one of heard) makeQuiet(one);
      const result = attempt();
      const left = deadline === Infinity ? LONGEST_WAIT : deadline - host.now();
      if (result !== undefined || left <= 0) {
        stayIfExiting(program);
        return result;
      }
      traced ??= trace?.waits(0, undefined, asyncForm);
      if ([...rung()].every((one) => heard.has(one))) sleep([...heard], Math.min(left, LONGEST_WAIT));
    }
  } finally {
    trace?.waited(traced);
    for (const { words, me, bells } of heard) {
      words.store(slotAddress(me) + SLOT.waitingOn, 0);
      bells.resume();
    }
  }
}

function bellOf({ me }: Program): number {
  return slotAddress(me) + SLOT.doorbell;
}

function hear(heard: Set<Program>, program: Program): void {
  if (heard.has(program)) return;
  heard.add(program);
  program.words.store(slotAddress(program.me) + SLOT.waitingOn, bellOf(program));
}

function makeQuiet(program: Program): void {
  const { words, me } = program;
  words.store(slotAddress(me) + SLOT.alarmed, 0);
  words.store(bellOf(program), QUIET);
}

function sleep(programs: readonly Program[], ms: number): void {
  const [first, second] = programs as [Program, Program?];
  if (second === undefined) return sleepOn(first, ms);
  const [slow, quick] = first.words.scope === 'thread' ? [first, second] : [second, first];
  const end = slow.host.now() + ms;
  for (let left = ms; left > 0; left = end - slow.host.now()) {
    if (programs.some((program) => program.words.load(bellOf(program)) !== QUIET)) return;
    sleepOn(quick, Math.min(left, BOTH_MS));
  }
}

function sleepOn(program: Program, ms: number): void {
  const outcome = program.words.wait(bellOf(program), QUIET, ms);
  if (outcome === 'timed-out') program.lookAround();
}

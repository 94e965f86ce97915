/**
 * How a worker parks and is called: the steps of its lane's state.
 *
 * A worker that finds nothing to do says PARKED and sleeps; its event loop runs on. The owner moves it to CALLED and
 * rings it. One that was idle for too long moves itself to RETIRED, unless it was called before.
 *
 * Why no task is left lying: a worker says PARKED before its last look for work, and the owner looks for PARKED workers
 * after it has put a task. One of the two sees the other. A worker that is called takes what there is, and looks again
 * before it parks; if another was faster, nothing is lost.
 *
 * Why no message comes to a worker that has retired: the owner counts it in LETTERS, and then calls the worker if that
 * is parked; a worker that is parked compares LETTERS with what has come, and then retires. Either it sees the count, or
 * its step to RETIRED comes too late, or the owner sees RETIRED and sends nothing.
 *
 * How many are parked, or are left, is nowhere counted: a worker that dies between its step and the count would leave it
 * wrong for ever. The lanes say it.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import { gone, type Address, type AgentId } from '../../memory/index.ts';
import { BROKEN, BUSY, CALLED, LANE, LOOKING, PARKED, POOL, RETIRED } from './layout.ts';

/** A worker, as the owner knows it. */
export interface Callee {
  readonly lane: Address;
  readonly id: AgentId;
}

/** By a worker: sleeps until `look` finds something to do; false when the deadline passed first. */
export async function park(
  program: Program,
  owner: object,
  lane: Address,
  look: () => boolean,
  deadline: number,
): Promise<boolean> {
  const { words, waits } = program;
  const attempt = (): true | undefined => {
    words.store(lane + LANE.state, PARKED);
    if (!look()) return undefined;
    words.store(lane + LANE.state, BUSY);
    return true;
  };
  return (await waits.wait(owner, lane, attempt, deadline)) ?? false;
}

/**
 * By a worker that is parked and has received so many messages: it ends, unless it is one of those that stay, or a
 * message is on its way, or the owner has just called it.
 */
export function retire(program: Program, pool: Address, lane: Address, received: number): boolean {
  const { words } = program;
  const may = words.load(lane + LANE.letters) === received && isSpare(program, pool, lane);
  if (may && words.compareExchange(lane + LANE.state, PARKED, RETIRED) === PARKED) {
    words.store(lane + LANE.live, 0);
    return true;
  }
  words.store(lane + LANE.state, BUSY);
  return false;
}

/** By a worker that has nothing in its hands and has received so many messages: nothing will be put or sent any more. */
export function isDismissed({ words }: Program, pool: Address, lane: Address, received: number): boolean {
  return words.load(pool + POOL.stop) !== 0 && words.load(lane + LANE.letters) === received;
}

/** By the owner, before it sends something to a worker: false when that one has retired. */
export function announceLetter({ words }: Program, lane: Address): boolean {
  words.add(lane + LANE.letters, 1);
  // The message itself will wake it.
  words.compareExchange(lane + LANE.state, PARKED, CALLED);
  if (words.load(lane + LANE.state) !== RETIRED) return true;
  words.sub(lane + LANE.letters, 1);
  return false;
}

/** Whether so many that were laid before this one are left as are to stay. The first of those never end. */
function isSpare({ words, blocks }: Program, pool: Address, lane: Address): boolean {
  let least = words.load(pool + POOL.minWorkers);
  for (let other = words.load(lane + LANE.next); other !== 0 && least > 0;) {
    blocks.meet(other);
    const state = words.load(other + LANE.state);
    if (words.load(other + LANE.live) === 1 && state !== RETIRED && state !== BROKEN) least -= 1;
    other = words.load(other + LANE.next);
  }
  return least === 0;
}

/** By the owner: whether the worker was parked, and is called. */
export function callOne({ words, bells }: Program, { lane, id }: Callee): boolean {
  if (gone(words, id)) return false;
  if (words.compareExchange(lane + LANE.state, PARKED, CALLED) !== PARKED) return false;
  bells.ring(id);
  return true;
}

/**
 * By the owner: calls parked workers to look for work, those with nothing to do, as many as there are calls for them and no
 * worker that looks already: whoever takes one of several may be held by it. Where they do not suffice, all whose tasks await
 * are called, because any of those may be busy by the time that it is. True when there were too few, and one has retired.
 */
export function callSomebody(program: Program, workers: readonly Callee[], calls = 1): boolean {
  const { words } = program;
  let left = calls;
  let retired = false;
  let awaiting = false;
  for (const worker of workers) {
    const { lane } = worker;
    const state = words.load(lane + LANE.state);
    if (state === RETIRED) retired = true;
    if (state !== LOOKING && state !== PARKED) continue;
    // It leaves calls to those with nothing to do.
    if (words.load(lane + LANE.taken) !== words.load(lane + LANE.finished)) awaiting = true;
    else if (state === LOOKING || callOne(program, worker)) left -= 1;
    if (left <= 0) return false;
  }
  if (awaiting) for (const worker of workers) callOne(program, worker);
  return retired;
}

/** What waking a worker takes, in microseconds. */
const WAKE_US = 50;

/**
 * By the owner: whether none of these is asleep, or one is awake that does its tasks faster than another could be woken. If
 * the next one takes longer than those before it, the owner sees to the rest when it has run out of results.
 */
export function keepUp({ words }: Program, workers: readonly Callee[]): boolean {
  let asleep = false;
  for (const { lane } of workers) {
    const state = words.load(lane + LANE.state);
    if (state === LOOKING) return true;
    if (state === BUSY && (words.ints[lane + LANE.pace] as number) < WAKE_US) return true;
    if (state === PARKED || state === RETIRED) asleep = true;
  }
  return !asleep;
}

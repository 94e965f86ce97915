/**
 * Which calls a worker whose own tasks await leaves to others.
 *
 * Why none is left lying: those others are parked or look, with nothing to do. The owner calls as many of them as there are
 * calls that nobody has taken, whenever it has run out of results (park.ts); and whoever parks looks once more afterwards.
 *
 * @module
 */

import type { Program } from '../../agent/program.ts';
import type { Address } from '../../memory/index.ts';
import { freeLanes } from './lane.ts';

/** Tasks that await, of one worker at a time. Beyond it would rather be memory than parallelism. */
const MOST_PENDING = 1024;

/**
 * Whether a worker with so many tasks that await leaves what waits: there are enough others that have nothing to do, and
 * what it took could hold up what it has.
 */
export function leaves(program: Program, pool: Address, pending: number, waiting: number): boolean {
  if (pending === 0) return false;
  return pending >= MOST_PENDING || freeLanes(program, pool) >= waiting;
}

/**
 * What brings results into this agent: its pools. A blocking wait asks all of them, because the event loop, which does
 * so otherwise, stands still; and so does a wait whose time is up, because the event loop may not have come to it.
 *
 * @module
 */

import { agent } from '../agent/state.ts';
import type { Program } from '../agent/program.ts';

export interface Pump {
  /** In whose memory its results are: that program's bell rings for them. */
  readonly program: Program;
  /** Takes in what is there, and makes this agent's bell ring for what comes next. */
  look(): void;
}

const PUMPS: WeakMap<Program, Set<Pump>> = new WeakMap();

/** The pumps of the agent whose program of threads this is. */
export function pumpsOf(program: Program): Set<Pump> {
  let pumps = PUMPS.get(program);
  if (pumps === undefined) PUMPS.set(program, (pumps = new Set()));
  return pumps;
}

export function lookEverywhere(program: Program | undefined = agent().program): true {
  if (program !== undefined) for (const pump of pumpsOf(program)) pump.look();
  return true;
}

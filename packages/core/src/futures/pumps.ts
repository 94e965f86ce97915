/**
 * What brings results into this agent: its pools. A blocking wait asks all of them, because the event loop, which does
 * so otherwise, stands still.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';

export interface Pump {
  /** Takes in what is there, and makes this agent's bell ring for what comes next. */
  look(): void;
}

const PUMPS: WeakMap<Program, Set<Pump>> = new WeakMap();

export function pumpsOf(program: Program): Set<Pump> {
  let pumps = PUMPS.get(program);
  if (pumps === undefined) PUMPS.set(program, (pumps = new Set()));
  return pumps;
}

export function lookEverywhere(program: Program): true {
  for (const pump of pumpsOf(program)) pump.look();
  return true;
}

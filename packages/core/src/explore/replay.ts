/**
 * A schedule again.
 *
 * @module
 */

import { agent as agentState } from '../agent/state.ts';
import type { Exploration, ExploreOptions, Failure } from './exploration.ts';
import { tell } from './failure.ts';
import { readSchedule } from './schedule-text.ts';

/** Runs a schedule that an exploration gave, and tells what happens in it; undefined when nothing is wrong. */
export async function replaySchedule<S extends object>(
  exploration: Exploration<S>,
  schedule: string,
  options: ExploreOptions = {},
): Promise<Failure | undefined> {
  const state = agentState();
  const { program, host } = state;
  try {
    // What happened may have used up any of these.
    const limits = {
      ...exploration.limits,
      ...options,
      timeouts: Infinity,
      deaths: Infinity,
      rings: Infinity,
    };
    const told = await tell(exploration, limits, readSchedule(schedule));
    return ['done', 'cut'].includes(told.kind) ? undefined : told;
  } finally {
    Object.assign(state, { program, host });
  }
}

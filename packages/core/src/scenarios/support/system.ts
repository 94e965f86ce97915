/**
 * The operating system for a variant that is about it.
 *
 * @module
 */

import { AssumptionError, type ScenarioContext, type System } from '../../scenario/index.ts';

/** The system, or the end of the unit as `precondition` with the reason. */
export function systemOf(ctx: ScenarioContext): System {
  if (ctx.system !== undefined) return ctx.system;
  throw new AssumptionError('A page runs apart from the operating system and can ask it nothing');
}

/** The same, where the system shows a process's threads as Linux does, in a folder for each. */
export function systemWithProc(ctx: ScenarioContext): System {
  const system = systemOf(ctx);
  if (system.list('/proc/self/task') !== null) return system;
  throw new AssumptionError('This system has no /proc that lists the threads of a process, as Linux has');
}

/** The same, where programs can be started on chosen CPUs. */
export function systemWithAffinity(ctx: ScenarioContext): System {
  const system = systemOf(ctx);
  if (system.noAffinity === undefined) return system;
  throw new AssumptionError(`No program can be started on chosen CPUs: ${system.noAffinity}`);
}

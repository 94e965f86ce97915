/**
 * Who decides what happens next, and what a schedule is between the choice and the end.
 *
 * @module
 */

import type { AgentMoment } from './agent-moment.ts';
import type { Choice } from './choice.ts';
import type { ExploredAgent } from './explored-agent.ts';
import type { MemoryMoment } from './explored-memory.ts';
import type { FailureKind } from './exploration.ts';
import type { Hash } from './hash.ts';
import type { Operation } from './operations.ts';
import type { World } from './world.ts';

/** Given instead of a choice: this schedule ends here. */
export const STOP = -1;

/** Chooses among what can happen next. */
export interface Chooser {
  /** The moment of the last schedule from which the next one goes on; none: it begins at the beginning. */
  readonly from?: Moment | undefined;
  /** `choices` has at least one; the first continues without a switch where that is possible. */
  choose(world: World, choices: readonly Choice[]): Choice | typeof STOP;
}

/** How a schedule ended. */
export interface Ending {
  readonly kind: FailureKind | 'done' | 'cut';
  readonly message: string;
}

/** Sees each operation, where somebody wants to know. */
export type Watcher = (agent: ExploredAgent, operation: Operation | string, result: unknown) => void;

/** What time it is, whose turn, and what may still happen. */
export interface Standing {
  clock: number;
  preemptions: number;
  current: number;
  /** Whether whoever's turn it is could once not go on with it: from then on nothing is taken from it. */
  lost: boolean;
  timeouts: number;
  deaths: number;
  rings: number;
}

/** Everything that a schedule is at a moment, and that what follows depends on. */
export interface Moment {
  readonly memory: MemoryMoment;
  readonly agents: readonly AgentMoment[];
  readonly taken: number;
  readonly notes: number;
  readonly noted: Hash;
  readonly standing: Standing;
}

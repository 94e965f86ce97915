/**
 * What an agent is at a moment of a schedule, for the exploration to come back to.
 *
 * @module
 */

import type { LoopMoment } from './event-loop.ts';
import type { Hash } from './hash.ts';
import type { Operation } from './operations.ts';

/**
 * `ready`: its pending operation can be done. `asleep`: it blocks. `idle`: its event loop has nothing to do before
 * something is delivered. `ended`: its body returned. `dead`: it was ended from outside.
 */
export type AgentState = 'ready' | 'asleep' | 'idle' | 'ended' | 'dead';

export const STATES: readonly AgentState[] = ['ready', 'asleep', 'idle', 'ended', 'dead'];

/** What an agent has been through, one entry for each operation and each delivery. */
export interface Entry {
  readonly what: Operation['name'] | 'now' | 'hear' | 'expire';
  readonly at: number;
  readonly result: unknown;
  /** What plain memory was when the agent went on from here. */
  readonly picture: number;
}

/** What an agent was at a moment. */
export interface AgentMoment {
  readonly state: AgentState;
  readonly pending: Operation;
  readonly rounds: number;
  readonly last: Operation | undefined;
  readonly mourned: number;
  readonly until: number;
  readonly noted: number;
  readonly first: number;
  readonly history: Hash;
  readonly told: Hash;
  readonly entries: number;
  readonly entry: Entry | undefined;
  readonly loop: LoopMoment;
}

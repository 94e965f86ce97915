import type { Program } from '../agent/program.ts';
import type { Future } from './future.ts';
import type { FutureState } from './future-state.ts';
import type { Keeper } from './keeper.ts';

/** What the rest of this folder may do with a future and its user may not; filled in by the class. */
interface Inner {
  /** Who could end a future: this agent's code alone, its keeper too, or other agents as well. */
  reach(future: Future<unknown>): 'alone' | 'kept' | 'shared';
  /** Whose bell rings for its next step; undefined where nobody but this agent can end it. */
  homeOf(future: Future<unknown>): Program | undefined;
  /** Whether a result is there that only this agent's event loop can take in. */
  needsLoop(future: Future<unknown>): boolean;
  /** Makes a new future that of a keeper's work. */
  keep(future: Future<unknown>, keeper: Keeper, ticket: number): void;
  /** Ends a future, unless it has ended. */
  settle(future: Future<unknown>, failed: boolean, value: unknown): void;
  /** Calls back at each step that may end a wait, and when `reach` changes, until what this gives is called. */
  watch(future: Future<unknown>, listener: () => void): () => void;
  /** The state, as the last look of a wait wants it: this agent's bell rings for the next step. */
  state(future: Future<unknown>): FutureState;
}

export const inner: Inner = {} as Inner;

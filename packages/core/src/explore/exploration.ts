/**
 * What is explored, and how far: the public shapes.
 *
 * @module
 */

import type { Program } from '../agent/program.ts';
import type { Address } from '../memory/index.ts';
import type { ExploredWords } from './explored-words.ts';

/** What an agent's body is given besides what the setup made. */
export interface Self {
  readonly name: string;
  /** Every operation on these is a scheduling point. */
  readonly words: ExploredWords;
  /** For algorithms that are built on the library's own parts. */
  readonly program: Program;
  /** So many zeroed words of the shared memory, for a structure of one's own. */
  allocate(words: number): Address;
  /**
   * Writes something down for the check at the end; costs no step. What one agent writes is in its order; what several
   * write is in an order that happened, and not every other one is tried: let a word that they change tell it.
   */
  note(...what: readonly unknown[]): void;
}

/** Something that an agent wrote down. */
export interface Note {
  readonly agent: string;
  readonly what: readonly unknown[];
}

export type Body<S> = (shared: S, self: Self) => unknown;

/** Agents over one memory, and what must be true however their operations interleave. */
export interface Exploration<S extends object> {
  readonly name: string;
  /** What it is about, where several explorations are about one thing. */
  readonly group?: string;
  /** How far it goes where nobody says otherwise. */
  readonly limits?: Limits;
  /** How far it goes in place of that where there is time: with `interleave explore --deep`. */
  readonly deep?: Limits;
  /**
   * Makes what the agents share, once: primitives (each agent gets its own wrapper of them), addresses of words, plain
   * values that nobody changes. Memory is given back what it was before each schedule.
   */
  setup(self: Self): S;
  /** By name; they run at once. A body that gives a promise is an event loop's, one that does not may block. */
  readonly agents: Readonly<Record<string, Body<S>>>;
  /** Agents that may die at any point. Default: none. */
  readonly mortal?: readonly string[];
  /** Agents whose waiting is no deadlock. */
  readonly daemons?: readonly string[];
  /** Checked when nobody can go on: throws where something is wrong. */
  check?(shared: S, self: Self, notes: readonly Note[], ended: readonly string[]): void;
}

export interface Limits {
  /** How often a schedule takes the turn from an agent that could go on. Default: no bound. */
  readonly preemptions?: number;
  /** How many waits may end by time while others could go on. Default 0: only when nobody else can. */
  readonly timeouts?: number;
  /** How many agents may die. Default 0. */
  readonly deaths?: number;
  /** How often a doorbell may be answered that nobody rang. Default 0. */
  readonly rings?: number;
  /** Stop after so many schedules, steps in one schedule, milliseconds. */
  readonly schedules?: number;
  readonly steps?: number;
  readonly ms?: number;
}

/** How schedules are chosen. */
export type Search = 'depth-first' | 'pct' | 'round-robin';

export interface ExploreOptions extends Limits {
  /** Told now and then how far it is. */
  readonly progress?: (schedules: number, steps: number) => void;
  readonly search?: Search;
  /** Of the random search. */
  readonly seed?: number;
  /** For `pct`: how many changes of priority a schedule has (the depth of the bugs that it finds). Default 3. */
  readonly depth?: number;
  /** What an earlier depth-first result left to be explored. */
  readonly checkpoint?: string;
}

export type FailureKind = 'assertion' | 'exception' | 'deadlock' | 'livelock';

/** One operation of a failing schedule. */
export interface Step {
  readonly agent: string;
  readonly what: string;
  readonly at: Address;
  /** The word's name, where it has one: `lock`, `lock+1`, `slot 2 doorbell`. */
  readonly word: string;
  readonly result: string;
  /** The line of source that did it: `barging-mutex.ts:58`. */
  readonly source: string;
}

export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  /** Runs again with `replay`. */
  readonly schedule: string;
  readonly switches: number;
  readonly steps: readonly Step[];
}

export interface ExploreResult {
  readonly name: string;
  readonly schedules: number;
  readonly steps: number;
  /** Distinct states that were seen; 0 of random searches. */
  readonly states: number;
  readonly ms: number;
  /** Whether every schedule within the bounds was tried, or led to where another had been. */
  readonly complete: boolean;
  readonly limits: Limits;
  readonly search: Search;
  readonly seed: number | undefined;
  readonly failure: Failure | undefined;
  /** Continues a depth-first search that a limit stopped. */
  readonly checkpoint: string | undefined;
}

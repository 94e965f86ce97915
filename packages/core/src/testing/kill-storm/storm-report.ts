import type { Runtime } from '../../multiprocessing/index.ts';
import { RESOURCES, type Doing, type Resource, type StormBoard } from './storm-board.ts';

/** What came of a storm. */
export interface StormReport {
  readonly seed: number;
  readonly seconds: number;
  /** Processes that were started, and those that were killed, by what they did at that moment. */
  readonly processes: number;
  readonly killed: Readonly<Partial<Record<Doing, number>>>;
  /** Those killed that held something, by what. */
  readonly holders: Readonly<Partial<Record<Resource, number>>>;
  readonly runtimes: Readonly<Partial<Record<Runtime, number>>>;
  /** How often a lock went from a dead holder to one that was told so. */
  readonly takenOver: Readonly<Partial<Record<Resource, number>>>;
  /** How often each was had, waited for or done. */
  readonly done: Readonly<Partial<Record<Resource, number>>>;
  readonly lulls: number;
  /** The longest wait, in milliseconds. */
  readonly longest: number;
  /** Agents that there were at once, and words of memory that were taken from the first lull to the last. */
  readonly agents: number;
  readonly words: number;
  /** What went wrong. */
  readonly troubles: readonly string[];
}

/** What the board tells of each of them. */
export function tallied(tell: (resource: Resource) => number): Readonly<Partial<Record<Resource, number>>> {
  return Object.fromEntries(RESOURCES.map((name) => [name, tell(name)] as const).filter(([, n]) => n > 0));
}

export function takenOver(board: StormBoard): Readonly<Partial<Record<Resource, number>>> {
  return tallied((resource) => board.tally('told', resource) + board.tally('unmarked', resource));
}

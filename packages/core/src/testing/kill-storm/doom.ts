/**
 * What becomes of a process of a storm. All of it is drawn before it starts, from the generator of its place, so that
 * a seed gives each place the same lives again.
 *
 * @module
 */

import type { Runtime, StartMethod } from '../../multiprocessing/index.ts';
import type { OwnEnd } from './flow.ts';
import type { Life, Manner } from './storm.tasks.ts';
import type { Doing } from './storm-board.ts';

export interface Fate {
  readonly runtime: Runtime;
  readonly startMethod: StartMethod;
  readonly life: Life;
  /** When it is killed from outside; undefined: it is not. */
  readonly kill: Kill | undefined;
}

export interface Kill {
  /** Whether it may still be coming up. */
  readonly early: boolean;
  /** So long after its start, or after it has come up; in milliseconds. */
  readonly afterMs: number;
  /** And then not before one of its flows does this; undefined: whatever they do. */
  readonly when: Doing | undefined;
}

const MANNERS: readonly Manner[] = ['blocks', 'blocks', 'awaits', 'awaits', 'awaits', 'loses threads'];
const MOMENTS: readonly OwnEnd['moment'][] = ['before', 'inside', 'inside', 'after'];
const WHEN = ['holding', 'holding', 'blocked', 'awaiting'] as const;

export function drawFate(place: number, runtimes: readonly Runtime[], next: () => number): Fate {
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
  const runtime = one(runtimes);
  const startMethod = one(['spawn', 'standby'] as const);
  const manner = one(MANNERS);
  const seed = Math.floor(next() * 2 ** 32);
  const [chance, ms] = [next(), next()];
  const own: OwnEnd = { holding: 1 + Math.floor(next() * 15), moment: one(MOMENTS) };
  const when = one(WHEN);
  const fate = (kill: Kill | undefined, more: Partial<Life> = {}): Fate => ({
    runtime,
    startMethod,
    life: { place, seed, manner, ownEnd: undefined, steps: 0, ...more },
    kill,
  });
  if (chance < 0.12) return fate({ early: true, afterMs: ms * 200, when: undefined });
  if (chance < 0.2) return fate({ early: false, afterMs: ms * 300, when: undefined });
  if (chance < 0.6) return fate({ early: false, afterMs: ms * 100, when });
  // Only the flows of such a one hold anything.
  if (chance < 0.8 && manner !== 'loses threads') return fate(undefined, { ownEnd: own });
  if (chance < 0.88) return fate(undefined, { steps: 1 + Math.floor(ms * 200) });
  // Long enough to see several lulls.
  return fate({ early: false, afterMs: 1500 + ms * 3000, when });
}

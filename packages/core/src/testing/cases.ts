/**
 * A case is one behaviour as a function that checks it, without a test runner: the same function runs in the
 * program's first agent and inside a thread, and fails by throwing.
 *
 * @module
 */

import type { Context } from './context.ts';
import type { Scope } from '../threading/index.ts';
import type { Harness, RuntimeName } from './harness.ts';

export type Case = (t: Context) => void | Promise<void>;

/**
 * Where the cases of a group apply: everywhere; `blocking`, in every agent that may block; `page`, in one that may
 * not; `main`, in the program's first agent only.
 */
export type Where = 'everywhere' | 'blocking' | 'page' | 'main';

export interface CaseGroup {
  readonly title: string;
  readonly where: Where;
  /** The only variant that promises this; absent: all do. */
  readonly variant?: string;
  /** The only scope that promises this; absent: both do. */
  readonly scope?: Scope;
  readonly cases: Readonly<Record<string, Case>>;
}

/** The circumstances of one run of a case: plain data, because it travels to the thread that runs it. */
export interface Place {
  readonly runtime: RuntimeName;
  readonly agent: 'main' | 'thread';
  readonly mayBlock: boolean;
  /** Among whom the primitives on test work. */
  readonly scope: Scope;
  /** Which of the suite's variants is on test. */
  readonly variant: string;
}

export interface Suite {
  readonly name: string;
  readonly variants: readonly string[];
  /** Those that run inside a thread too; absent: all. What variants differ in is seldom where they run. */
  readonly inThreads?: readonly string[];
  /** Those that are on test among processes too; absent: all. */
  readonly inProcesses?: readonly string[];
  readonly groups: readonly CaseGroup[];
}

/** The places that a suite's variant runs in, with what each may do. */
export function placesOf(h: Harness, suite: Suite, variant: string, scope: Scope): Place[] {
  const { runtime, mayBlock } = h;
  if (scope === 'process' && suite.inProcesses?.includes(variant) === false) return [];
  const main: Place = { runtime, agent: 'main', mayBlock, scope, variant };
  if (suite.inThreads?.includes(variant) === false) return [main];
  return [main, { runtime, agent: 'thread', mayBlock: true, scope, variant }];
}

export function applies(group: CaseGroup, place: Place): boolean {
  if (group.variant !== undefined && group.variant !== place.variant) return false;
  if (group.scope !== undefined && group.scope !== place.scope) return false;
  if (group.where === 'blocking') return place.mayBlock;
  if (group.where === 'page') return !place.mayBlock;
  return group.where === 'everywhere' || place.agent === 'main';
}

import type { Place } from './cases.ts';
import { contract, titleOf } from './contract.ts';
import type { Harness } from './harness.ts';
import { lockSuite } from './lock/index.ts';

/** What a Lock does, barging and fair, in the first agent and in threads, among threads or among processes. */
export function lockContract(h: Harness, agent?: Place['agent'], scope?: Place['scope']): void {
  h.describe(titleOf('Lock', scope), () => contract(h, lockSuite, agent, scope));
}

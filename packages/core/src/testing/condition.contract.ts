import type { Place } from './cases.ts';
import { conditionSuite } from './condition/index.ts';
import { contract, titleOf } from './contract.ts';
import type { Harness } from './harness.ts';

/** What a Condition does, over each kind of lock, in the first agent and in threads, among threads or among processes. */
export function conditionContract(h: Harness, agent?: Place['agent'], scope?: Place['scope']): void {
  h.describe(titleOf('Condition', scope), () => contract(h, conditionSuite, agent, scope));
}

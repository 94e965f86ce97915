import type { Place } from './cases.ts';
import { contract, titleOf } from './contract.ts';
import type { Harness } from './harness.ts';
import { rlockSuite } from './rlock/index.ts';

/** What an RLock does, alone and under a Condition, in the first agent and in threads, among threads or among processes. */
export function rlockContract(h: Harness, agent?: Place['agent'], scope?: Place['scope']): void {
  h.describe(titleOf('RLock', scope), () => contract(h, rlockSuite, agent, scope));
}

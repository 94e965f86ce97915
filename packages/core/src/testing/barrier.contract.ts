import type { Place } from './cases.ts';
import { contract, titleOf } from './contract.ts';
import type { Harness } from './harness.ts';
import { barrierSuite } from './barrier/index.ts';

/** What a Barrier does, in the first agent and in threads, among threads or among processes. */
export function barrierContract(h: Harness, agent?: Place['agent'], scope?: Place['scope']): void {
  h.describe(titleOf('Barrier', scope), () => contract(h, barrierSuite, agent, scope));
}

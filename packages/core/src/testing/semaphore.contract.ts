import type { Place } from './cases.ts';
import { contract, titleOf } from './contract.ts';
import type { Harness } from './harness.ts';
import { semaphoreSuite } from './semaphore/index.ts';

/** What a Semaphore and a BoundedSemaphore do, in the first agent and in threads, among threads or among processes. */
export function semaphoreContract(h: Harness, agent?: Place['agent'], scope?: Place['scope']): void {
  h.describe(titleOf('Semaphore', scope), () => contract(h, semaphoreSuite, agent, scope));
}

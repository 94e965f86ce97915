import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { semaphoreSuite } from './semaphore/index.ts';

/** What a Semaphore and a BoundedSemaphore do, in the first agent and in threads. */
export function semaphoreContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Semaphore', () => contract(h, semaphoreSuite, agent));
}

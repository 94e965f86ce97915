import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { mpPoolSuite } from './mp-pool/index.ts';

/** What a multiprocessing.Pool does, in the first agent and in threads. */
export function mpPoolContract(h: Harness, agent?: Place['agent']): void {
  h.describe('multiprocessing.Pool', () => contract(h, mpPoolSuite, agent, 'process'));
}

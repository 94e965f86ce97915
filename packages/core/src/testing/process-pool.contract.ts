import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { processPoolSuite } from './process-pool/index.ts';

/** What a ProcessPoolExecutor does, owned by the first agent and by threads. */
export function processPoolContract(h: Harness, agent?: Place['agent']): void {
  h.describe('ProcessPoolExecutor', () => contract(h, processPoolSuite, agent, 'process'));
}

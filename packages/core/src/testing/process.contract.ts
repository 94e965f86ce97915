import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { processSuite } from './process/index.ts';

/** What a Process does, in the first agent and in threads. */
export function processContract(h: Harness, agent?: Place['agent']): void {
  h.describe('Process', () => contract(h, processSuite, agent, 'process'));
}

import type { Place } from './cases.ts';
import { contract } from './contract.ts';
import type { Harness } from './harness.ts';
import { sharedValueSuite } from './shared-value/index.ts';

/** What Value and Array do, in the first agent and in threads. */
export function sharedValueContract(h: Harness, agent?: Place['agent']): void {
  h.describe('multiprocessing.Value and Array', () => contract(h, sharedValueSuite, agent, 'process'));
}
